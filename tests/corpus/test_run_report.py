"""The report of a run over many sites, as a person reads it."""

from datetime import UTC, datetime

import pytest

from corpus.run_report import ALIKE, MANY, finding_lines, print_report
from crawler import RunReport
from crawler.report import Finding, SiteOutcome, SiteReport
from crawler.tally import NAMES

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
NOTHING = dict.fromkeys(NAMES, 0)


def site(name: str, outcome: SiteOutcome, *findings: Finding) -> SiteReport:
    url = f"https://{name}/"
    return SiteReport(name, url, outcome, NOTHING, {}, {}, findings=findings)


def finding(sentence: str) -> Finding:
    return Finding("useless", sentence, "Look.")


def test_what_is_the_same_of_many_sites_is_one_line_below_the_others() -> None:
    alike = [site(f"{n}.example", "useless", finding("No text.")) for n in range(ALIKE)]
    alone = [site(f"alone-{n}.example", "useless", finding("No feed.")) for n in range(ALIKE - 1)]
    assert finding_lines([*alike, *alone], only_new=False) == [
        "alone-0.example: No feed. Look.",
        "alone-1.example: No feed. Look.",
        "alone-2.example: No feed. Look.",
        "4 sites: No text. Look. They are 0.example, 1.example, 2.example, 3.example.",
    ]


@pytest.mark.parametrize(("quiet", "rows"), [(MANY, MANY), (MANY + 1, 0)])
def test_sites_with_nothing_due_are_a_line_where_they_are_many(
    quiet: int, rows: int, capsys: pytest.CaptureFixture[str]
) -> None:
    sites = [site(f"quiet-{n}.example", "nothing-due") for n in range(quiet)]
    ill = site("ill.example", "useless", finding("No feed."))
    print_report(RunReport(NOW, NOW, (*sites, ill)))
    out = capsys.readouterr().out
    assert sum("quiet-" in line for line in out.splitlines()) == rows
    assert (f"Of {quiet} other sites nothing was due." in out) == (rows == 0)
    assert "!  ill.example" in out

"""One exit code for what came of all sites."""

import json
from datetime import UTC, datetime

import pytest

from crawler.checks import Problem
from crawler.outcomes import Outcome
from crawler.report import RunReport, SiteOutcome, SiteReport, outcome_of_site
from crawler.tally import NAMES, Tally

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def site(outcome: SiteOutcome, **counts: int) -> SiteReport:
    return SiteReport("e.x", "http://e.x/", outcome, dict.fromkeys(NAMES, 0) | counts, {}, {})


@pytest.mark.parametrize(
    ("outcomes", "problem", "code"),
    [
        (["well", "nothing-due"], None, 0),
        ([], None, 0),
        (["well", "held"], None, 0),
        (["well", "degraded"], None, 2),
        (["well", "useless"], None, 2),
        (["useless", "held"], None, 3),
        (["held", "nothing-due"], None, 4),
        (["held"], Problem("The disk is full.", 5), 5),
        (["useless"], Problem("Name a URL."), 64),
    ],
)
def test_the_highest_code_wins(
    outcomes: list[SiteOutcome], problem: Problem | None, code: int
) -> None:
    assert RunReport(NOW, NOW, tuple(map(site, outcomes)), problem).exit_code == code


def test_a_bug_is_seen_where_nothing_else_went_wrong() -> None:
    assert RunReport(NOW, NOW, (site("well"),), bugs=1).exit_code == 1
    assert RunReport(NOW, NOW, (site("degraded"), site("well")), bugs=1).exit_code == 2


def test_a_report_becomes_json_with_sums() -> None:
    sites = (site("well", stored=2, found=3), site("degraded", stored=1))
    facts = json.loads(RunReport(NOW, NOW, sites).to_json())
    assert (facts["counts"]["stored"], facts["counts"]["found"]) == (3, 3)
    assert facts["started_at"] == "2026-03-01T00:00:00+00:00"
    assert facts["exit_code"] == 2


def counted(stored: int, failed: int) -> Tally:
    tally = Tally(due=stored + failed)
    for number in range(stored + failed):
        url = f"http://e.x/{number}"
        tally.find(url)
        failure = Outcome("failed", "timeout")
        tally.end(url, Outcome("stored", None) if number < stored else failure)
    return tally


@pytest.mark.parametrize(
    ("stored", "failed", "outcome"),
    [(100, 0, "well"), (100, 5, "well"), (100, 10, "degraded"), (0, 3, "useless")],
)
def test_a_site_where_much_failed_is_degraded(stored: int, failed: int, outcome: str) -> None:
    assert outcome_of_site(counted(stored, failed), started=True) == outcome


def test_a_site_whose_start_failed_is_never_well() -> None:
    assert outcome_of_site(counted(5, 0), started=False) == "degraded"


def test_a_site_where_all_that_is_listed_was_judged_before_has_nothing_due() -> None:
    tally = Tally()
    tally.find("http://e.x/list")
    tally.end("http://e.x/list", Outcome("refused", "list-page"))
    assert outcome_of_site(tally, started=True) == "nothing-due"


def test_what_a_host_put_off_is_no_failure_of_the_site() -> None:
    resting = Tally()
    resting.find("http://a.example/")
    resting.end("http://a.example/", Outcome("failed", "host-closed: until tomorrow"))
    assert outcome_of_site(resting, started=False) == "left"
    resting.find("http://a.example/x")
    resting.end("http://a.example/x", Outcome("stored", None))
    assert outcome_of_site(resting, started=True) == "well"


def test_a_page_that_led_to_another_one_of_the_run_is_no_sign_that_all_is_well() -> None:
    tally = counted(0, 0)
    for url, outcome in (
        ("http://e.x/a", Outcome("unchanged", "found-twice: redirects to http://e.x/b")),
        ("http://e.x/b", Outcome("refused", "too-many-redirects")),
    ):
        tally.due += tally.find(url)
        tally.end(url, outcome)
    assert outcome_of_site(tally, started=True) == "useless"

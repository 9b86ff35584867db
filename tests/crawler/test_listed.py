"""`scrapy crawl news -a urls=FILE`: each line is accounted for, and alerts are sent."""

import json
from pathlib import Path

from crawler.listed import MAX_TOLD, Listed, told
from crawler.report import LineReport
from tests.crawler.crawls import crawl, store


def test_each_line_of_a_list_is_told_and_what_gave_nothing_is_alerted(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    dead = "http://127.0.0.1:9/story"
    (tmp_path / "list").write_text(f"# mine\n{dead}\na line of words\n{dead}/\n", "utf-8")
    (tmp_path / "sites.toml").write_text(f'alert = "tee {heard}"\n', "utf-8")
    done = crawl("", tmp_path, allow="127.0.0.1:9", urls=str(tmp_path / "list"))
    assert done.code == 3
    assert f"line 2: failed: connection-refused  {dead}" in done.out
    assert "line 3: no-url: not a web address  a line of words" in done.out
    (finding,) = json.loads(heard.read_text("utf-8"))["findings"]
    assert finding["sentence"] == "Nothing was stored or found unchanged (connection-refused)."
    with store(tmp_path) as opened:
        report = opened.history.report()
        assert opened.history.starts() == {}
    assert report is not None
    assert [(one["number"], one["state"]) for one in report["lines"]] == [
        (2, "failed"),
        (3, "no-url"),
        (4, "twice"),
    ]


def test_a_list_without_a_url_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "list").write_text("words\n", "utf-8")
    problem = Listed.read(str(tmp_path / "list")).problem
    assert problem is not None
    assert problem.sentence == f"There is no URL in {tmp_path}/list; write one a line."
    assert problem.exit_code == 64
    missing = Listed.read(str(tmp_path / "none")).problem
    assert missing is not None
    assert missing.sentence.endswith("No such file or directory.")


def test_a_person_is_shown_the_first_lines_only() -> None:
    reports = [LineReport(n, "x", "no-url") for n in range(1, MAX_TOLD + 12)]
    assert len(told(reports)) == MAX_TOLD + 1
    assert told(reports)[-1] == "and 11 lines more; --report FILE has them all"
    assert told([LineReport(1, "x", "stored")]) == []

"""`scrapy crawl news -a urls=FILE`: a list is fetched, each line accounted for, alerts are sent."""

import json
from pathlib import Path

from crawler.listed import MAX_TOLD, told
from crawler.report import LineReport
from tests.crawler.crawls import crawl, store
from tests.crawler.server import serve


def test_a_list_is_fetched_and_what_gave_nothing_is_told(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    with serve() as site:
        story = site.page("/2025/11/01/storm-hits-the-coast", "Storm hits the coast")
        lines = ["# mine", story, "a line of words", f"{site.base}/gone/for/good"]
        (tmp_path / "list").write_text("\n".join(lines), "utf-8")
        (tmp_path / "sites.toml").write_text(f'alert = "tee {heard}"\n', "utf-8")
        done = crawl("", tmp_path, allow=site.host, urls=str(tmp_path / "list"))
        again = crawl("", tmp_path, allow=site.host, urls=str(tmp_path / "list"))
    assert done.counts["stored"] == 1
    assert done.code == 0
    assert "line 3: no-url: not a web address  a line of words" in done.out
    assert f"line 4: refused: http-404  {site.base}/gone/for/good" in done.out
    assert not heard.exists()
    assert again.counts["unchanged"] == 1
    with store(tmp_path) as opened:
        report = opened.history.report()
        assert opened.history.starts() == {}
    assert report is not None
    assert [(one["number"], one["state"]) for one in report["lines"]] == [
        (2, "unchanged"),
        (3, "no-url"),
        (4, "refused"),
    ]


def test_a_site_that_gave_nothing_is_alerted_also_by_a_single_crawl(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    alert = {"COPYDESK_ALERT": f"tee {heard}"}
    done = crawl("http://127.0.0.1:9/", tmp_path, allow="127.0.0.1:9", environ=alert)
    assert done.code == 3
    (finding,) = json.loads(heard.read_text("utf-8"))["findings"]
    assert finding["sentence"] == "Nothing was stored or found unchanged (connection-refused)."


def test_a_list_without_a_url_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "list").write_text("words\n", "utf-8")
    done = crawl("", tmp_path, urls=str(tmp_path / "list"))
    assert done.code == 64
    assert f"There is no URL in {tmp_path}/list; write one a line." in done.err


def test_a_person_is_shown_the_first_lines_only() -> None:
    reports = [LineReport(n, "x", "no-url") for n in range(1, MAX_TOLD + 12)]
    assert len(told(reports)) == MAX_TOLD + 1
    assert told(reports)[-1] == "and 11 lines more; --report FILE has them all"
    assert told([LineReport(1, "x", "stored")]) == []

"""Manners towards hosts, as servers see them."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from storage import open_store
from tests.crawler.crawls import crawl, status, store
from tests.crawler.server import Answer, Site, article, serve
from tests.crawler.test_news import rss

STORY = "/2025/a-story-of-five-words"


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        running.page(STORY, "A story of five words")
        yield running


def not_now(retry_after: str, code: int = 429) -> Answer:
    return Answer(b"later", status=code, headers=(("Retry-After", retry_after),))


def test_a_host_that_asks_for_rest_is_asked_again_when_it_is_over(
    site: Site, tmp_path: Path
) -> None:
    site.first[STORY] = [not_now("2")]
    done = crawl(f"{site.base}{STORY}", tmp_path, allow=site.host, settings={"RETRY_TIMES": "1"})
    assert done.counts["stored"] == 1
    assert site.log == ["/robots.txt", STORY, STORY]
    assert site.times[2] - site.times[1] >= 2


def test_a_long_rest_survives_the_run_and_nothing_is_asked_before_its_end(
    site: Site, tmp_path: Path
) -> None:
    site.first[STORY] = [not_now("1800", 503)]
    first = crawl(f"{site.base}{STORY}", tmp_path, allow=site.host)
    assert "host-closed: until" in first.err
    assert site.log == ["/robots.txt", STORY]
    again = crawl(f"{site.base}/feed.xml", tmp_path, allow=site.host)
    assert "http-503, Retry-After 1800" in again.err
    assert site.log == ["/robots.txt", STORY]
    with store(tmp_path) as opened:
        assert site.host in opened.hosts.closed()


def test_the_delay_that_robots_txt_asks_for_is_kept_by_all_requests(
    site: Site, tmp_path: Path
) -> None:
    site.paths["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 0.7", "text/plain")
    site.paths["/feed.xml"] = Answer(b"<rss><channel><title>None</title></channel></rss>")
    site.paths["/old.xml"] = Answer(b"", status=301, headers=(("Location", "/feed.xml"),))
    crawl(f"{site.base}/old.xml", tmp_path, allow=site.host)
    assert site.log == ["/robots.txt", "/old.xml", "/feed.xml"]
    gaps = [after - before for before, after in pairwise(site.times)]
    assert gaps[1] >= 0.65


def test_a_host_that_wants_minutes_between_requests_is_not_crawled(
    site: Site, tmp_path: Path
) -> None:
    site.paths["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 3600", "text/plain")
    crawl(f"{site.base}{STORY}", tmp_path, allow=site.host)
    assert site.log == ["/robots.txt"]
    ended = status(tmp_path, f"{site.base}{STORY}")
    assert ended.reason == "crawl-delay: 3600 s, we wait 120 s at most"


@pytest.mark.parametrize(
    ("hours", "expected"), [(20, "robots"), (25, "robots-unreachable: http-503")]
)
def test_a_robots_txt_that_fails_is_the_last_good_one_for_a_day(
    site: Site, tmp_path: Path, hours: int, expected: str
) -> None:
    site.paths["/robots.txt"] = Answer(b"", status=503)
    database = tmp_path / "copydesk.db"
    with open_store(f"sqlite:///{database}") as opened:
        opened.hosts.keep_file(f"{site.base}/robots.txt", b"User-agent: *\nDisallow: /2025/")
    read_at = datetime.now(UTC).replace(tzinfo=None) - timedelta(hours=hours)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE host_files SET read_at = ?", (read_at.isoformat(" "),))
        connection.commit()
    crawl(f"{site.base}{STORY}", tmp_path, allow=site.host)
    assert status(tmp_path, f"{site.base}{STORY}").reason == expected
    assert site.log == ["/robots.txt"]


def test_of_a_huge_robots_txt_the_beginning_counts(site: Site, tmp_path: Path) -> None:
    rules = b"User-agent: *\nDisallow: /2025/\n" + b"Allow: /2025/a\n" * 2_000_000
    site.paths["/robots.txt"] = Answer(rules[:-15].replace(b"Allow", b"Other"), "text/plain")
    crawl(f"{site.base}{STORY}", tmp_path, allow=site.host)
    assert status(tmp_path, f"{site.base}{STORY}").reason == "robots"
    with store(tmp_path) as opened:
        kept = opened.hosts.file(f"{site.base}/robots.txt")
    assert kept is not None
    assert 524_288 < len(kept.body) < 1_048_576


RIGHTS = {
    "/noindex": ((), '<meta name="robots" content="noindex">'),
    "/header": ((("X-Robots-Tag", "copydesk: none"),), ""),
    "/ended": ((("X-Robots-Tag", "unavailable_after: 2020-01-01"),), ""),
    "/marked": ((("X-Robots-Tag", "noarchive"),), ""),
    "/mine": ((("TDM-Reservation", "0"),), ""),
    "/theirs": ((), ""),
    "/otherbot": ((("X-Robots-Tag", "otherbot: noindex"),), ""),
    "/blocked": ((), ""),
    "/forgotten": ((), ""),
}


def test_rights_are_read_before_a_page_is_kept(site: Site, tmp_path: Path) -> None:
    for path, (headers, head) in RIGHTS.items():
        body = article(f"A story of {path[1:]} and of nothing else", head=head)
        site.paths[path] = Answer(body, headers=headers)
    site.paths["/blocked"] = Answer(b"<script>_cf_chl_opt={}</script>", status=403)
    site.paths["/robots.txt"] = Answer(b"User-agent: *\nContent-Usage: /marked train-ai=n")
    site.paths["/.well-known/tdmrep.json"] = Answer(b'[{"location": "/t*", "tdm-reservation": 1}]')
    links = [(path, f"Title of {path}") for path in RIGHTS]
    site.paths["/feed.xml"] = rss(links)
    with open_store(f"sqlite:///{tmp_path / 'copydesk.db'}") as opened:
        opened.forgetting.forget(f"{site.base}/forgotten")
    done = crawl(f"{site.base}/feed.xml", tmp_path, allow=site.host)
    assert done.counts["refused"] == 5
    assert "forgotten 1" in done.out
    assert site.asked("/forgotten") == 0
    ended = {
        path: status(tmp_path, f"{site.base}{path}") for path in RIGHTS if path != "/forgotten"
    }
    assert ended["/noindex"].reason == 'noindex: meta robots says "noindex"'
    assert ended["/header"].reason == 'noindex: header x-robots-tag says "copydesk: none"'
    assert ended["/ended"].reason == "unavailable-after: 2020-01-01"
    assert ended["/blocked"].reason == "bot-block: by Cloudflare, HTTP 403"
    with store(tmp_path) as opened:
        kept = {(a.article.url or "").removeprefix(site.base): a.rights for a in opened.articles()}
        assert len(list(opened.pages())) == len(kept)
    assert {path: (r.noarchive, r.reserved) for path, r in kept.items()} == {
        "/marked": (True, True),
        "/mine": (False, False),
        "/theirs": (False, True),
        "/otherbot": (False, False),
    }


def test_no_cookie_is_kept_and_every_request_names_the_contact(site: Site, tmp_path: Path) -> None:
    site.paths["/feed.xml"] = Answer(b"<rss><channel></channel></rss>")
    cookie = (("Set-Cookie", "visit=1; Domain=.com; Path=/"), ("Location", "/feed.xml"))
    site.paths["/start"] = Answer(b"", status=302, headers=cookie)
    crawl(f"{site.base}/start", tmp_path, allow=site.host)
    assert site.log == ["/robots.txt", "/start", "/feed.xml"]
    assert not any("cookie" in sent for sent in site.sent)
    assert [sent.get("from") for sent in site.sent] == ["desk@example.org"] * 3
    assert all(sent["user-agent"].endswith(" (+desk@example.org)") for sent in site.sent)


def test_a_host_that_answers_nothing_but_errors_is_left_alone_by_the_next_run_too(
    site: Site, tmp_path: Path
) -> None:
    paths = [f"/story-{n}" for n in range(20)]
    site.paths |= {path: Answer(b"oops", status=500 + n % 3) for n, path in enumerate(paths)}
    site.paths["/feed.xml"] = rss([(path, f"Title of {path}") for path in paths])
    done = crawl(f"{site.base}/feed.xml", tmp_path, allow=site.host)
    assert 10 <= sum(map(site.asked, paths)) <= 11
    assert (done.code, done.counts["failed"]) == (3, 20)
    assert re.search(r"failed +20 +.*host-closed [5-9]", done.out)
    closed = status(tmp_path, f"{site.base}{paths[-2]}")
    assert closed.state in ("due", "leased")
    site.log.clear()
    crawl(f"{site.base}/feed.xml", tmp_path, allow=site.host)
    assert site.log == []

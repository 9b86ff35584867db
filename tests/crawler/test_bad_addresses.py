"""Addresses that no one could mean: none ends a crawl, none breaks a line of what it says."""

from pathlib import Path

import pytest
from scrapy.settings import Settings

from crawler.checks import problem_with
from tests.crawler.crawls import Crawl, crawl, store
from tests.crawler.hostile import page, redirect, story
from tests.crawler.hostile_server import HostileSite, serve_hostile

BAD = (
    "/a\r\nSet-Cookie: x",
    "/nul\x00byte",
    "http://[::1/x",
    "http://news.example:99999999/",
    "http://news.example:-1/",
    "http://news.example:80a/",
    "/" + "a" * 100_000,
    "http://ann:pw@news.example/x",
    "http://xn--a.com/",
    "http://аррӏе.com/x",
    "http://\u2024/x",
    "//",
    "http://",
    "http:///x",
    "mailto:desk@example.org",
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "s3://a/b",
    "ftp://a/b",
    "http://%00/",
    "http://a b/",
    "http://\ud800/",
    "\u202e/reversed",
    "/%zz",
    "/\u2028line",
    "http://news.example\\@evil.example/",
    "http://./",
    "http://" + "a" * 300 + "/",
)


def fill(site: HostileSite) -> None:
    """A feed that names all bad addresses, redirects to them, and a good page."""
    moved = {f"/moved-{n}": redirect(bad) for n, bad in enumerate(BAD)}
    names = [*BAD, *moved, "/good"]
    items = "".join(
        f"<item><title>T {n}</title><link>{u}</link></item>" for n, u in enumerate(names)
    )
    body = f"<rss><channel>{items}</channel></rss>".encode("utf-8", "surrogatepass")
    site.paths |= moved | {"/good": story("A story that is good"), "/feed.xml": page(body)}


def check(done: Crawl) -> None:
    """The crawl went on, and what it said is made of whole lines."""
    assert done.counts["stored"] == 1
    assert done.adds_up
    assert done.code in (0, 2)
    told = done.out + done.err
    assert "Traceback" not in told
    assert not set("\r\x00\u2028\u202e") & set(told)
    assert max(map(len, told.splitlines())) < 1_000


def test_bad_addresses_in_a_feed_and_in_redirects_do_no_harm(tmp_path: Path) -> None:
    with serve_hostile() as site:
        fill(site)
        done = crawl(site.url("/feed.xml"), tmp_path, allow=site.host)
    check(done)
    with store(tmp_path) as opened:
        moved = [site.url(f"/moved-{n}") for n in range(len(BAD))]
        ended = {url: opened.url_status(url) for url in moved}
    states = {url: status.state if status else None for url, status in ended.items()}
    assert {url for url, state in states.items() if state in (None, "found", "stored")} == set()
    secrets = [(status.reason or "") for status in ended.values() if status]
    assert not any("ann:pw" in reason for reason in secrets)


@pytest.mark.parametrize("bad", ["http://[::1/x", "s3://a/b", "data:text/html,x", *BAD])
def test_a_bad_start_is_one_sentence_and_a_code(bad: str) -> None:
    problem = problem_with(bad, Settings({"DOWNLOAD_DELAY": 5}))
    if bad.startswith(("/", "http://xn--a", "http://ар", "\u202e", "http://aaa")):
        return  # with "https://" before it, it may be one; the crawl finds out
    assert problem is not None
    assert problem.exit_code == 64
    assert "is no web address that can be crawled" in problem.sentence


def test_a_list_with_bad_addresses_is_crawled_to_its_end(tmp_path: Path) -> None:
    listed = tmp_path / "urls.txt"
    with serve_hostile() as site:
        site.paths["/good"] = story("A story that is good")
        lines = [*(bad.replace("\r\n", " ") for bad in BAD), site.url("/good")]
        listed.write_text("\n".join(lines), "utf-8", errors="replace")
        done = crawl("", tmp_path, allow=site.host, urls=str(listed))
    check(done)

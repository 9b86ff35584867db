"""Fetches from servers that break the rules of HTTP: each ends in time, bounded, with a reason."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from crawler.responses import cut_off
from storage import UrlStatus
from tests.crawler.crawls import Crawl, crawl, status
from tests.crawler.hostile import (
    FLOODS,
    NETWORK,
    TRUNCATED,
    bombs,
    feed,
    redirect,
    story,
)
from tests.crawler.hostile_server import Behaviour, HostileSite, serve_hostile

ALL_AT_ONCE = {
    "DOWNLOAD_TIMEOUT": "1.5",
    "RETRY_TIMES": "1",
    "CONCURRENT_REQUESTS": "40",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "40",
}
MEGABYTES = 200
"""Of the crawling process at its largest; a crawl of one good page takes 115 here."""

WITH_PEAK = (
    "import atexit, pathlib, sys\n"
    "told = lambda: sys.stderr.write(pathlib.Path('/proc/self/status').read_text())\n"
    "atexit.register(told)\n"
    "from scrapy.cmdline import execute; execute()"
)

ENDS = {
    "timeout": ("/hang", "/slow-body", "/slow-head", "/slow-status", "/continue"),
    "connection-lost": (
        *("/reset", "/nothing", "/garbage", "/odd-status", "/odd-version", "/two-lengths"),
        *("/negative", "/odd-length", "/odd-coding"),
    ),
    "truncated": (
        *("/bad-chunk", "/cut-length", "/cut-chunk", "/no-last-chunk", "/reset-in-body"),
        *("/cut-gzip", "/cut-deflate", "/cut-br", "/cut-zstd", "/cut-crc"),
    ),
    "damaged": ("/bad-crc", "/no-gzip"),
}
"""What must become of these pages, by the name of the reason; all have failed."""


BOMBS = bombs(20_000_000)
HOPS: dict[str, Behaviour] = {
    "/self": redirect("/self"),
    "/hop/0": redirect("/hop/1"),
    **{f"/hop/{n}": redirect(f"/hop/{n + 1}") for n in range(1, 9)},
    "/bracket": redirect("http://[::1/x"),
    "/port": redirect("http://127.0.0.1:99999/x"),
    "/ftp": redirect("ftp://example.com/x"),
}
FOUND = ("/self", "/hop/0", "/bracket", "/port", "/ftp")


@dataclass(frozen=True, slots=True)
class Ended:
    """A crawl of all these pages and a good one, and what the ledger says of each path."""

    site: HostileSite
    done: Crawl
    home: Path
    paths: dict[str, UrlStatus]

    def names(self, paths: Iterable[str]) -> dict[str, tuple[str, str]]:
        """State and name of the reason, by path."""
        rows = {path: self.paths[path] for path in paths}
        return {path: (r.state, (r.reason or "").split(":")[0]) for path, r in rows.items()}


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    home = tmp_path_factory.mktemp("hostile")
    found = [*NETWORK, *TRUNCATED, *FLOODS, *BOMBS, *FOUND, "/good"]
    with serve_hostile() as site:
        site.paths |= NETWORK | TRUNCATED | FLOODS | BOMBS | HOPS
        site.paths |= {"/good": story("A story that is good"), "/feed.xml": feed(found)}
        url = site.url("/feed.xml")
        done = crawl(url, home, allow=site.host, settings=ALL_AT_ONCE, script=WITH_PEAK)
    return Ended(site, done, home, {path: status(home, site.url(path)) for path in found})


def test_the_crawl_goes_on_and_says_nothing_that_needs_nobody(ended: Ended) -> None:
    assert ended.done.counts["stored"] == 1
    assert ended.done.adds_up
    assert "Traceback" not in ended.done.err
    assert "WARNING" not in ended.done.err


def test_what_is_no_answer_or_half_of_one_fails_with_its_reason(ended: Ended) -> None:
    expected = {path: ("failed", name) for name, paths in ENDS.items() for path in paths}
    assert ended.names(NETWORK | TRUNCATED) == expected
    assert ended.paths["/reset"].reason == "connection-lost: reset"
    assert ended.paths["/nothing"].reason == "connection-lost: closed without an answer"
    assert all(ended.site.asked[path] == 2 for path in expected)  # one try more each


def test_floods_are_cut_off_by_bytes(ended: Ended) -> None:
    heads = dict.fromkeys(("/headers", "/long-line", "/folded", "/continues"), "headers-too-big")
    ends = dict.fromkeys(("/trailers", "/extension"), "truncated")
    bodies = dict.fromkeys(("/endless", "/endless-chunks"), "too-big")
    names = {path: name for path, (_, name) in ended.names(FLOODS).items()}
    assert names == heads | ends | bodies
    assert all(ended.site.sent[path] < 20_000_000 for path in FLOODS)


def test_bombs_are_not_unpacked(ended: Ended) -> None:
    names = {path: name for path, (_, name) in ended.names(BOMBS).items()}
    assert names == dict.fromkeys(BOMBS, "too-big") | {"/bomb.xml.gz": "not-html"}
    peak = re.search(r"^VmHWM:\s+(\d+) kB", ended.done.err, re.MULTILINE)
    assert peak is not None
    assert int(peak[1]) < MEGABYTES * 1_024


def test_redirects_end_after_five_and_bad_ones_at_once(ended: Ended) -> None:
    assert ended.names(FOUND) == {
        "/self": ("refused", "too-many-redirects"),
        "/hop/0": ("refused", "too-many-redirects"),
        "/bracket": ("refused", "bad-address"),
        "/port": ("refused", "bad-address"),
        "/ftp": ("refused", "http-302"),
    }
    assert ended.site.asked["/self"] == 6
    assert ended.site.asked["/hop/6"] == 0


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"<!doctype html><HTML><p>The coun", True),
        (b"<html><p>All of it.</p></html >\n<!-- done -->", False),
        (b"<p>A page that never says html", False),
        (b"<?xml version='1.0'?><rss><channel><item><ti", True),
        (b"<rdf:RDF xmlns='x'><item/></rdf:RDF>", False),
        (b'{"version": "1"', False),
    ],
)
def test_a_body_that_ends_with_its_connection_must_close_what_it_opened(
    body: bytes, expected: bool
) -> None:
    assert cut_off(body) is expected

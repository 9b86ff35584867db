"""Hosts that want rest (N10), rules (N11, N12), no cookies (N20), or to be forgotten (X11)."""

import threading
import time
import tracemalloc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from crawler.robots_rules import read_rules
from quality.faults.crawls import Crawl
from quality.faults.papers import Papers, serve
from quality.faults.row import Result, Row
from quality.faults.stores import sqlite_url
from storage import open_store

Said = tuple[int, Mapping[str, str]]
"""Status and headers of an answer."""


@dataclass(slots=True)
class Host:
    """A server whose paths answer what they are told to, once each, then 404."""

    port: int
    says: dict[str, list[Said]] = field(default_factory=dict)
    asked: list[tuple[str, float, bool]] = field(default_factory=list)
    """The path, the time, and whether a cookie came with it."""

    def times(self, path: str) -> list[float]:
        """When a path was asked for."""
        return [at for asked, at, _ in self.asked if asked == path]


@contextmanager
def host() -> Iterator[Host]:
    """Serve on a free port, as the proxy of a crawl, until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            made.asked.append((path, time.time(), "Cookie" in self.headers))
            queue = made.says.get(path)
            status, headers = queue.pop(0) if queue else (404, {})
            if not status:
                time.sleep(4)
                return
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Stay quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made = Host(server.server_address[1])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()


def crawl(guest: Host, url: str, start: str, **settings: object) -> None:
    """One crawl of a start, to its end."""
    chosen = {"DOWNLOAD_TIMEOUT": 2, **settings}
    folder = Path(url.removeprefix("sqlite:///")).parent
    papers = Papers(0, 0, folder, guest.port)
    Crawl(papers, url, [f"http://paper.example{start}"], chosen).end()


def rest() -> Result:
    """A short rest that is waited for, then a long one and another run."""
    with sqlite_url() as url, host() as guest:
        guest.says["/a"] = [(429, {"Retry-After": "3"}), (503, {"Retry-After": "3600"})]
        crawl(guest, url, "/a", RETRY_TIMES=1)
        first, second = guest.times("/a")
        before = len(guest.asked)
        crawl(guest, url, "/b")
        later = len(guest.asked) - before
    figure = f"asked again {second - first:.1f} s after 429; {later} requests by the next run"
    return Result(figure, second - first >= 2 and later == 0)


def closed_rules() -> Result:
    """robots.txt with 503, with 429 and without an answer."""
    pages = 0
    for status in (503, 429, 0):
        with sqlite_url() as url, host() as guest:
            guest.says["/robots.txt"] = [(status, {})] * 3
            crawl(guest, url, "/a")
            pages += len(guest.times("/a"))
    return Result(f"{pages} page requests to 3 hosts", pages == 0)


def many_rules() -> Result:
    """A million rules, of which the first 512 KiB count."""
    body = b"User-agent: *\n" + b"".join(b"Disallow: /p%d\n" % n for n in range(1_000_000))
    began = time.process_time()
    read_rules(body, "http://paper.example/robots.txt")
    seconds = time.process_time() - began
    tracemalloc.start()
    read_rules(body, "http://paper.example/robots.txt")
    megabytes = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return Result(f"{seconds:.2f} s, {megabytes:.0f} MB", seconds <= 0.5 and megabytes <= 50)


def cookies() -> Result:
    """A cookie for a whole top-level domain, and a redirect behind it."""
    with sqlite_url() as url, host() as guest:
        cookie = {"Set-Cookie": "v=1; Domain=.example; Path=/", "Location": "/b"}
        guest.says["/a"] = [(302, cookie)]
        crawl(guest, url, "/a")
        sent = sum(cookie for _, _, cookie in guest.asked)
        asked = len(guest.times("/b"))
    return Result(f"{sent} cookies sent in {len(guest.asked)} requests", not sent and asked == 1)


def forgotten() -> Result:
    """An article that is forgotten, looked for in all files, and crawled again."""
    with sqlite_url() as url, serve(1, 1) as papers:
        Crawl(papers, url).end()
        article = "http://paper0.example/news/0"
        with open_store(url) as store:
            stored = store.article(article)
            words = stored.article.blocks[0].text[:40].encode() if stored else b""
            store.forgetting.forget(article)
            store.forgetting.scrub()
        folder = Path(url.removeprefix("sqlite:///")).parent
        left = sum(file.read_bytes().count(words) for file in folder.iterdir() if file.is_file())
        before = papers.asked[article]
        Crawl(papers, url).end()
        again = papers.asked[article] - before
    figure = f"{left} traces in the files, fetched again {again} times"
    return Result(figure, bool(words) and left == again == 0)


ROWS = (
    Row("N10", "429 with Retry-After 3, then 503 with 3600 and another run", rest),
    Row("N11", "robots.txt: 503, 429, no answer", closed_rules),
    Row("N12", "robots.txt with a million rules", many_rules),
    Row("N20", "a cookie for a top-level domain", cookies),
    Row("X11", "an article is forgotten, then crawled again", forgotten),
)

"""robots.txt (RFC 9309): asked once a host, obeyed, and a host that can't answer is left alone.

Scrapy's own middleware fetches the pages when robots.txt answers 503 or not at all, and parses
27 MB of it in the reactor; the standard says otherwise on both.
"""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.exceptions import StopDownload
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler.asking import ask_store
from crawler.outcomes import LATER, Outcome, Refusal, outcome_of, outcome_of_status
from crawler.robots_rules import MAX_BYTES, RobotsRules, read_rules
from storage import HostFile

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

FRESH = timedelta(hours=6)
"""How long a robots.txt counts without being asked for again; the standard allows a day."""

LAST_GOOD = timedelta(hours=24)
"""How long one counts whose host can't answer now (RFC 9309, 2.4)."""

LONGEST_DELAY = 120.0
"""Seconds; a host that wants more between two requests is not crawled."""

MAX_UNPACKED = 4 * MAX_BYTES
"""Bytes that a packed robots.txt may hold, as what is sent is bounded before it is unpacked."""

NO_HOST = frozenset({"private-address", "certificate", "no-such-host", "connection-refused"})
"""Reasons that hold for every page of a host, not for its robots.txt alone."""

OWN_REQUEST = "dont_obey_robotstxt"
_RECEIVED = "robots_bytes"


@dataclass(frozen=True, slots=True)
class Robots:
    """A host's rules; `closed` is what became of its robots.txt where that could not be read."""

    rules: RobotsRules
    closed: Outcome | None = None


class RobotsMiddleware:
    """Refuses what robots.txt disallows, and a whole host whose robots.txt fails."""

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler
        self._asked: dict[str, asyncio.Task[Robots]] = {}
        crawler.signals.connect(self._bytes_received, signals.bytes_received)

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raise Refusal for a request that may not be made."""
        if request.meta.get(OWN_REQUEST):
            return
        robots = await self.robots_of(request.url)
        if robots.closed is not None:
            raise Refusal.of(robots.closed)
        delay = robots.rules.crawl_delay or 0.0
        if delay > LONGEST_DELAY:
            raise Refusal("crawl-delay", f"{delay:g} s, we wait {LONGEST_DELAY:g} s at most")
        if not robots.rules.allows(request.url):
            raise Refusal("robots")

    async def robots_of(self, url: str) -> Robots:
        """What the host (and port) of a URL says; asked for once."""
        origin = _origin(url)
        if origin not in self._asked:
            self._asked[origin] = asyncio.ensure_future(self._read(f"{origin}/robots.txt"))
        return await asyncio.shield(self._asked[origin])

    def crawl_delay(self, url: str) -> float:
        """The seconds between requests that the host of a URL wants, as far as known by now."""
        task = self._asked.get(_origin(url))
        known = task is not None and task.done() and not task.cancelled() and not task.exception()
        return (task.result().rules.crawl_delay or 0.0) if task and known else 0.0

    async def _read(self, url: str) -> Robots:
        kept: HostFile | None = await ask_store(self._crawler, lambda store: store.hosts.file(url))
        age = datetime.now(UTC) - kept.read_at if kept else timedelta.max
        if kept and abs(age) < FRESH:
            return await _of(kept.body, url)
        read = await self._ask(url)
        if isinstance(read, bytes):
            body = read
            await ask_store(self._crawler, lambda store: store.hosts.keep_file(url, body))
            return await _of(body, url)
        if kept and abs(age) < LAST_GOOD and read.name not in NO_HOST:
            return await _of(kept.body, url)
        return Robots(read_rules(b"", url), closed=read)

    async def _ask(self, url: str) -> bytes | Outcome:
        """The file, empty where the host has none; or why it could not be read."""
        from crawler.manners import ONE_TRY

        meta = {OWN_REQUEST: True, ONE_TRY: True, "download_maxsize": 0, _RECEIVED: 0}
        request = Request(
            url, callback=NO_CALLBACK, meta=meta, headers={"Accept-Encoding": "identity"}
        )
        assert self._crawler.engine is not None
        try:
            response = await self._crawler.engine.download_async(request)
        except Exception as error:  # whatever happened, it could not be read
            return _closed(outcome_of(error))
        return _what_it_says(response)

    def _bytes_received(self, data: bytes, request: Request) -> None:
        """Take no more of a robots.txt than is read of it."""
        if _RECEIVED in request.meta:
            request.meta["download_maxsize"] = MAX_UNPACKED
            request.meta[_RECEIVED] += len(data)
            if request.meta[_RECEIVED] > MAX_BYTES:
                raise StopDownload(fail=False)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


async def _of(body: bytes, url: str) -> Robots:
    return Robots(await asyncio.to_thread(read_rules, body, url))


def _what_it_says(response: Response) -> bytes | Outcome:
    """What an answer for robots.txt means (RFC 9309, 2.3.1): 4xx is none, 5xx and 429 close."""
    if response.status >= 500 or response.status == 429:
        return _closed(outcome_of_status(response.status))
    return response.body if 200 <= response.status < 300 else b""


def _closed(outcome: Outcome) -> bytes | Outcome:
    if outcome.name == "too-many-redirects":
        return b""  # unavailable, as a 404 (RFC 9309, 2.3.1.2)
    if outcome.name in NO_HOST or (outcome.state == LATER and outcome.name == "host-closed"):
        return outcome
    return Outcome("failed", f"robots-unreachable: {outcome.reason}")

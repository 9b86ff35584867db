"""robots.txt (RFC 9309): asked once a host, obeyed, and a host that can't answer is left alone.

Scrapy's own middleware fetches the pages when robots.txt answers 503 or not at all, and parses
27 MB of it in the reactor; the standard says otherwise on both.
"""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser

from cleaners.urls import normalise_url
from crawler.outcomes import Outcome, Refusal, outcome_of, outcome_of_status

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

MAX_BYTES = 524_288
"""What is parsed of a robots.txt (RFC 9309, 2.5: at least 500 KiB)."""

NO_HOST = frozenset({"private-address", "certificate", "no-such-host", "connection-refused"})
"""Reasons that hold for every page of a host, not for its robots.txt alone."""

OWN_REQUEST = "dont_obey_robotstxt"


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host's robots.txt says; `closed` is what became of it where it could not be read."""

    parser: ProtegoRobotParser
    sitemaps: tuple[str, ...] = ()
    closed: Outcome | None = None


class RobotsMiddleware:
    """Refuses what robots.txt disallows, and a whole host whose robots.txt fails."""

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler
        self._agent: str = crawler.settings["USER_AGENT"]
        self._asked: dict[str, asyncio.Task[Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raise Refusal for a request that may not be made."""
        if request.meta.get(OWN_REQUEST):
            return
        rules = await self.rules_for(request.url)
        if rules.closed is not None:
            raise Refusal.of(rules.closed)
        if not rules.parser.allowed(request.url, self._agent):
            raise Refusal("robots")

    async def rules_for(self, url: str) -> Rules:
        """The rules of the host (and port) of a URL; asked for once."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._asked:
            self._asked[origin] = asyncio.ensure_future(self._ask(f"{origin}/robots.txt"))
        return await asyncio.shield(self._asked[origin])

    async def _ask(self, url: str) -> Rules:
        request = Request(url, callback=NO_CALLBACK, meta={OWN_REQUEST: True})
        assert self._crawler.engine is not None
        try:
            response = await self._crawler.engine.download_async(request)
        except Exception as error:  # whatever happened, it could not be read
            return self._closed(outcome_of(error))
        if response.status >= 500 or response.status == 429:
            return self._closed(outcome_of_status(response.status))
        body = response.body[:MAX_BYTES] if response.status == 200 else b""
        return self._read(body, response)

    def _closed(self, outcome: Outcome) -> Rules:
        if outcome.name not in NO_HOST:
            outcome = Outcome("failed", f"robots-unreachable: {outcome.reason}")
        return Rules(self._parse(b""), closed=outcome)

    def _read(self, body: bytes, response: Response) -> Rules:
        parser = self._parse(body)
        named = (urljoin(response.url, sitemap) for sitemap in parser.rp.sitemaps)
        sitemaps = dict.fromkeys(filter(None, map(normalise_url, named)))
        return Rules(parser, tuple(sitemaps))

    def _parse(self, body: bytes) -> ProtegoRobotParser:
        return ProtegoRobotParser.from_crawler(self._crawler, body)

"""Asks the web for a visit's page: through Scrapy's downloader and all of its middlewares."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from cleaners.types import Page
from crawler.agenda import Visit
from crawler.backlog import Backlog
from crawler.kinds import MAX_UNPACKED
from crawler.middlewares import CHECK_REDIRECT
from crawler.robots import RobotsMiddleware

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

Check = Callable[[str], Awaitable[None]]
"""Raises `Refusal` for an address that a redirect may not lead to."""


class Fetcher:
    """The way to the web, shared by all sites of a run.

    One request at a time goes to a host, with the delay between them; hosts don't wait for each
    other.
    """

    def __init__(self, crawler: "Crawler", backlog: Backlog) -> None:
        self._crawler = crawler
        self._backlog = backlog

    async def fetch(
        self, visit: Visit, check: Check | None = None, headers: Mapping[str, str] | None = None
    ) -> Page:
        """What the URL answered, whatever its status; raises what `outcome_of` can name.

        `headers` are those that ask for it only if it changed.
        """
        if visit.aim == "article":
            await self._backlog.has_room()
        meta: dict[str, Any] = {}
        if check is not None:
            meta[CHECK_REDIRECT] = check
        if visit.aim != "article":
            meta["download_maxsize"] = MAX_UNPACKED
        request = Request(
            visit.url,
            callback=NO_CALLBACK,
            headers=dict(headers or {}),
            cb_kwargs={"visit": visit},  # for the middlewares
            meta=meta,
        )
        return page_of(await self._crawler.engine.download_async(request), visit)

    async def sitemaps_of(self, url: str) -> tuple[str, ...]:
        """The sitemaps that the robots.txt of a URL's host names."""
        robots = self._crawler.get_downloader_middleware(RobotsMiddleware)
        return () if robots is None else (await robots.robots_of(url)).rules.sitemaps


def page_of(response: Response, visit: Visit) -> Page:
    """A response in our own terms: the raw bytes and the facts around them."""
    headers = tuple(
        (name.decode("latin-1").lower(), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values or ()
    )
    fetched_at = datetime.now(UTC)
    return Page(visit.url, response.url, response.status, headers, fetched_at, response.body)

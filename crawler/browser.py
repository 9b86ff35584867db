"""Pages that are empty without JavaScript: Chromium renders them where a site's recipe says so.

The browser never touches the network. The page itself was fetched as any other; what its scripts
ask for goes through the crawl's own downloader, with its limits, its resolver and its manners, or
it is refused. Needs the extra `browser` (scrapy-playwright) and a Chromium.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from scrapy import Request, signals
from scrapy.exceptions import NotConfigured
from scrapy.http import HtmlResponse, Response
from scrapy.http.request import NO_CALLBACK

from cleaners.recipe import sites_with_browser
from cleaners.urls import site_of
from crawler.chromium import INSTALL, is_missing
from crawler.outcomes import Refusal

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

PART = "part_of_page"
"""Meta key of a request that a script of a page made."""

PART_SLOT = "parts of pages"
"""The slot of the downloader in which those wait, apart from pages and their delay."""

WANTED = frozenset({"script", "xhr", "fetch"})
"""What a page may load; it is read, not looked at, so pictures and styles are left out."""

MAX_PARTS = 40
"""Scripts and data that one page may load."""

_KEPT = ("content-type", "access-control-")
"""Headers of a part that the browser is told."""

SETTLING = 5.0
"""Seconds that a page may go on loading after it said that it was loaded."""


class BrowserMiddleware:
    """Has the pages of some sites rendered; it stands where bodies are decoded already."""

    def __init__(self, crawler: "Crawler", sites: frozenset[str]) -> None:
        self._crawler = crawler
        self._sites = sites
        self._handler: Any = None if is_missing() else _handler(crawler)
        self._seconds = crawler.settings.getfloat("BROWSER_SECONDS")
        self._largest = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        sites = sites_with_browser(Path(crawler.settings["RECIPES"]))
        if not sites:
            raise NotConfigured  # no recipe asks for a browser; a reason would be logged
        middleware = cls(crawler, sites)
        crawler.signals.connect(middleware.spider_closed, signals.spider_closed)
        return middleware

    async def spider_closed(self) -> None:
        """Close the browser."""
        if self._handler is not None:
            await self._handler.close()

    def process_request(self, request: Request) -> None:
        """Raise Refusal for a page that needs a browser where there is none."""
        if self._handler is None and self._wants(request):
            raise Refusal("no-browser", f"its recipe asks for one; {INSTALL}", "failed")

    async def process_response(self, request: Request, response: Response) -> Response:
        """The page as it is after its scripts have run."""
        if not self._wants(request) or response.status != 200:
            return response
        if not isinstance(response, HtmlResponse):
            return response
        return await self._rendered(response)

    def _wants(self, request: Request) -> bool:
        visit = request.cb_kwargs.get("visit")
        asked = visit is not None and visit.aim != "listing"
        return asked and site_of(request.url) in self._sites

    async def _rendered(self, response: HtmlResponse) -> Response:
        from playwright.async_api import Error as PlaywrightError

        parts = _Parts(response, self._fetch)
        try:
            async with asyncio.timeout(self._seconds):
                await self._handler.download_request(_render_request(response.url, parts))
                body = (await _settled(parts.page)).encode("utf-8", "replace")
        except TimeoutError:
            why = f"stopped after {self._seconds:g} s"
            raise Refusal("browser-timeout", why, "failed") from None
        except PlaywrightError as error:
            why = str(error).splitlines()[0][:200]
            raise Refusal("browser-error", why, "failed") from None
        finally:
            await parts.close()
        if len(body) > self._largest:
            raise Refusal("too-big", "after its scripts have run")
        headers = response.headers.copy()
        headers[b"Content-Type"] = b"text/html; charset=utf-8"
        headers[b"Rendered-By"] = b"chromium"
        return response.replace(body=body, headers=headers, encoding="utf-8")

    async def _fetch(self, request: Request) -> Response:
        assert self._crawler.engine is not None
        return await self._crawler.engine.download_async(request)


@dataclass  # no slots: Playwright hangs a mark of its own on whoever handles its requests
class _Parts:
    """What one page loads: itself, as it was fetched, and what its scripts ask for."""

    response: HtmlResponse
    fetch: Callable[[Request], Awaitable[Response]]
    number: int = 0
    page: Any = None
    answered: set[str] = field(default_factory=set)

    async def begin(self, page: Any, request: Request) -> None:
        """Take over all requests of a new page; the last handler that is named comes first."""
        self.page = page
        await page.route("**", self.answer)

    async def answer(self, route: Any, asked: Any) -> None:
        """Answer a request of the browser, or refuse it."""
        if asked.is_navigation_request():
            await self._navigate(route, asked)
            return
        self.number += 1
        if asked.resource_type not in WANTED or asked.method != "GET" or self.number > MAX_PARTS:
            await route.abort()
            return
        meta = {PART: True, "download_slot": PART_SLOT, "autothrottle_dont_adjust_delay": True}
        headers = {"Accept": "*/*", "Referer": self.response.url}
        try:
            request = Request(asked.url, headers=headers, meta=meta, callback=NO_CALLBACK)
            found = await self.fetch(request)
        except Exception:  # whatever it was, this part is missing; the page tells what it can
            await route.abort()
            return
        told = {str(name): str(value) for name, value in found.headers.to_unicode_dict().items()}
        kept = {name: told[name] for name in told if name.lower().startswith(_KEPT)}
        await route.fulfill(status=found.status, headers=kept, body=found.body)

    async def _navigate(self, route: Any, asked: Any) -> None:
        """The page itself, once; it may not lead anywhere else, nor show others in frames."""
        if self.answered or asked.frame.parent_frame is not None:
            await route.fulfill(status=204)  # a browser stays where it is then
            return
        self.answered.add(asked.url)
        kind = f"text/html; charset={self.response.encoding}"
        await route.fulfill(status=200, headers={"content-type": kind}, body=self.response.body)

    async def close(self) -> None:
        """Close the page, if the handler has not."""
        if self.page is not None:
            with suppress(Exception):  # a page that hangs goes with its browser
                async with asyncio.timeout(SETTLING):
                    await self.page.close()


def _render_request(url: str, parts: _Parts) -> Request:
    """What scrapy-playwright is asked for: a page of its own, which it hands over at once."""
    meta = {
        "playwright": True,
        "playwright_include_page": True,
        "playwright_context_kwargs": {"service_workers": "block", "accept_downloads": False},
        "playwright_page_init_callback": parts.begin,
        "playwright_page_goto_kwargs": {"wait_until": "commit"},
    }
    return Request(url, meta=meta, callback=NO_CALLBACK)


async def _settled(page: Any) -> str:
    """The page's markup, once it loads nothing more, or has had the time to."""
    from playwright.async_api import TimeoutError as Overdue

    with suppress(Overdue):
        await page.wait_for_load_state("networkidle", timeout=SETTLING * 1_000)
    markup: str = await page.content()
    return markup


def _handler(crawler: "Crawler") -> Any:
    """scrapy-playwright's handler; its browser starts with the first page."""
    from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

    logging.getLogger("scrapy-playwright").setLevel(logging.ERROR)  # the ledger has the reason
    return ScrapyPlaywrightDownloadHandler.from_crawler(crawler)

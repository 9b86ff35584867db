"""Manners towards hosts: the gate that every request passes last, and what answers say of rest.

Pages, feeds, sitemaps and robots.txt all pass here, and so do redirects and further tries.
"""

from functools import cached_property, partial
from typing import TYPE_CHECKING, Self

from scrapy import Request
from scrapy.http import Response

from cleaners.urls import site_of
from crawler.asking import ask_store, desk_of
from crawler.browser import PART_SLOT
from crawler.gates import BROKEN, SILENT, Gates
from crawler.outcomes import outcome_of
from crawler.robots import RobotsMiddleware

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

NOT_NOW = frozenset({429, 503})
"""Statuses by which a host asks to be left alone for a while (RFC 6585, RFC 9110)."""

SERVER_ERROR = 500
"""A status from which on a server says that it can do nothing."""

LET_IN = "let_in"
"""Meta key: this request passed the gate and is under way."""

TRIES = "not_now_times"
"""Meta key: how often a host said "not now" to this request."""

ONE_TRY = "one_try"
"""Meta key: whoever makes this request would rather have no answer than wait for one."""

DOWN = {
    "timeout": SILENT,
    "connection-refused": SILENT,
    "connection-lost: reset": BROKEN,
    "connection-lost: closed without an answer": BROKEN,
}
"""Outcomes that a host gives for whatever it is asked while it is down, and how many in a row close
it. What sends half a page, or no HTTP, is there."""


class MannersMiddleware:
    """Lets requests to a host pass one after the other, and none while it wants to be left alone.

    It stands next to the downloader: what passed it is sent at once.
    """

    def __init__(self, crawler: "Crawler") -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._delay = settings.getfloat("DOWNLOAD_DELAY")
        self._retries = settings.getint("RETRY_TIMES")
        self._at_once = settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        return cls(crawler)

    @cached_property
    def _gates(self) -> Gates:
        desk = desk_of(self._crawler)
        return Gates(partial(ask_store, self._crawler), self._at_once, desk.ending)

    async def process_request(self, request: Request) -> None:
        """Wait until the host may be asked. Raises Refusal where it is closed."""
        if request.meta.get("download_slot") == PART_SLOT:  # its page was let in
            self._gates.check(request.url)
            return
        await self._gates.enter(request.url, self._delay_of(request.url))
        request.meta[LET_IN] = True

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """Pass an answer on; the request again, for later, where the host said "not now"."""
        self._leave(request)
        if response.status not in NOT_NOW:
            if response.status >= SERVER_ERROR:
                await self._gates.failed(request.url, f"http-{response.status}", BROKEN)
            else:
                await self._gates.answered(request.url)
            return response
        named = response.headers.get("Retry-After")
        retry_after = named.decode("latin-1") if named else None
        delay = self._delay_of(request.url)
        await self._gates.refused(request.url, response.status, retry_after, delay)
        tries = request.meta.get(TRIES, 0)
        if request.meta.get(ONE_TRY):
            return response
        self._gates.check(request.url)
        if tries >= self._retries:
            return response
        return request.replace(dont_filter=True, meta={**request.meta, TRIES: tries + 1})

    async def process_exception(self, request: Request, exception: Exception) -> None:
        """Count the pages for which a host is down."""
        if self._leave(request):
            outcome = outcome_of(exception)
            if limit := DOWN.get(outcome.reason or ""):
                await self._gates.failed(request.url, outcome.name, limit)
            else:
                await self._gates.answered(request.url)

    def _leave(self, request: Request) -> bool:
        if not request.meta.pop(LET_IN, False):
            return False
        self._gates.leave(request.url)
        return True

    def _delay_of(self, url: str) -> float:
        robots = self._crawler.get_downloader_middleware(RobotsMiddleware)
        wanted = robots.crawl_delay(url) if robots else 0.0
        return max(self._delay, self._delays.get(site_of(url), 0.0), wanted)

    @cached_property
    def _delays(self) -> dict[str, float]:
        """The delays that the user asked for, by site."""
        tasks = getattr(self._crawler.spider, "tasks", ())
        return {task.site: task.delay for task in tasks if task.delay}

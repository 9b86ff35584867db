"""The news spider: any URL of a news site in, its articles in the store.

    scrapy crawl news -a url=https://www.example.com/

It finds out from the answer what the URL is (front page, section, feed, sitemap, one article),
says so, and follows what is announced there. An article page's own links are not followed.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urljoin

from scrapy import Request, Spider, signals
from scrapy.exceptions import CloseSpider, DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from cleaners.types import Page
from cleaners.urls import normalise_url, site_of, url_key
from crawler.agenda import Visit
from crawler.checks import STORE_EXIT, Problem, problem_with
from crawler.cleaning import Broken
from crawler.desk import Desk
from crawler.following import Following, Say
from crawler.kinds import MAX_UNPACKED
from crawler.middlewares import CHECK_REDIRECT
from crawler.outcomes import FOUND_TWICE, SAME_PAGE, Outcome, Refusal, outcome_of, outcome_of_status
from crawler.pages import is_front
from crawler.pipelines import FetchedArticle
from crawler.reading import Reading
from crawler.robots import RobotsMiddleware
from storage import StoreError

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

LISTINGS = ("feed", "sitemap", "sitemap index")


class NewsSpider(Spider):
    """One crawl from one URL.

    `problem` tells why it could not start or go on; `say` takes what is worth telling meanwhile.
    """

    name = "news"

    def __init__(self, url: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.asked = url.strip()
        self.problem: Problem | None = None
        self.say: Say = self.logger.info

    @classmethod
    def from_crawler(cls, crawler: "Crawler", *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.problem = problem_with(spider.asked, crawler.settings)
        spider.desk = Desk(crawler.settings)
        spider.following = Following(spider.desk)
        crawler.signals.connect(spider._open, signals.spider_opened)
        crawler.signals.connect(spider._next_batch, signals.spider_idle)
        return spider

    desk: Desk
    following: Following

    async def _open(self) -> None:
        if self.problem is None:
            try:
                await self.desk.open(self.asked)
            except StoreError as error:
                self.problem = Problem(str(error), STORE_EXIT)
        if self.problem is not None:
            raise CloseSpider("cannot-start")

    async def close_desk(self, reason: str) -> None:
        """Put the last numbers into the store and stop the workers."""
        with self.stopping():
            await self.desk.close(finished=reason == "finished")

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the URL, unless it is an article that the store has."""
        url = normalise_url(self.asked if "://" in self.asked else f"https://{self.asked}")
        assert url is not None, "checked before"
        if await self.desk.archive.stored_urls([url]):
            self.desk.tally.find(url)
            self.desk.tally.end(url, Outcome("unchanged", None))
            self.say(f"{url}: stored already")
        else:
            yield self._request(Visit(url, "start", "start"))

    def stop(self, problem: Problem) -> None:
        """End the crawl soon, because it can't go on; the first problem is the one told."""
        if self.problem is None:
            self.problem = problem
            assert self.crawler.engine is not None
            self._ending = asyncio.ensure_future(
                self.crawler.engine.close_spider_async(reason="store")
            )

    @contextmanager
    def stopping(self) -> Iterator[None]:
        """Within this, trouble with the store ends the crawl with a sentence, not a traceback."""
        try:
            yield
        except StoreError as error:
            self.stop(Problem(str(error), STORE_EXIT))

    def _next_batch(self) -> None:
        visits = self.desk.agenda.next_batch()
        assert self.crawler.engine is not None
        for visit in visits:
            self.crawler.engine.crawl(self._request(visit))
        if visits:
            raise DontCloseSpider

    def _request(self, visit: Visit) -> Request:
        callbacks = {
            "start": self.parse_start,
            "listing": self.parse_listing,
            "article": self.parse_article,
        }
        meta: dict[str, Any] = {}
        if visit.aim != "start":
            meta[CHECK_REDIRECT] = partial(self._check_redirect, visit)
        if visit.aim != "article":
            meta["download_maxsize"] = MAX_UNPACKED
        return Request(
            visit.url,
            callback=callbacks[visit.aim],
            errback=self.on_error,
            cb_kwargs={"visit": visit},
            dont_filter=True,  # each URL is found once (`Tally.find`), in any spelling
            meta=meta,
        )

    async def parse_start(self, response: Response, visit: Visit) -> AsyncIterator[FetchedArticle]:
        """Find out what the URL is, say so, and follow it; a single article is stored alone."""
        page = page_of(response, visit)
        reading = await self._read(page, visit)
        if reading is None:
            return
        self.following.settle(response.url, reading)
        if reading.role == "article":
            self.say(f"{visit.url}: one article")
            self.desk.tally.find(visit.url)
            self.desk.tally.fetched += 1
            yield FetchedArticle(page, visit)
        elif reading.role == "nothing":
            why = f"{reading.reason}: {reading.what}"
            await self._end(visit, Outcome("refused", why, response.status))
        else:
            sitemaps = await self._sitemaps(reading, response.url)
            self.desk.keep_listing(page, "start")
            with self.stopping():
                told = await self.following.follow(reading, visit)
                self.say(f"{site_of(response.url)}: {told}{sitemaps}")

    async def _sitemaps(self, reading: Reading, url: str) -> str:
        """For a front page: line up the sitemaps that robots.txt names, else the usual one."""
        robots = self.crawler.get_downloader_middleware(RobotsMiddleware)
        if reading.role != "front page" or robots is None:
            return ""
        named = (await robots.rules_for(url)).sitemaps
        if number := self.following.add_sitemaps(named):
            return f"; robots.txt names {number} sitemap{'s' * (number > 1)}"
        self.following.add_sitemaps([urljoin(url, "/sitemap.xml")], guessed=True)
        return ""

    async def parse_listing(self, response: Response, visit: Visit) -> None:
        """Follow a feed or sitemap."""
        page = page_of(response, visit)
        reading = await self._read(page, visit)
        if reading is None:
            return
        if reading.role not in LISTINGS:
            what = reading.what if reading.role == "nothing" else "a web page"
            await self._end(visit, Outcome("refused", f"no-listing: {what}", response.status))
            return
        self.desk.keep_listing(page, visit.found_by)
        with self.stopping():
            self.say(f"{visit.url}: {await self.following.follow(reading, visit)}")

    async def parse_article(
        self, response: Response, visit: Visit
    ) -> AsyncIterator[FetchedArticle]:
        """Hand an article's page on to cleaning."""
        if response.status != 200:
            await self._end(visit, outcome_of_status(response.status))
            return
        self.desk.tally.fetched += 1
        self.desk.tally.also_at(response.url)
        yield FetchedArticle(page_of(response, visit), visit)

    async def on_error(self, failure: Failure) -> None:
        """Record why a request gave no answer to use."""
        visit: Visit = failure.request.cb_kwargs["visit"]  # type: ignore[attr-defined]
        assert failure.value is not None
        await self._end(visit, outcome_of(failure.value))

    async def _read(self, page: Page, visit: Visit) -> Reading | None:
        if page.status != 200:
            await self._end(visit, outcome_of_status(page.status or 0))
            return None
        reading = await self.desk.workshop.read(page, datetime.now(UTC))
        if isinstance(reading, Broken):
            await self._end(visit, Outcome("failed", reading.reason, page.status))
            return None
        return reading

    async def _end(self, visit: Visit, outcome: Outcome) -> None:
        if visit.aim == "start":
            self.desk.tally.find(visit.url)
        with self.stopping():
            if visit.aim == "listing":
                await self.desk.end_listing(visit, outcome)
            else:
                await self.desk.end(visit.url, outcome, visit.found_by)
        if visit.aim != "article" and not visit.guessed:
            self.say(f"{visit.url}: {outcome.reason}")

    async def _check_redirect(self, visit: Visit, url: str) -> None:
        """Raise Refusal where a redirect leaves the site or leads to what is found elsewhere."""
        target = normalise_url(url)
        if target is None:
            raise Refusal("bad-address", f"redirects to {url[:200]!r}")
        if site_of(target) not in self.following.sites:
            raise Refusal("other-site", f"redirects to {site_of(target)}")
        if visit.aim == "listing" or url_key(target) == url_key(visit.url):
            return
        if is_front(target):
            raise Refusal("soft-404", "redirects to the front page")
        if await self.desk.archive.stored_urls([target]):
            raise Refusal(SAME_PAGE, f"redirects to {target}", "unchanged")
        if url_key(target) in self.desk.tally.seen:
            raise Refusal(FOUND_TWICE, f"redirects to {target}", "unchanged")


def page_of(response: Response, visit: Visit) -> Page:
    """A response in our own terms: the raw bytes and the facts around them."""
    headers = tuple(
        (name.decode("latin-1").lower(), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values or ()
    )
    fetched_at = datetime.now(UTC)
    return Page(visit.url, response.url, response.status, headers, fetched_at, response.body)

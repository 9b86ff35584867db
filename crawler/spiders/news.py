"""The news spider: any URL of a news site in, its articles in the store.

    scrapy crawl news -a url=https://www.example.com/ -a since=7d

It crawls one site or many, each by an errand of its own (`crawler.errand`); what one site does
never stops the others.
"""

import asyncio
import gc
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

from scrapy import Request, Spider, signals
from scrapy.exceptions import CloseSpider

from crawler.checks import STORE_EXIT, Problem, problem_with, problem_with_arguments
from crawler.contact import name_contact
from crawler.desk import Desk
from crawler.errand import Errand
from crawler.fetching import Fetcher
from crawler.following import Say
from crawler.listed import Listed
from crawler.notices import HostNotices
from crawler.portrait import together
from crawler.report import NOT_TRIED, RunReport
from crawler.site_rules import remarks_on
from crawler.tasks import SiteTask, read_task
from crawler.url_list import Line
from storage import FoundUrl, Portrait, StoreError

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings

WIND_DOWN = 3.0
"""Seconds that visits under way have left when a crawl is asked to stop."""


COLLECTED = (10_000, 20, 20)
"""When the crawl looks for cycles that nobody holds: a page leaves few, and each look holds the
reactor, whichever thread it falls on."""


class NewsSpider(Spider):
    """One crawl: of the site of one URL, or of many sites at once.

    `say` takes what is worth telling meanwhile; `report` tells what came of it.
    """

    name = "news"

    def __init__(
        self,
        url: str = "",
        sites: Iterable[SiteTask] = (),
        *,
        urls: str = "",
        lines: Iterable[Line] = (),
        since: str = "",
        until: str = "",
        backfill: str = "",
        budget: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__()
        options = {"since": since, "until": until, "backfill": backfill, "budget": budget}
        self._mistake = problem_with_arguments(kwargs, ("url", "urls", *options))
        self._listed = Listed.read(urls) if urls else Listed(tuple(lines))
        self.tasks = tuple(sites) or self._listed.tasks or (self._task(url.strip(), options),)
        self.errands: list[Errand] = []
        self.say: Say = self.logger.info
        self._started_at = datetime.now(UTC)
        self._concluded: RunReport | None = None
        self._unread: list[FoundUrl] = []
        self._crawl: asyncio.Future[None] | None = None
        self._watch: asyncio.Future[None] | None = None

    desk: Desk

    def _task(self, url: str, options: dict[str, str]) -> SiteTask:
        try:
            return read_task(url, datetime.now(UTC), **options)
        except ValueError as error:
            self._mistake = Problem(str(error))
            return SiteTask(url)

    @classmethod
    def update_settings(cls, settings: "BaseSettings") -> None:
        """Name the contact in every request."""
        super().update_settings(settings)
        name_contact(settings)

    @classmethod
    def from_crawler(cls, crawler: "Crawler", *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.desk = Desk(crawler.settings)
        spider.desk.notices_of = HostNotices(crawler).of
        problems = (problem_with(task.url, crawler.settings) for task in spider.tasks)
        known = spider._mistake or spider._listed.problem
        spider.desk.problem = known or next(filter(None, problems), None)
        crawler.signals.connect(spider._open, signals.spider_opened)
        gc.freeze()  # what is loaded by now stays: looking through it held the reactor for 90 ms
        return spider

    @property
    def asked(self) -> str:
        """What the crawl was asked for, in a few words."""
        first = self.tasks[0].url
        return first if len(self.tasks) == 1 else f"{first} and {len(self.tasks) - 1:,} more"

    def report(self) -> RunReport:
        """What came of the crawl, site by site."""
        if self._concluded is not None:
            return replace(self._concluded, problem=self.desk.problem)
        return RunReport(
            started_at=self._started_at,
            finished_at=datetime.now(UTC),
            sites=tuple(errand.report() for errand in self.errands),
            problem=self.desk.problem,
            renewed=self.desk.renewed,
            bugs=self.desk.bugs,
            lines=self._listed.reports,
        )

    async def _open(self) -> None:
        if self.desk.problem is None:
            try:
                await self.desk.open(self.asked)
                await self._listed.begin(self.desk.archive)
            except StoreError as error:
                self.desk.problem = Problem(str(error), STORE_EXIT)
        if self.desk.problem is not None:
            raise CloseSpider("cannot-start")
        gc.freeze()  # what the store has loaded
        gc.set_threshold(*COLLECTED)

    async def start(self) -> AsyncIterator[Request]:
        """Crawl all sites; the requests are made by the errands, and none by Scrapy's scheduler."""
        self._crawl = asyncio.ensure_future(self._run_errands())
        self._watch = asyncio.ensure_future(self._wind_down_when_asked(self._crawl))
        if seconds := self.crawler.settings.getint("MAX_RUNTIME"):
            asyncio.get_running_loop().call_later(seconds, self.desk.stop)
        try:
            await asyncio.wait([self._crawl])  # goes on for a while when this is cancelled
        except asyncio.CancelledError:
            self.desk.stop()
            raise
        if not self._crawl.cancelled() and (bug := self._crawl.exception()) is not None:
            self.logger.error("The crawl broke", exc_info=bug)
            self.desk.bugs += 1
        no_requests: tuple[Request, ...] = ()
        for request in no_requests:
            yield request

    async def _run_errands(self) -> None:
        """Send out all errands, so many at once; ends when all have ended."""
        fetcher = Fetcher(self.crawler, self.desk.backlog)
        room = asyncio.Semaphore(self.crawler.settings.getint("SITES_AT_ONCE"))

        async def run(errand: Errand) -> None:
            async with room:
                for remark in remarks_on(errand.task.site, self.desk.folders):
                    errand.tell(remark)
                try:
                    await errand.run()
                except Exception:  # a bug must cost one site and no more, and be seen
                    self.logger.exception("The crawl of %s broke", errand.task.url)
                    self.desk.bugs += 1

        self.errands = [Errand(task, self.desk, fetcher, self._tell) for task in self.tasks]
        await asyncio.gather(*map(run, self.errands))

    def _tell_ended(self) -> None:
        if number := self.desk.ended:
            self.say(
                f"{number:,} stored pages deleted: their publishers named today as the last day"
            )

    def _tell(self, sentence: str) -> None:
        self.say(sentence)

    async def _wind_down_when_asked(self, crawl: asyncio.Future[None]) -> None:
        """Once the crawl is to end, wait a while for what is under way, then abandon it."""
        await self.desk.ending.wait()
        await asyncio.wait([crawl], timeout=WIND_DOWN)
        crawl.cancel()

    async def close_desk(self) -> None:
        """Wait for the last visits, put the last numbers into the store and stop the workers."""
        if self._crawl is not None and not self._crawl.done():
            self.desk.stop()
            await asyncio.wait([self._crawl])
        if self._watch is not None:
            self._watch.cancel()
        if self._crawl is not None and not self._crawl.cancelled():
            self._note_bug(self._crawl.exception())
        for errand in self.errands:
            self._end_rest(errand)
        try:
            with self.desk.stopping():
                if self._unread:
                    await self.desk.archive.ask(lambda store: store.record_found(self._unread))
                await self._listed.finish(self.desk.archive)
                self._concluded = await self.desk.close(self.report(), self._portraits())
        except Exception as error:  # what was crawled is stored; the report must say the rest
            self._note_bug(error)

    def _end_rest(self, errand: Errand) -> None:
        """Count what was not tried; the start is, where the run ended before it was read."""
        tally, site = errand.logbook.tally, errand.report()
        early = self.desk.ending.is_set() and self.desk.problem is None
        if early and site.outcome == "useless" and not site.counts["found"]:
            tally.find(errand.task.url)
            self._unread.append(FoundUrl(errand.task.start or errand.task.url, "start"))
        tally.end_rest(NOT_TRIED)

    def _note_bug(self, error: BaseException | None) -> None:
        """An error of this program must be seen, and never end with 0."""
        if error is not None:
            self.logger.error("The crawl broke", exc_info=error)
            self.desk.bugs += 1

    def _portraits(self) -> dict[str, Portrait]:
        """What the stored articles look like, by site."""
        found: dict[str, Portrait] = {}
        for errand in self.errands:
            known = found.get(errand.site, Portrait())
            found[errand.site] = together(known, errand.logbook.portrait)
        return found

"""One site's crawl: from its start URL through its listings to its articles.

It finds out from the answer what the URL is (front page, section, feed, sitemap, one article),
says so, and follows what is announced there. An article page's own links are not followed.
"""

import asyncio
import logging
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial

from cleaners.types import Page
from cleaners.urls import normalise_url, site_of, url_key
from crawler.agenda import Visit
from crawler.budget import Budget
from crawler.cleaning import Broken
from crawler.desk import Desk
from crawler.edits import conditions, look_again, look_failed
from crawler.fetching import Check, Fetcher
from crawler.following import Following, Say
from crawler.keeping import clean_and_store
from crawler.listed import line_up
from crawler.listings import Listings
from crawler.logbook import Logbook
from crawler.outcomes import (
    FOUND_TWICE,
    SAME_PAGE,
    Outcome,
    Refusal,
    outcome_of,
    outcome_of_status,
)
from crawler.pages import is_front
from crawler.reading import Reading
from crawler.report import SiteReport, outcome_of_site
from crawler.tasks import SiteTask
from crawler.watching import Watching
from storage import StoreError, YoungArticle

logger = logging.getLogger(__name__)

AT_ONCE = 3
"""Visits of one site under way: one is fetched, the others are cleaned and stored meanwhile."""


class Errand:
    """The crawl of one site; what it shares with the others is the `Desk`.

    `run` never raises for what a site does; trouble with the store ends all errands.
    """

    def __init__(self, task: SiteTask, desk: Desk, fetcher: Fetcher, say: Say) -> None:
        self.task = task
        self.desk = desk
        self.logbook = Logbook(desk.archive)
        self.watching = Watching(desk.archive, task.span)
        self.following = Following(desk, self.logbook, self.watching)
        self.budget = Budget(task.budget or desk.pages_per_site)
        self.started = False
        """Whether the start URL gave something to read."""
        self._listings = Listings(task, desk.archive, self.logbook, self.following, self.watching)
        self._fetcher = fetcher
        self._say = say
        self._sentences: list[str] = []

    @property
    def site(self) -> str:
        """The site's name for a person."""
        return min(self.following.sites, default=self.task.site)

    async def run(self) -> None:
        """Do all of it, or as much as there is time for; then settle the site."""
        with self.desk.stopping():
            async with self.desk.site(self.task.site):
                await self.watching.open(self.task.site)
                await self._start()
                while visits := await self._next_batch():
                    await self._visit_all(visits)
                await self._finish()

    async def _next_batch(self) -> list[Visit]:
        if self.desk.ending.is_set():
            return []
        await self._listings.fill()
        return self.logbook.agenda.next_batch()

    async def _start(self) -> None:
        """Ask for the start, unless it is an article that the store has."""
        url = self.task.start
        assert url is not None, "checked before"
        if self.desk.ending.is_set():
            return
        if self.task.urls:
            self.started = True
            self.following.sites = {self.task.site}
            await line_up(self.task.urls, self.logbook)
        elif self.task.due_only and await self._listings.begin_due():
            self.started = True
        elif await self.desk.archive.stored_urls([url]):
            self.logbook.tally.find(url)
            self.logbook.tally.end(url, Outcome("unchanged", None))
            self.started = True
            self.tell(f"{url}: stored already")
        else:
            await self._visit(Visit(url, "start", "start"))
        self._add_named_feeds()

    def _add_named_feeds(self) -> None:
        """Line up the feeds that a person named; those that are known wait until they are due."""
        self.following.sites = self.following.sites or {self.task.site}
        self.following.add_listings(
            Visit(url, "listing", "feed")
            for url in self.task.feeds
            if not (self.task.due_only and self.watching.of(url))
        )

    async def _finish(self) -> None:
        for pattern, example in self.logbook.traps.closed.items():
            self.tell(f"{pattern}: left alone, its pages are all like {example}")
        if not self.desk.ending.is_set():
            await self.desk.settle(sorted(self.following.sites))
            await self.watching.finish(self.logbook.tally.unfinished)
        if self.budget.put_off:
            told = f"the budget of {self.budget.pages:,} pages is spent; another run goes on"
            self.tell(f"{self.site}: {told}")

    def report(self) -> SiteReport:
        """What came of it so far."""
        tally = self.logbook.tally
        return SiteReport(
            site=self.site,
            asked=self.task.url,
            outcome=outcome_of_site(tally, started=self.started),
            counts=tally.counts,
            reasons=dict(tally.reasons),
            listings=dict(tally.listings),
            sentences=tuple(self._sentences),
        )

    def tell(self, sentence: str) -> None:
        """Say what a person wants to know, now and in the report."""
        self._sentences.append(sentence)
        self._say(sentence)

    async def _visit_all(self, visits: Iterable[Visit]) -> None:
        """Make these visits in order, a few at once; raises StoreError."""
        waiting = iter(visits)

        async def visit_some() -> None:
            for visit in waiting:
                if self.desk.ending.is_set():
                    return
                await self._visit(visit)

        tasks = [asyncio.ensure_future(visit_some()) for _ in range(AT_ONCE)]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _visit(self, visit: Visit) -> None:
        """Fetch a URL and do what it is for; whatever happens to it is recorded."""
        if visit.aim == "article" and (why := self.logbook.traps.trap_at(visit.url)):
            await self._end(visit, Outcome("refused", f"trap: {why}"))
            return
        if not self.budget.spend():
            self.logbook.tally.put_off(visit.url)
            return
        try:
            self.logbook.tally.asked += visit.aim != "article"
            check = None if visit.aim == "start" else partial(self._check_redirect, visit)
            page = await self._fetch(visit, check)
            if page is None:
                return
            await self._use(page, visit)
        except StoreError:
            raise
        except Exception as error:  # a bug must cost one page and no more, and be seen
            logger.exception("%s broke", visit.url)
            self.desk.bugs += 1
            await self._end(visit, Outcome("failed", f"error: {type(error).__name__}: {error}"))

    async def _use(self, page: Page, visit: Visit) -> None:
        """Do with an answer what it was asked for."""
        match visit.aim:
            case "article" if visit.young is not None:
                await self._look_again(page, visit, visit.young)
            case "start" if page.status == 304:
                self.started = True
                self.logbook.tally.confirmed += 1
                told = await self._listings.begin_unchanged(page, visit)
                self.tell(f"{visit.url}: {told}")
            case "listing" if page.status == 304:
                self.logbook.tally.confirmed += 1
                self.tell(f"{visit.url}: {self._listings.unchanged(visit)}")
            case "start":
                await self._read_start(page, visit)
            case "listing":
                await self._read_listing(page, visit)
            case "article":
                await self._keep(page, visit)

    async def _fetch(self, visit: Visit, check: Check | None) -> Page | None:
        """The page, if it came; else the reason is recorded."""
        headers = conditions(visit.young) if visit.young else {}
        if visit.aim != "article":
            headers = self.watching.conditions(visit.url)
        try:
            page = await self._fetcher.fetch(visit, check, headers)
        except StoreError:
            raise
        except Exception as error:  # whatever the network does has a name in the ledger
            await self._end(visit, outcome_of(error))
            return None
        if page.status != 200 and not (headers and page.status == 304):
            await self._end(visit, outcome_of_status(page.status or 0))
            return None
        return page

    async def _read_start(self, page: Page, visit: Visit) -> None:
        """Find out what the URL is, say so, and follow it; a single article is stored alone."""
        reading = await self._read(page, visit)
        if reading is None:
            return
        address = page.address or visit.url
        self.following.settle(address, reading)
        if reading.role == "nothing":
            why = f"{reading.reason}: {reading.what}"
            await self._end(visit, Outcome("refused", why, page.status))
            return
        self.started = True
        if reading.role == "article":
            self.tell(f"{visit.url}: one article")
            self.logbook.tally.find(visit.url)
            await self._keep(page, visit)
            return
        named = await self._fetcher.sitemaps_of(address) if reading.role == "front page" else ()
        told = await self._listings.begin(page, reading, visit, named)
        self.tell(f"{site_of(address)}: {told}")

    async def _read_listing(self, page: Page, visit: Visit) -> None:
        """Follow a feed, a sitemap or a section."""
        reading = await self._read(page, visit)
        if reading is None:
            return
        if not self._listings.expects(visit, reading):
            what = reading.what if reading.role == "nothing" else "a web page"
            await self._end(visit, Outcome("refused", f"no-listing: {what}", page.status))
            return
        self.tell(f"{visit.url}: {await self._listings.read(page, reading, visit)}")

    async def _look_again(self, page: Page, visit: Visit, young: YoungArticle) -> None:
        """See whether a stored article was edited."""
        self.logbook.tally.fetched += page.status == 200
        outcome = await look_again(self.desk, page, young)
        self.logbook.tally.end(visit.url, outcome)

    async def _keep(self, page: Page, visit: Visit) -> None:
        """Clean an article's page and store what comes of it."""
        self.logbook.tally.fetched += 1
        if visit.aim == "article" and page.address is not None:
            self.logbook.tally.also_at(page.address)
        await clean_and_store(self.desk, self.logbook, page, visit)

    async def _read(self, page: Page, visit: Visit) -> Reading | None:
        reading = await self.desk.workshop.read(page, datetime.now(UTC))
        if isinstance(reading, Broken):
            await self._end(visit, Outcome("failed", reading.reason, page.status))
            return None
        return reading

    async def _end(self, visit: Visit, outcome: Outcome) -> None:
        if visit.aim == "start":
            self.logbook.tally.find(visit.url)
        if visit.young is not None:
            await look_failed(self.desk, visit.young, outcome)
            self.logbook.tally.end(visit.url, outcome)
        elif visit.aim == "listing":
            await self.logbook.end_listing(visit, outcome)
            await self._listings.missing(visit, outcome)
        else:
            await self.logbook.end(visit.url, outcome, visit.found_by)
        if visit.aim != "article" and not visit.guessed:
            self.tell(f"{visit.url}: {outcome.reason}")

    async def _check_redirect(self, visit: Visit, url: str) -> None:
        """Raise Refusal where a redirect leaves the site or leads to what is found elsewhere."""
        target = normalise_url(url)
        if target is None:
            raise Refusal("bad-address", f"redirects to {url[:200]!r}")
        own = {site_of(visit.url)} if visit.aim == "listing" else set()
        if site_of(target) not in self.following.sites | own:
            raise Refusal("other-site", f"redirects to {site_of(target)}")
        if visit.aim == "listing" or url_key(target) == url_key(visit.url):
            return
        if is_front(target):
            raise Refusal("soft-404", "redirects to the front page")
        if await self.desk.archive.stored_urls([target]):
            raise Refusal(SAME_PAGE, f"redirects to {target}", "unchanged")
        if url_key(target) in self.logbook.tally.seen:
            raise Refusal(FOUND_TWICE, f"redirects to {target}", "unchanged")

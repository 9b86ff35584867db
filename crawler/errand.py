"""One site's crawl: from its start URL, whatever that is, through its listings to its articles."""

import logging
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

from cleaners.types import Page
from cleaners.urls import site_of
from crawler.again import HOST_TROUBLE
from crawler.agenda import Visit
from crawler.budget import Budget
from crawler.checks import explained
from crawler.claims import Claims
from crawler.cleaning import Broken
from crawler.desk import Desk
from crawler.edits import conditions, look_again, look_failed
from crawler.fetching import Fetcher
from crawler.following import Following, Say
from crawler.holding import Tenancy
from crawler.listed import line_up
from crawler.listings import Listings
from crawler.logbook import Logbook
from crawler.outcomes import FORGOTTEN, Outcome, outcome_of
from crawler.reading import Reading
from crawler.redirects import check_redirect
from crawler.report import SiteReport, report_of_site
from crawler.several import several
from crawler.tasks import SiteTask
from crawler.turning import Turning
from crawler.walls import outcome_of_answer
from crawler.watching import Watching
from storage import ForgottenError, LeaseLostError, StoreError, YoungArticle

logger = logging.getLogger(__name__)

AT_ONCE = 2
"""Visits of one site under way: one is fetched while the other is cleaned and stored."""

IN_A_ROW = 5
"""Articles whose host can't be reached, one after the other, until the site is left for now."""


class Errand:
    """The crawl of one site; trouble with the store ends all errands, other trouble this one."""

    def __init__(self, task: SiteTask, desk: Desk, fetcher: Fetcher, say: Say) -> None:
        self.task, self.desk = task, desk
        self.logbook = Logbook(desk.archive, desk.holding.holder)
        self.logbook.spellings.note(task.start, task.spelled)
        self.watching = Watching(desk.archive, task.span)
        self.following = Following(desk, self.logbook, self.watching)
        self.budget = Budget(task.budget or desk.pages_per_site, task.articles)
        self.started = False  # whether the start URL gave something to read
        self._listings = Listings(task, desk.archive, self.logbook, self.following, self.watching)
        self._tenancy = Tenancy(desk.holding, desk.archive)
        self._claims = Claims(self.logbook, self._tenancy.sites)
        self._turning = Turning(desk, self.logbook, self.following, fetcher, self.budget)
        self._fetcher, self._say = fetcher, say
        self._sentences: list[str] = []
        self._alone, self._unreachable = False, 0
        if task.urls or not task.span.is_open:
            self.logbook.own = deque()  # what other crawls have found is not asked for

    @property
    def site(self) -> str:
        """The site's name for a person."""
        return min(self.following.sites, default=self.task.site)

    @property
    def ended(self) -> bool:
        """Whether nothing new may be begun: the crawl ends, or the site is another's."""
        return self.desk.ending.is_set() or not self._tenancy.lasts

    async def run(self) -> None:
        """Do all of it, or as much as there is time for; then settle the site."""
        with self.desk.stopping():
            async with self.desk.seats.at(self.task.site) as self._seat:
                try:
                    await self._tenancy.take([self.task.site])
                    await self.watching.open(self.task.site)
                    await self._start()
                    await self._go_on()
                    await self._finish()
                finally:
                    await self._claims.give_back()
                    await self._tenancy.give_back()
                    if self._tenancy.held_by:
                        self.tell(f"{self._tenancy.held_by}; this crawl leaves it alone")

    async def _go_on(self) -> None:
        """Read what listings there are, fetch what is due, and so on until nothing is left."""
        agenda, once_more = self.logbook.agenda, True
        while not (self.ended or self._alone):
            self._listings.fill()
            listings = agenda.next_listings()
            if not listings and await self._fetch_due():
                continue
            if listings := listings or agenda.next_later():
                await several(AT_ONCE, partial(self._visit_all, iter(listings)))
            elif await self.following.reconsider():
                continue
            elif once_more and not self.budget.is_spent and await self._claims.give_back():
                once_more = False  # claims that a server made and could not tell us of
            else:
                return

    async def _start(self) -> None:
        """Ask for the start, unless it is an article that the store has."""
        if self.ended or (url := self.task.start) is None:
            return
        if self.task.urls:
            self.started = True
            self.following.sites = {self.task.site}
            await line_up(self.task.urls, self.logbook)
        elif self.task.due_only and await self._listings.begin_due():
            self.started = True
        elif await self.desk.archive.is_stored_article(url):
            self.logbook.tally.find(url)
            self.logbook.tally.end(url, Outcome("unchanged", None))
            self.started = True
            self._alone = not self.task.feeds
            self.tell(f"{url}: stored already")
        else:
            await self._visit(Visit(url, "start", "start"))
        if self._alone and self.task.articles and not self.ended:
            self._alone = False
            await self._visit(self._listings.front())
            self.budget.articles_spent += self.logbook.tally.fetched
        self._listings.add_named()

    async def _finish(self) -> None:
        for pattern, example in self.logbook.traps.closed.items():
            self.tell(f"{pattern}: left alone, its pages are all like {example}")
        if self.budget.is_spent:
            self.budget.put_off += self.logbook.tally.put_off_rest()
        if not self.ended:
            await self.desk.settle(sorted(self.following.sites))
            await self.watching.finish(self.logbook.tally.unfinished)
        if self.budget.put_off:
            self.tell(f"{self.site}: {self.budget.told}")

    def report(self) -> SiteReport:
        """What came of it so far."""
        return report_of_site(
            self.site,
            self.task.url,
            self.logbook.tally,
            started=self.started,
            sentences=self._sentences,
            held_by=self._tenancy.held_by,
        )

    def tell(self, sentence: str) -> None:
        """Say what a person wants to know, now and in the report."""
        self._sentences.append(sentence)
        self._say(sentence)

    async def _visit_all(self, visits: Iterator[Visit]) -> None:
        while not self.ended and (visit := next(visits, None)):
            await self._visit(visit)

    async def _fetch_due(self) -> int:
        """Fetch the articles that are due; returns how many there were. Raises StoreError."""
        before = self.logbook.tally.due
        await several(AT_ONCE, self._fetch_claimed)
        return self.logbook.tally.due - before

    async def _fetch_claimed(self) -> None:
        while not self.ended and not self.budget.is_spent and self._unreachable < IN_A_ROW:
            if (visit := await self._claims.next()) is None:
                return
            await self._visit(visit)

    async def _visit(self, visit: Visit) -> None:
        """Fetch a URL and do what it is for; whatever happens to it is recorded."""
        if visit.aim == "article" and (why := self.logbook.traps.trap_at(visit.url)):
            await self._end(visit, Outcome("refused", f"trap: {why}"))
            return
        if not self.budget.spend(visit.aim):
            self.logbook.tally.put_off(visit.url)
            return
        try:
            self.logbook.tally.asked += visit.aim != "article"
            if (page := await self._fetch(visit)) is not None:
                await self._use(page, visit)
        except LeaseLostError:
            self.logbook.tally.end(visit.url, Outcome("failed", "lease-lost"))
        except ForgottenError:
            self.logbook.tally.end(visit.url, Outcome("refused", FORGOTTEN))
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
                self.tell(f"{visit.url}: {await self._listings.begin_unchanged(page, visit)}")
            case "listing" if page.status == 304:
                self.tell(f"{visit.url}: {self._listings.unchanged(visit)}")
            case "start":
                await self._read_start(page, visit)
            case "listing":
                await self._read_listing(page, visit)
            case "article":
                await self._turning.keep(page, visit)

    async def _fetch(self, visit: Visit) -> Page | None:
        """The page, if it came; else the reason is recorded."""
        guard = partial(check_redirect, self.following, self.logbook, visit)
        check = None if visit.aim == "start" else guard
        whole = visit.aim == "article" or self.task.backfill
        known = {} if whole else self.watching.conditions(visit.url)
        headers = conditions(visit.young) if visit.young else known
        fetch = partial(self._fetcher.fetch, check=check, headers=headers)
        try:
            page = await self.logbook.spellings.fetch(fetch, visit, self.budget)
        except StoreError:
            raise
        except Exception as error:  # whatever the network does has a name in the ledger
            await self._end(visit, self.desk.or_stopped(outcome_of(error)))
            return None
        self._unreachable = 0
        if not (headers and page.status == 304) and (wall := outcome_of_answer(page)):
            await self._end(visit, wall)
            return None
        return page

    async def _read_start(self, page: Page, visit: Visit) -> None:
        """Find out what the URL is, say so, and follow it; a single article is stored alone."""
        if (reading := await self._read(page, visit)) is None:
            return
        address = page.address or visit.url
        self.following.settle(address, reading)
        await self._seat.move(self.following.sites)
        await self._tenancy.take(self.following.sites)
        if self.ended:
            return
        if reading.role == "nothing":
            why = f"{reading.reason}: {reading.what}"
            await self._end(visit, Outcome("refused", why, page.status))
            return
        self.started = True
        if reading.role == "article":
            self.tell(f"{visit.url}: one article")
            self.logbook.tally.asked -= 1
            self._alone = not self.task.feeds
            self.logbook.tally.due += self.logbook.tally.find(visit.url)
            await self._turning.keep(page, visit)
            return
        named = await self._fetcher.sitemaps_of(address) if reading.role == "front page" else ()
        self.tell(f"{site_of(address)}: {await self._listings.begin(page, reading, visit, named)}")

    async def _read_listing(self, page: Page, visit: Visit) -> None:
        """Follow a feed, a sitemap or a section."""
        if (reading := await self._read(page, visit)) is None:
            return
        if not self._listings.expects(visit, reading):
            what = reading.what if reading.role == "nothing" else "a web page"
            await self._end(visit, Outcome("refused", f"no-listing: {what}", page.status))
            return
        self.tell(f"{visit.url}: {await self._listings.read(page, reading, visit)}")

    async def _look_again(self, page: Page, visit: Visit, young: YoungArticle) -> None:
        """See whether a stored article was edited."""
        self.logbook.tally.fetched += page.status == 200
        outcome = await look_again(self.desk, self._turning.whole, page, young)
        self.logbook.tally.end(visit.url, outcome)

    async def _read(self, page: Page, visit: Visit) -> Reading | None:
        reading = await self.desk.workshop.read(page, datetime.now(UTC))
        await self.desk.rounds.turn()
        if isinstance(reading, Broken):
            await self._end(visit, Outcome("failed", reading.reason, page.status))
            return None
        return reading

    async def _end(self, visit: Visit, outcome: Outcome) -> None:
        if visit.aim == "start":
            self.logbook.tally.due += self.logbook.tally.find(visit.url)
        self._unreachable = self._unreachable + 1 if outcome.name in HOST_TROUBLE else 0
        more = ""
        if visit.young is not None:
            await look_failed(self.desk, visit.young, outcome)
            self.logbook.tally.end(visit.url, outcome)
        elif visit.aim == "listing":
            await self.logbook.end_listing(visit, outcome)
            more = await self._listings.missing(visit, outcome)
        else:
            await self.logbook.end(visit, outcome)
        if visit.aim != "article" and not visit.guessed:
            self.tell(explained(visit.url, outcome.reason) + more)

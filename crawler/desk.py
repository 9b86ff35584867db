"""What the sites of one crawl share: the store, the workers, the memories, and when to stop."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from scrapy.settings import BaseSettings

from cleaners.cleaning import RULES_VERSION
from cleaners.rights import Notice
from crawler.archive import Archive
from crawler.backlog import Backlog
from crawler.checks import STORE_EXIT, Problem
from crawler.checkup import conclude
from crawler.cleaning import Limits, Workshop
from crawler.holding import Holding
from crawler.in_hand import InHand
from crawler.memories import Memories
from crawler.outcomes import LATER, Outcome
from crawler.report import RunReport
from crawler.rounds import Rounds
from crawler.seats import Seats
from crawler.settling import settle_site
from crawler.site_rules import folders_of
from storage import Known, Portrait, StoreError

NoticesOf = Callable[[str], Awaitable[tuple[Notice, ...]]]


async def no_notices(_url: str) -> tuple[Notice, ...]:
    """What is known of any host before one is asked."""
    return ()


class Desk:
    """The parts of a crawl, opened together and closed together."""

    def __init__(self, settings: BaseSettings) -> None:
        limits = Limits(
            settings.getfloat("CLEANING_SECONDS"), settings.getint("CLEANING_MEGABYTES")
        )
        self.folders = folders_of(settings)
        self.archive = Archive(settings["DATABASE_URL"])
        workers, cleaner = settings.getint("CLEANING_WORKERS"), settings["CLEANER"]
        self.workshop = Workshop(workers, limits, cleaner, self.folders)
        self.backlog = Backlog(self.workshop.workers)
        self.memories = Memories(self.archive)
        self.pages_per_site = settings.getint("PAGES_PER_SITE")
        self.holding = Holding(
            settings["DATABASE_URL"],
            settings.getfloat("LEASE_SECONDS"),
            settings.getfloat("HEARTBEAT_SECONDS"),
        )
        self.in_hand = InHand(self.archive, self.holding.holder)
        self.seats = Seats()
        self.rounds = Rounds()
        """Whose turn it is to work on a page in the reactor."""
        self.problem: Problem | None = None
        """Why the crawl could not start or go on."""
        self.ending = asyncio.Event()
        """Set when the crawl ends before its time: no site begins anything new."""
        self.last_title: str | None = None
        self.renewed = 0
        """Articles that became another when their site was known better."""
        self.bugs = 0
        """Errors of this program, each in the log; what they hit is recorded as failed."""
        self.notices_of: NoticesOf = no_notices
        """What the host of a URL says of the use of its pages."""
        self.ended = 0
        """Pages deleted at the start, as their publishers had named this day as the last."""
        self.forgotten = Known()
        """What may not come back."""
        self.troubled: set[str] = set()
        """The keys of the URLs at which cleaning has broken before."""
        self._run: int | None = None

    async def open(self, asked: str) -> None:
        """Open the store, delete what has ended, note that the run begins. Raises StoreError."""
        await self.archive.open()
        await self.holding.open()
        self.in_hand.begin()
        self.ended = await self.archive.ask(lambda store: store.withdrawing.expire())
        self.forgotten = await self.archive.ask(lambda store: store.forgetting.known())
        self.troubled = await self.archive.ask(
            lambda store: store.quarantine.troubled(RULES_VERSION)
        )
        self._run = await self.archive.ask(lambda store: store.start_run(asked))

    async def close(self, report: RunReport, portraits: Mapping[str, Portrait]) -> RunReport:
        """Note what the run counted, hold its sites against their own days, close everything.

        Returns the report with what needs a person.
        """
        await asyncio.to_thread(self.workshop.close)
        self.memories.close()
        self.in_hand.end()
        run = self._run
        if run is None:
            return report
        try:
            await self.archive.ask(lambda store: store.frontier.give_back(self.holding.holder))
            return await self.archive.ask(lambda store: conclude(store, run, report, portraits))
        finally:
            try:
                await self.holding.close()
            finally:
                await self.archive.close()

    async def settle(self, sites: Sequence[str]) -> int:
        """Clean again what a grown memory of these sites would change; returns how many changed."""
        changed = 0
        for site in sites:
            changed += await settle_site(self.archive, self.workshop, self.memories, site)
        self.renewed += changed
        return changed

    def stop(self, problem: Problem | None = None) -> None:
        """Let no site begin anything new; the first problem is the one told."""
        self.problem = self.problem or problem
        self.ending.set()

    def or_stopped(self, outcome: Outcome) -> Outcome:
        """What became of a request; one that failed while the crawl ends was stopped by that.

        Scrapy takes its downloader down under requests, with whatever error.
        """
        stopped = self.ending.is_set() and outcome.state == "failed"
        return Outcome(LATER, "stopped") if stopped else outcome

    @contextmanager
    def stopping(self) -> Iterator[None]:
        """Within this, trouble with the store ends the crawl with a sentence, not a traceback."""
        try:
            yield
        except StoreError as error:
            self.stop(Problem(str(error), STORE_EXIT))

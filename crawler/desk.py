"""What all parts of one crawl share: the store, the workers, the count, and what comes next."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scrapy.settings import BaseSettings

from cleaners.types import Page
from crawler.agenda import Agenda, Visit
from crawler.archive import Archive
from crawler.cleaning import Limits, Workshop
from crawler.memories import Memories
from crawler.outcomes import SAME_PAGE, Outcome
from crawler.reading import Candidate
from crawler.settling import settle
from crawler.tally import Tally
from storage import Store, UrlStatus

SAME_FOR = timedelta(days=7)
"""How long a page that was judged no article is not fetched again to be judged the same."""

JUDGED = frozenset(
    {"list-page", "soft-404", "consent-wall", "login-wall", "not-html", "other-site"}
)
"""Reasons that come from the page itself, and not from the network or the site's rules."""


class Desk:
    """The parts of a crawl, opened together and closed together."""

    def __init__(self, settings: BaseSettings) -> None:
        limits = Limits(
            settings.getfloat("CLEANING_SECONDS"), settings.getint("CLEANING_MEGABYTES")
        )
        self.archive = Archive(settings["DATABASE_URL"])
        self.workshop = Workshop(
            settings.getint("CLEANING_WORKERS"),
            limits,
            settings["CLEANER"],
            Path(settings["RECIPES"]),
        )
        self.memories = Memories(self.archive)
        self.tally = Tally()
        self.agenda = Agenda()
        self.run: int | None = None
        self.last_title: str | None = None
        self.renewed = 0
        """Articles that became another when their site was known better."""
        self._listings: list[tuple[Page, str]] = []

    async def open(self, asked: str) -> None:
        """Open the store and note that the run begins. Raises StoreError."""
        await self.archive.open()
        self.run = await self.archive.ask(lambda store: store.start_run(asked))

    async def close(self, *, finished: bool) -> None:
        """Note what the run counted and let go of everything.

        Validators of listings are kept only after a finished run: a later run that is told
        "unchanged" must not miss what this one found and did not fetch.
        """
        self.tally.end_rest("not-tried")
        try:
            if finished and self.run is not None:
                self.renewed = await settle(self.archive, self.workshop, self.memories)
        finally:
            await asyncio.to_thread(self.workshop.close)
            try:
                if self.run is not None:
                    await self.archive.ask(lambda store: self._finish(store, finished))
            finally:
                await self.archive.close()
                self.memories.close()

    def _finish(self, store: Store, finished: bool) -> None:
        for page, found_by in self._listings if finished else ():
            store.store_listing(page, found_by)
        assert self.run is not None
        store.finish_run(self.run, self.tally.counts, dict(self.tally.reasons))

    def keep_listing(self, page: Page, found_by: str) -> None:
        """Remember the validators of a front page, feed or sitemap until the run is done."""
        self._listings.append((replace(page, body=b""), found_by))

    async def end(self, url: str, outcome: Outcome, found_by: str) -> None:
        """Note how an article's URL ended, in the ledger and in the count."""
        if self.tally.end(url, outcome):
            kept = replace(outcome, state="stored") if outcome.name == SAME_PAGE else outcome
            await self.archive.record(url, kept, found_by)

    async def end_listing(self, visit: Visit, outcome: Outcome) -> None:
        """Note that a feed or sitemap could not be read."""
        if not visit.guessed:
            self.tally.listings[outcome.name] += 1
        await self.archive.record(visit.url, outcome, visit.found_by)

    async def known(self, candidates: Iterable[Candidate]) -> dict[str, Outcome]:
        """The candidates that need no fetch, by URL: stored, or judged a few days ago."""
        urls = [candidate.url for candidate in candidates]
        stored = await self.archive.stored_urls(urls)
        known = {url: Outcome("unchanged", None) for url in stored}
        rest = [url for url in urls if url not in stored]
        statuses = await self.archive.ask(lambda store: list(map(store.url_status, rest)))
        since = datetime.now(UTC) - SAME_FOR
        for url, status in zip(rest, statuses, strict=True):
            if status is not None and _is_judged(status, since):
                known[url] = Outcome("refused", status.reason, status.http_status)
        return known


def _is_judged(status: UrlStatus, since: datetime) -> bool:
    name = (status.reason or "").split(":", 1)[0]
    recent = status.tried_at is not None and status.tried_at > since
    return status.state == "refused" and name in JUDGED and recent

"""What one site's crawl writes down: its count, its visits to come, and how each URL ended."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from cleaners.types import Page
from crawler.agenda import Agenda, Visit
from crawler.archive import Archive
from crawler.outcomes import SAME_PAGE, Outcome
from crawler.reading import Candidate
from crawler.tally import Tally
from storage import Portrait, Store, UrlStatus

SAME_FOR = timedelta(days=7)
"""How long a page that was judged no article is not fetched again to be judged the same."""

JUDGED = frozenset(
    {"list-page", "soft-404", "consent-wall", "login-wall", "not-html", "other-site"}
)
"""Reasons that come from the page itself, and not from the network or the site's rules."""


class Logbook:
    """The record of one site's crawl; the store behind it is shared with the other sites."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.tally = Tally()
        self.agenda = Agenda()
        self.portrait = Portrait()
        """What the articles look like that were stored."""
        self._listings: list[tuple[Page, str]] = []

    def keep_listing(self, page: Page, found_by: str) -> None:
        """Remember the validators of a front page, feed or sitemap until the crawl is done."""
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

    async def keep_validators(self) -> None:
        """Put the validators of the listings into the store, once all that they name is done.

        A later run that is told "unchanged" must not miss what this one found and did not fetch.
        """
        for page, found_by in self._listings:
            await self.archive.ask(partial(Store.store_listing, page=page, found_by=found_by))
        self._listings.clear()


def _is_judged(status: UrlStatus, since: datetime) -> bool:
    name = (status.reason or "").split(":", 1)[0]
    recent = status.tried_at is not None and status.tried_at > since
    return status.state == "refused" and name in JUDGED and recent

"""What one site's crawl writes down: its count, its visits to come, and how each URL ended."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from cleaners.urls import url_key
from crawler.agenda import Agenda, Visit
from crawler.archive import Archive
from crawler.outcomes import SAME_PAGE, SAME_TEXT, Outcome
from crawler.reading import Candidate
from crawler.site_shapes import SiteShapes
from crawler.tally import Tally
from crawler.traps import Traps
from storage import DROPPED, NO_ARTICLES, FoundUrl, Portrait, UrlStatus

SAME_FOR = timedelta(days=7)
"""How long a page that was judged no article is not fetched again to be judged the same."""

JUDGED = frozenset(
    {"list-page", "soft-404", "consent-wall", "login-wall", "not-html", "other-site"}
)
"""Reasons that come from the page itself, and not from the network or the site's rules."""

LASTING = frozenset({DROPPED, SAME_TEXT})
"""Reasons that no later run questions."""


class Logbook:
    """The record of one site's crawl; the store behind it is shared with the other sites."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.traps = Traps()
        self.tally = Tally()
        self.agenda = Agenda()
        self.portrait = Portrait()
        """What the articles look like that were stored."""
        self.shapes = SiteShapes()
        """What the site's pages have taught of its addresses."""

    async def end(self, url: str, outcome: Outcome, found_by: str) -> None:
        """Note how an article's URL ended, in the ledger and in the count."""
        if self.note(url, outcome):
            kept = replace(outcome, state="stored") if outcome.name == SAME_PAGE else outcome
            await self.archive.record(url, kept, found_by)

    def note(self, url: str, outcome: Outcome) -> bool:
        """Count how an article's URL ended, and learn from it; False if it had ended before."""
        ended = self.tally.end(url, outcome)
        if ended and (outcome.state == "stored" or outcome.name in NO_ARTICLES):
            self.shapes.learn([url], article=outcome.state == "stored")
        return ended

    async def end_listing(self, visit: Visit, outcome: Outcome) -> None:
        """Note that a listing could not be read."""
        if not visit.guessed:
            self.tally.listings[outcome.name] += 1
        if outcome.state == "failed":
            self.tally.unfinished.add(url_key(visit.url))
        await self.archive.record(visit.url, outcome, visit.found_by)

    async def pass_over(self, refused: Sequence[tuple[Candidate, Outcome]]) -> None:
        """Note what was found and is refused without a request, all at once."""
        rows = [
            (FoundUrl(c.url, c.found_by, c.title, c.published_at), outcome.reason or "")
            for c, outcome in refused
            if self.tally.end(c.url, outcome)
        ]
        if rows:
            await self.archive.ask(lambda store: store.watch.pass_over(rows))

    def not_modified(self, url: str) -> None:
        """Count a listing that has not changed: nothing in it is new."""
        self.tally.find(url)
        self.tally.end(url, Outcome("unchanged", "not-modified", 304))

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
    return status.state == "refused" and (name in LASTING or (name in JUDGED and recent))

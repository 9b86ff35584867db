"""What a crawl knows of its site's listings from earlier ones, and what it writes down of them."""

import hashlib
from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from cleaners.types import Page
from cleaners.urls import url_key
from crawler.agenda import Visit
from crawler.archive import Archive
from crawler.reading import Reading
from crawler.revisits import AHEAD, UNKNOWN, first_pause, next_pause
from crawler.sections import PATIENCE
from crawler.span import Span
from storage import Listing

ABSENT_FOR = timedelta(days=30)
"""How long a usual place where nothing was is not looked at again."""

OPEN = Span()


class Watching:
    """The listings of one site. What was read is kept when the crawl has finished.

    Until then an answer's validators are not to be trusted: "unchanged" would hide from the next
    crawl what this one found and did not fetch.
    """

    def __init__(self, archive: Archive, span: Span = OPEN) -> None:
        self.span = span
        self._archive = archive
        self._site = ""
        self._known: dict[str, Listing] = {}
        self._read: dict[str, tuple[Listing, frozenset[str]]] = {}
        self._answered: list[str] = []

    async def open(self, site: str) -> None:
        """Load what is known of a site's listings."""
        self._site = site
        known = await self._archive.ask(lambda store: store.watch.listings(site))
        self._known = {url_key(listing.url): listing for listing in known}

    def __iter__(self) -> Iterator[Listing]:
        """The listings that are known and there, in the order in which they were found."""
        return (listing for listing in self._known.values() if listing.absent is None)

    def of(self, url: str) -> Listing | None:
        """What is known of a listing."""
        return self._known.get(url_key(url))

    def conditions(self, url: str) -> Mapping[str, str]:
        """The headers that ask for a listing only if it changed since it was last read (RFC 9110).

        None of them where it was read for a shorter span: what was left then is wanted now.
        """
        known = self.of(url)
        if known is None or known.read_at is None or known.absent is not None:
            return {}
        if not self.span.within(Span(known.since, known.until)):
            return {}
        headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return {name: value for name, value in headers.items() if value is not None}

    def is_wanted(self, url: str, modified_at: datetime | None, now: datetime) -> bool:
        """Whether a listing should be asked at all.

        Not one that was absent, or brought nothing for long, and is not due again; nor one of
        which its index says that it has not changed since it was read, or since the span began.
        """
        if modified_at is not None and self.span.since and modified_at < self.span.since:
            return False
        known = self.of(url)
        if known is None:
            return True
        if known.absent is not None or _is_given_up(known):
            return known.due_at <= now or known.asked_at > now + AHEAD
        if modified_at is None or known.read_at is None or known.read_at > now + AHEAD:
            return True
        read_for = Span(known.since, known.until)
        return modified_at > known.read_at or not self.span.within(read_for)

    def note_read(
        self, visit: Visit, page: Page, reading: Reading, brought: int, visits: frozenset[str]
    ) -> None:
        """Remember what a listing answered, and that it named so many new articles.

        `visits` are the keys of what it led to and is to be fetched.
        """
        now = page.fetched_at or datetime.now(UTC)
        self._answered.append(visit.url)
        known = self.of(visit.url)
        read = replace(
            self._asked(visit.url, reading.role, now, brought),
            etag=page.header("etag"),
            last_modified=page.header("last-modified"),
            digest=digest_of(page),
            read_at=now,
            since=self.span.since,
            until=self.span.until,
            named_by=visit.named_by or (known.named_by if known else None),
            modified_at=visit.modified_at,
            absent=None,
        )
        if known is None or known.read_at is None:
            dates = [c.published_at or c.modified_at for c in reading.candidates]
            read = _due(read, first_pause(dates, now) if any(dates) else UNKNOWN)
        self._read[url_key(visit.url)] = (read, visits)

    def note_unchanged(self, url: str, now: datetime) -> None:
        """Remember that a listing answered "not modified"."""
        self._answered.append(url)
        known = self.of(url)
        if known is not None:
            same = replace(self._asked(url, known.kind, now, 0), read_at=now)
            self._read[url_key(url)] = (same, frozenset())

    def note_failed(self, url: str, now: datetime) -> None:
        """Remember that a known listing gave no answer to use: it is asked less often."""
        known = self.of(url)
        if known is not None and known.absent is None:
            self._read[url_key(url)] = (self._asked(url, known.kind, now, 0), frozenset())

    async def note_absent(self, url: str, reason: str, now: datetime) -> None:
        """Remember that a usual place is empty, so that the next crawls don't ask there."""
        away = replace(self._asked(url, "guess", now, 0), absent=reason)
        await self._archive.ask(lambda store: store.watch.keep(_due(away, ABSENT_FOR)))

    async def finish(self, unfinished: Set[str]) -> None:
        """Keep what was read. A listing of which something is still to be fetched, by key, keeps
        no validators: the next crawl reads it in full again."""
        read = [
            listing if visits.isdisjoint(unfinished) else _unread(listing)
            for listing, visits in self._read.values()
        ]
        answered = self._answered
        await self._archive.ask(lambda store: store.watch.keep(*read, answered=answered))

    def _asked(self, url: str, kind: str, now: datetime, brought: int) -> Listing:
        """A listing as it stands after one more look."""
        new = Listing(self._site, url, kind, now, now, UNKNOWN, asked=0)
        known = self.of(url) or new
        barren = 0 if brought else known.barren + 1
        pause = next_pause(known.pause, brought=brought > 0)
        asked = replace(
            known,
            kind=kind,
            asked_at=now,
            asked=known.asked + 1,
            brought=known.brought + brought,
            barren=barren,
            brought_at=now if brought else known.brought_at,
        )
        return _due(asked, ABSENT_FOR if _is_given_up(asked) else pause)


def digest_of(page: Page) -> bytes:
    """A hash of a page's raw bytes, to tell whether it changed."""
    return hashlib.blake2b(page.body, digest_size=16).digest()


def _unread(listing: Listing) -> Listing:
    return replace(listing, etag=None, last_modified=None, digest=None, read_at=None)


def _is_given_up(listing: Listing) -> bool:
    """Whether a section has been looked at in vain too often."""
    return listing.kind == "section" and listing.barren >= PATIENCE and not listing.brought


def _due(listing: Listing, pause: timedelta) -> Listing:
    return replace(listing, pause=pause, due_at=listing.asked_at + pause)

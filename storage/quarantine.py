"""Pages that broke the cleaner: kept with their bytes and the reason, and not tried without end."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session, joinedload, undefer

from cleaners.types import Page
from cleaners.urls import url_key
from storage.keys import host_of, url_hash
from storage.models import ArticleRow, BrokenRow, PageRow, SiteRow, UrlRow
from storage.pages import stored_page
from storage.sanitise import safe_text
from storage.transactions import Transactions
from storage.types import CLAIMED, StoredPage

MAX_TRIES = 2
"""Times that one version of the cleaner is given the same bytes."""

DROPPED = "dropped"
"""The reason of a URL whose page a person dropped; it is not fetched again."""

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class QuarantinedPage:
    """A page without an article: why, since when, how large, tried how often by which cleaner."""

    id: int
    url: str
    site: str
    reason: str
    at: datetime | None
    raw_bytes: int
    tries: int
    cleaner: str | None


class Quarantine:
    """The quarantine of a store; every call is one transaction and raises StoreError."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def pages(
        self, *, site: str | None = None, reason: str | None = None, url: str | None = None
    ) -> list[QuarantinedPage]:
        """What is in quarantine, the oldest first; `reason` is the name before the colon."""
        wanted = _quarantined()
        if site is not None:
            wanted = wanted.where(SiteRow.host == host_of(site))
        if url is not None:
            wanted = wanted.where(UrlRow.key == url_hash(url))
        with self._transactions.read() as session:
            found: dict[int, QuarantinedPage] = {}
            for row in session.execute(wanted.order_by(PageRow.id)):
                page = _of_row(row)
                if reason is None or page.reason.split(":", 1)[0] == reason:
                    found.setdefault(page.id, page)
            return list(found.values())

    def bytes_of(self, page_id: int) -> StoredPage | None:
        """A quarantined page with its bytes; None if it has left the quarantine."""
        wanted = (
            select(PageRow)
            .join(UrlRow, UrlRow.page_id == PageRow.id)
            .where(PageRow.id == page_id, UrlRow.state == "quarantined", PageRow.body.is_not(None))
            .options(joinedload(PageRow.site), undefer(PageRow.body))
            .limit(1)
        )
        with self._transactions.read() as session:
            row = session.scalar(wanted)
            return None if row is None else stored_page(row)

    def spent(self, page: Page, cleaner: str) -> str | None:
        """Why a page need not be cleaned: this cleaner has broken on these bytes twice."""
        wanted = (
            select(UrlRow.reason)
            .join(BrokenRow, BrokenRow.page_id == UrlRow.page_id)
            .where(
                UrlRow.key == url_hash(page.address or ""),
                UrlRow.state.in_(("quarantined", *CLAIMED)),
                BrokenRow.cleaner == cleaner,
                BrokenRow.digest == digest(page.body),
                BrokenRow.tries >= MAX_TRIES,
            )
        )
        with self._transactions.read() as session:
            return session.scalar(wanted)

    def troubled(self, cleaner: str) -> set[str]:
        """The keys (`cleaners.urls.url_key`) of the URLs at which this cleaner has broken.

        They are few: who crawls asks for `spent` at these alone.
        """
        wanted = select(UrlRow.url).join(BrokenRow, BrokenRow.page_id == UrlRow.page_id)
        with self._transactions.read() as session:
            return set(map(url_key, session.scalars(wanted.where(BrokenRow.cleaner == cleaner))))

    def leave(self, page_id: int, state: str, reason: str) -> None:
        """Take a page out: its URL is now in this state, and its bytes are kept."""
        self._transactions.write(
            lambda s: s.execute(
                update(UrlRow)
                .where(UrlRow.page_id == page_id, UrlRow.state == "quarantined")
                .values(state=state, reason=safe_text(reason))
            )
        )

    def drop(self, page_ids: Sequence[int], reason: str = DROPPED) -> int:
        """Delete these pages with their bytes, their URLs refused; returns how many they were."""
        return self._transactions.write(lambda s: _drop(s, page_ids, safe_text(reason)))


def note_broken(session: Session, page_id: int, page: Page, cleaner: str) -> None:
    """Count that this cleaner broke on these bytes; other bytes or another cleaner start anew."""
    row = session.get(BrokenRow, page_id)
    if row is None:
        row = BrokenRow(page_id=page_id, cleaner="", digest=b"", tries=0)
        session.add(row)
    same = (row.cleaner, row.digest) == (cleaner, digest(page.body))
    row.tries = row.tries + 1 if same else 1
    row.cleaner, row.digest = cleaner, digest(page.body)


def digest(body: bytes) -> bytes:
    """What tells the bytes of two fetches apart."""
    return hashlib.blake2b(body, digest_size=16).digest()


def _quarantined() -> Select[*tuple[Any, ...]]:
    return (
        select(
            PageRow.id,
            UrlRow.url,
            SiteRow.host,
            UrlRow.reason,
            UrlRow.tried_at,
            PageRow.raw_bytes,
            BrokenRow.tries,
            BrokenRow.cleaner,
        )
        .join(UrlRow, UrlRow.page_id == PageRow.id)
        .join(SiteRow, SiteRow.id == PageRow.site_id)
        .outerjoin(BrokenRow, BrokenRow.page_id == PageRow.id)
        .where(UrlRow.state == "quarantined")
    )


def _of_row(row: Any) -> QuarantinedPage:
    number, url, site, reason, at, size, tries, cleaner = row
    return QuarantinedPage(number, url, site, reason or "unknown", at, size, tries or 1, cleaner)


def _drop(session: Session, page_ids: Sequence[int], reason: str) -> int:
    dropped = 0
    for start in range(0, len(page_ids), _CHUNK):
        some = UrlRow.page_id.in_(page_ids[start : start + _CHUNK])
        wanted = select(UrlRow.page_id).where(some, UrlRow.state == "quarantined").distinct()
        ids = list(session.scalars(wanted))
        with_article = session.scalars(
            select(ArticleRow.page_id).where(ArticleRow.page_id.in_(ids))
        )
        kept = set(with_article)
        _forget_bytes(session, kept)
        gone = [number for number in ids if number not in kept]
        of_gone = update(UrlRow).where(UrlRow.page_id.in_(gone))
        session.execute(of_gone.values(state="refused", reason=reason, page_id=None))
        session.execute(delete(PageRow).where(PageRow.id.in_(gone)))
        dropped += len(ids)
    return dropped


def _forget_bytes(session: Session, page_ids: set[int]) -> None:
    """An older fetch of these pages gave an article, which stays; the bytes of this one go."""
    of_pages = update(PageRow).where(PageRow.id.in_(page_ids))
    session.execute(of_pages.values(body=None, stored_bytes=0))
    of_urls = update(UrlRow).where(UrlRow.page_id.in_(page_ids), UrlRow.state == "quarantined")
    session.execute(of_urls.values(state="stored", reason=None))
    session.execute(delete(BrokenRow).where(BrokenRow.page_id.in_(page_ids)))

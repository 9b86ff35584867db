"""Drops raw bodies that are old; what was made of them stays.

Only pages that have an article lose their body: of a page in quarantine it is all there is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import Session

from storage.columns import to_utc
from storage.models import ArticleRow, PageRow
from storage.pages import is_part
from storage.transactions import Transactions

BATCH = 500
"""Pages a transaction: a crawl that runs meanwhile waits for moments, not for minutes."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """How many bodies went or would go, and the bytes that they take in the database."""

    pages: int = 0
    stored_bytes: int = 0


def prunable(session: Session, before: datetime) -> Pruned:
    """What `prune` would drop."""
    sums = select(func.count(), func.coalesce(func.sum(PageRow.stored_bytes), 0))
    pages, stored = session.execute(sums.where(*_old(before))).one()
    return Pruned(int(pages), int(stored))


def prune(transactions: Transactions, before: datetime) -> Pruned:
    """Drop the bodies that were fetched before then."""
    return in_batches(transactions, lambda session: _prune_some(session, before))


def in_batches(transactions: Transactions, drop_some: Callable[[Session], list[int]]) -> Pruned:
    """Drop a batch a transaction until none is left; a call that is cut short has dropped some.

    `drop_some` returns the bytes of each thing that it dropped.
    """
    done = Pruned()
    while some := transactions.write(drop_some):
        done = Pruned(done.pages + len(some), done.stored_bytes + sum(some))
    return done


def _prune_some(session: Session, before: datetime) -> list[int]:
    """Drop a batch; returns the bytes of each."""
    wanted = select(PageRow.id, PageRow.stored_bytes).where(*_old(before)).limit(BATCH)
    rows = session.execute(wanted).all()
    if rows:
        these = PageRow.id.in_([row.id for row in rows])
        session.execute(update(PageRow).where(these).values(body=None, stored_bytes=0))
    return [row.stored_bytes for row in rows]


def _old(before: datetime) -> list[ColumnElement[bool]]:
    fetched = func.coalesce(PageRow.fetched_at, PageRow.stored_at)
    has_article = select(ArticleRow.id).where(ArticleRow.page_id == PageRow.id).exists()
    return [PageRow.body.is_not(None), fetched < to_utc(before), or_(has_article, is_part())]

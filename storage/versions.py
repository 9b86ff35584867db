"""Keeps what an article was before its site edited it, or other rules cut it.

A version is kept in the transaction that replaces it, with its page locked, so that writers who
come at once keep each other's. A publisher who wants no archive (`noarchive`) gets none: of such
versions the facts are kept, and no text.
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import ColumnElement, Select, bindparam, func, select, update
from sqlalchemy import insert as insert_rows
from sqlalchemy.orm import Session

from cleaners.rights import Rights
from cleaners.types import Article
from storage.changes import Cause
from storage.columns import to_utc
from storage.compiled import run
from storage.models import PageRow
from storage.pruning import Pruned, in_batches
from storage.transactions import Transactions
from storage.upsert import table
from storage.version_row import VersionRow
from storage.version_rows import Former, version_values

Why = Callable[[Article, Article], Cause | None]
"""Says why the second article is another version than the first; None if it is none."""

BATCH = 500
"""Versions a transaction, when many lose their text."""


def lock_page(session: Session, key: bytes) -> int | None:
    """The number of the page with that key, which only this transaction may change now."""
    return run(session, _locked, {"key": key}).scalar()


def _locked(_dialect: str) -> Select[int]:
    return select(PageRow.id).where(PageRow.key == bindparam("key")).with_for_update()


def keep_version(
    session: Session, former: Former, article_id: int, now: Article, why: Why, rights: Rights
) -> None:
    """Keep what the article was, if it is another version now; `rights` are those of today."""
    cause = why(former.article, now)
    if cause is not None:
        values = version_values(former, article_id, cause, rights)
        session.execute(insert_rows(table(VersionRow)), values)
    if rights.noarchive:
        drop_texts(session, article_id)


def drop_texts(session: Session, article_id: int) -> None:
    """Drop the texts of all former versions of an article; that they were stays on record."""
    of_article = VersionRow.article_id == article_id
    session.execute(update(table(VersionRow)).where(of_article).values(content=None))


def move_versions(session: Session, article_id: int, into: int) -> None:
    """Give the versions of an article to the one that it turned out to be a twin of."""
    of_article = VersionRow.article_id == article_id
    session.execute(update(table(VersionRow)).where(of_article).values(article_id=into))


def expire_texts(session: Session, tomorrow: datetime) -> None:
    """Drop the texts of versions whose publisher named a last day that is before tomorrow."""
    ended = VersionRow.content.is_not(None) & (VersionRow.unavailable_after < tomorrow)
    session.execute(update(table(VersionRow)).where(ended).values(content=None))


def prunable(session: Session, before: datetime) -> Pruned:
    """What `prune` would drop."""
    size = func.coalesce(func.sum(func.length(VersionRow.content)), 0)
    number, stored = session.execute(select(func.count(), size).where(*_old(before))).one()
    return Pruned(int(number), int(stored))


def prune(transactions: Transactions, before: datetime) -> Pruned:
    """Drop the texts of versions that were replaced before then, a batch a transaction."""
    return in_batches(transactions, lambda session: _prune_some(session, before))


def _prune_some(session: Session, before: datetime) -> list[int]:
    wanted = select(VersionRow.id, func.length(VersionRow.content).label("size"))
    rows = session.execute(wanted.where(*_old(before)).limit(BATCH)).all()
    these = VersionRow.id.in_([row.id for row in rows])
    session.execute(update(table(VersionRow)).where(these).values(content=None))
    return [row.size for row in rows]


def _old(before: datetime) -> list[ColumnElement[bool]]:
    return [VersionRow.content.is_not(None), VersionRow.replaced_at < to_utc(before)]

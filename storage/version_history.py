"""The versions of an article, to read: the former ones, and the one that stands now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from cleaners.rights import Rights
from cleaners.types import Article
from storage.articles import find_article
from storage.pruning import Pruned
from storage.right_columns import rights_in
from storage.transactions import Transactions
from storage.types import StoredArticle
from storage.version_row import VersionRow
from storage.version_rows import text_hash, unpacked
from storage.versions import prunable, prune

Origin = Literal["first", "edited", "recleaned", "corrected"]


@dataclass(frozen=True, slots=True)
class Version:
    """A version of an article; they are numbered from 1, the last one stands now.

    `origin` says how it came: as the first, by an edit of the site, by new rules, by a person's
    correction. `article` is None where the text may not be kept any longer. `text_hash` is the
    SHA-256 of the text, `rights` are those at the fetch.
    """

    number: int
    origin: Origin
    fetched_at: datetime
    stored_at: datetime
    rules_version: str
    text_hash: bytes
    rights: Rights
    current: bool
    article: Article | None


class Versions:
    """The versions of articles; `Store.versions`."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def history(self, article_id: int) -> list[Version]:
        """All versions of an article, the first one first; none if there is no such article."""
        with self._transactions.read() as session:
            stored = find_article(session, article_id)
            return [] if stored is None else _history(session, stored)

    def prunable(self, before: datetime) -> Pruned:
        """How many texts of versions `prune` would drop."""
        with self._transactions.read() as session:
            return prunable(session, before)

    def prune(self, before: datetime) -> Pruned:
        """Drop the texts of the versions that were replaced before; what stands now stays."""
        return prune(self._transactions, before)


def _history(session: Session, stored: StoredArticle) -> list[Version]:
    rows = _rows(session, stored.id)
    origins = ["first", *(row.cause for row in rows)]
    former = [_version(n, origins[n - 1], row) for n, row in enumerate(rows, start=1)]
    now = Version(
        number=len(rows) + 1,
        origin=cast("Origin", origins[-1]),
        fetched_at=stored.fetched_at,
        stored_at=stored.stored_at,
        rules_version=stored.article.rules_version,
        text_hash=text_hash(stored.article.text),
        rights=stored.rights,
        current=True,
        article=stored.article,
    )
    return [*former, now]


def _rows(session: Session, article_id: int) -> list[VersionRow]:
    wanted = select(VersionRow).where(VersionRow.article_id == article_id)
    whole = wanted.order_by(VersionRow.id).options(undefer(VersionRow.content))
    return list(session.scalars(whole))


def _version(number: int, origin: str, row: VersionRow) -> Version:
    return Version(
        number=number,
        origin=cast("Origin", origin),
        fetched_at=row.fetched_at,
        stored_at=row.stored_at,
        rules_version=row.rules_version,
        text_hash=row.text_hash,
        rights=rights_in(row),
        current=False,
        article=None if row.content is None else unpacked(row.content),
    )

"""The copies of an article in the store, to be named beside it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from cleaners.types import Article
from cleaners.urls import url_key
from storage.article_rows import as_stated
from storage.copy_rows import CopyRow
from storage.filters import article_filters
from storage.grouping import alike, compared, groups_of
from storage.models import ArticleRow, SiteRow, TextRow
from storage.sanitise import storable
from storage.shingles import shingled
from storage.transactions import Transactions
from storage.types import Filters


@dataclass(frozen=True, slots=True)
class Copy:
    """Another article with the same story: a wire copy, a print view, a second address."""

    id: int
    url: str
    site: str
    title: str | None
    published_at: datetime | None


class Copies:
    """Articles that tell one story in one text; `Store.copies`."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def of(self, article_id: int) -> list[Copy]:
        """The other articles with the same story, the earliest first."""
        with self._transactions.read() as session:
            return _others(session, article_id)

    def numbers(self, articles: Collection[int]) -> dict[int, int]:
        """How many copies these articles have, of those that have any."""
        with self._transactions.read() as session:
            return _numbers(session, articles)

    def later(self, filters: Filters) -> frozenset[int]:
        """Of the articles that pass, those whose story one that was published before them tells."""
        copies = (
            select(CopyRow.article_id, CopyRow.group_id)
            .join(ArticleRow, ArticleRow.id == CopyRow.article_id)
            .where(*article_filters(filters))
            .order_by(CopyRow.group_id, ArticleRow.dated_at, ArticleRow.id)
        )
        with self._transactions.read() as session:
            rows = session.execute(copies).all()
        return frozenset(
            row.article_id for before, row in pairwise(rows) if before.group_id == row.group_id
        )

    def same_page(self, article: Article) -> str | None:
        """The URL of a stored article that has this title and text, at this address but for the
        query; None for texts that are too short to tell."""
        with self._transactions.read() as session:
            return _same_page(session, article)

    def group(self, article_id: int) -> int | None:
        """The number that an article shares with its copies; None if it has none."""
        with self._transactions.read() as session:
            return session.scalar(select(CopyRow.group_id).filter_by(article_id=article_id))


def _same_page(session: Session, article: Article) -> str | None:
    kept = storable(article)
    found = alike(session, shingled(compared(kept.text)))
    wanted = (
        select(ArticleRow.url)
        .join(TextRow, TextRow.article_id == ArticleRow.id)
        .where(ArticleRow.id.in_(found), ArticleRow.title == kept.title, TextRow.text == kept.text)
        .order_by(ArticleRow.id)
    )
    own = _address(kept.url)
    urls = session.scalars(wanted) if found else ()
    return next((url for url in urls if _address(url) == own and url != kept.url), None)


def _address(url: str | None) -> str:
    """An address without its query."""
    return url_key((url or "").partition("?")[0])


def _numbers(session: Session, articles: Collection[int]) -> dict[int, int]:
    groups = groups_of(session, articles)
    members = select(CopyRow.group_id, func.count()).group_by(CopyRow.group_id)
    of_groups = members.where(CopyRow.group_id.in_(set(groups.values())))
    sizes = dict(session.execute(of_groups).all()) if groups else {}
    return {article: sizes[group] - 1 for article, group in groups.items()}


class Once:
    """Lets the first of each group pass, and all that have no copy."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def __call__(self, session: Session, numbers: list[int]) -> list[int]:
        """Those of the articles that tell a story which none before them told."""
        groups = groups_of(session, numbers)
        return [number for number in numbers if self._is_first(groups.get(number))]

    def _is_first(self, group: int | None) -> bool:
        if group is None:
            return True
        new = group not in self._seen
        self._seen.add(group)
        return new


def _others(session: Session, article_id: int) -> list[Copy]:
    mine = aliased(CopyRow)
    wanted = (
        select(ArticleRow, SiteRow.host)
        .join(SiteRow, SiteRow.id == ArticleRow.site_id)
        .join(CopyRow, CopyRow.article_id == ArticleRow.id)
        .join(mine, mine.group_id == CopyRow.group_id)
        .where(mine.article_id == article_id, ArticleRow.id != article_id)
        .order_by(ArticleRow.dated_at, ArticleRow.id)
    )
    return [
        Copy(row.id, row.url, host, row.title, as_stated(row.published_as))
        for row, host in session.execute(wanted)
    ]

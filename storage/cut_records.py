"""What was cut from many articles, read without the rest of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, func, select

from storage.filters import article_filters
from storage.models import ArticleRow, SiteRow, TextRow
from storage.record import spelled
from storage.transactions import Transactions
from storage.types import Filters

AT_ONCE = 500
"""Records in memory at a time, some 12 MB of ordinary pages."""

Run = tuple[int, str, str, Sequence[str]]
"""Neighbours that one step cut for one reason: the first one's number, step, reason, texts."""


@dataclass(frozen=True, slots=True)
class CutRecord:
    """What was cut from one article; `kept` counts the characters of its text."""

    article_id: int
    site: str
    url: str
    kept: int
    runs: Sequence[Run]


def cut_records(transactions: Transactions, filters: Filters) -> Iterator[CutRecord]:
    """The records of articles that pass the filters, in the order of their numbers."""
    last = 0
    wanted = (
        select(
            ArticleRow.id, SiteRow.host, ArticleRow.url, func.length(TextRow.text), TextRow.removals
        )
        .join(TextRow, TextRow.article_id == ArticleRow.id)
        .join(SiteRow, SiteRow.id == ArticleRow.site_id)
        .where(*article_filters(filters))
        .order_by(ArticleRow.id)
        .limit(AT_ONCE)
    )
    while True:
        with transactions.read() as session:
            rows = session.execute(wanted.where(ArticleRow.id > last)).all()
        if not rows:
            return
        for number, site, url, kept, removals in rows:
            yield CutRecord(number, site, url, kept, tuple(spelled(removals)))
        last = rows[-1][0]


def cut_by(transactions: Transactions, filters: Filters, step: str) -> list[tuple[int, int]]:
    """The articles that a step cut something of: the number of the page, and its own, in order."""
    wanted = select(ArticleRow.page_id, ArticleRow.id).join(
        TextRow, TextRow.article_id == ArticleRow.id
    )
    wanted = wanted.where(*article_filters(filters), _names(step)).order_by(ArticleRow.page_id)
    with transactions.read() as session:
        return [(page, article) for page, article in session.execute(wanted)]


def _names(step: str) -> ColumnElement[bool]:
    """Whether the numbers of cuts by step name that step; its name has no quote in it."""
    column: ColumnElement[Any] = cast(TextRow.cuts, Text)
    return column.contains(f'"{step}"', autoescape=True)

"""`Filters` as conditions on articles; one place, so that every question means the same."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ColumnElement, SQLColumnExpression, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from storage.columns import to_utc
from storage.facets import both, named
from storage.index import match
from storage.keys import host_of
from storage.models import ArticleRow, PageRow, SiteRow
from storage.question import Question
from storage.types import Filters


class Indexed(ColumnElement[bool]):
    """The condition that the search index says this of an article, on either database."""

    inherit_cache = False

    def __init__(self, question: Question) -> None:
        self.type = Boolean()
        self.question = question


@compiles(Indexed)
def _write_indexed(element: Indexed, compiler: SQLCompiler, **how: Any) -> str:
    asked = match(compiler.dialect.name, element.question)
    numbers = select(asked.article_id).select_from(asked.index).where(asked.condition)
    return compiler.process(ArticleRow.id.in_(numbers), **how)


def article_filters(
    filters: Filters, date: SQLColumnExpression[datetime] | None = None
) -> list[ColumnElement[bool]]:
    """The conditions that an article must meet; `date` stands in for its own date."""
    dated = ArticleRow.dated_at if date is None else date
    conditions: list[ColumnElement[bool]] = []
    if filters.site is not None:
        site = select(SiteRow.id).where(SiteRow.host == host_of(filters.site))
        conditions.append(ArticleRow.site_id.in_(site))
    if filters.since is not None:
        conditions.append(dated >= to_utc(filters.since))
    if filters.until is not None:
        conditions.append(dated <= to_utc(filters.until))
    if filters.language is not None:
        conditions.append(ArticleRow.language == filters.language.lower())
    if filters.kinds is not None:
        conditions.append(ArticleRow.kind.in_(filters.kinds))
    if filters.paywall is not None:
        conditions.append(ArticleRow.paywall == filters.paywall)
    if names := named(filters):
        conditions.append(Indexed(both(names)))
    if restricted := rights_filters(filters):
        conditions.append(ArticleRow.page_id.in_(select(PageRow.id).where(*restricted)))
    return conditions


def rights_filters(filters: Filters) -> list[ColumnElement[bool]]:
    """The conditions that a page must meet as to what its publisher allows."""
    conditions: list[ColumnElement[bool]] = []
    if filters.reserved is not None:
        conditions.append(PageRow.reserved.is_(filters.reserved))
    if filters.noarchive is not None:
        conditions.append(PageRow.noarchive.is_(filters.noarchive))
    return conditions

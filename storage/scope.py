"""Among which articles is looked, and how the search index and the rows are asked together.

What articles are filtered by is asked of the index too, so that it gives few numbers; the
conditions on the rows have the last word.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, false, func, select
from sqlalchemy.orm import Session

from storage.columns import to_utc
from storage.copy_rows import CopyRow
from storage.facets import MONTHS, both, dated, filtered, names_site
from storage.filters import article_filters
from storage.index import match
from storage.keys import host_of
from storage.models import ArticleRow, SiteRow
from storage.question import Question, loosened
from storage.types import Filters

FEW = 2_000
"""So many articles are sorted at once; where more answer, the newest are asked first."""

SHORT_DAYS = 30 * MONTHS
"""A span of so many days is asked of the index as it is, wherever the articles begin and end."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The filters, with the number of the site and the ends of what is asked of the index.

    `since` and `until` are None where the filters name no day.
    """

    filters: Filters
    site: int | None
    since: datetime | None = None
    until: datetime | None = None

    def asked(self, question: Question) -> Question:
        """The question with what the index knows of the filters."""
        if not (self.since and self.until):
            return both([question, *filtered(self.filters, self.site)])
        site = None if names_site(self.since, self.until, self.site) else self.site
        span = dated(self.since, self.until, self.site)
        return both([question, *filtered(self.filters, site), span])

    @property
    def narrow(self) -> bool:
        """Whether few articles pass, whatever they are asked."""
        return self.site is not None and self.since is not None

    def conditions(self) -> list[ColumnElement[bool]]:
        """What a row must be, where the index has said the rest."""
        others = replace(self.filters, site=None, author=None, section=None)
        return [*self.of_site(), *article_filters(others)]

    def of_site(self) -> list[ColumnElement[bool]]:
        """What a row must be to be of the site."""
        return [ArticleRow.site_id == self.site] if self.site is not None else []


def scope(session: Session, filters: Filters) -> Scope | None:
    """Where to look; None where there can be no article."""
    _trust_the_index(session)
    site = None
    if filters.site is not None:
        site = session.scalar(select(SiteRow.id).where(SiteRow.host == host_of(filters.site)))
        if site is None:
            return None
    here = Scope(filters, site)
    since, until = (each and to_utc(each) for each in (filters.since, filters.until))
    if since is None and until is None:
        return here
    if since is None or until is None or (until - since).days > SHORT_DAYS:
        ends = first_and_last(session, here)
        if ends is None:
            return None
        since, until = max(since or ends[0], ends[0]), min(until or ends[1], ends[1])
    return replace(here, since=since, until=until) if since <= until else None


def first_and_last(session: Session, here: Scope) -> tuple[datetime, datetime] | None:
    """The dates of the first and of the last article of the site, or of all."""
    ends = (func.min(ArticleRow.dated_at), func.max(ArticleRow.dated_at))
    asked = (select(end).where(*here.of_site()).scalar_subquery() for end in ends)
    known: Any = session.execute(select(*asked)).one()
    return None if known[0] is None else (known[0], known[1])


def found(session: Session, question: Question, name: str, most: int | None = None) -> CTE:
    """The numbers that the index gives; made first, whatever a planner thinks of dates."""
    asked = match(session.get_bind().dialect.name, question)
    numbers = select(asked.article_id.label("number")).select_from(asked.index)
    return numbers.where(asked.condition).limit(most).cte(name).prefix_with("MATERIALIZED")


def are_few(session: Session, question: Question) -> bool:
    """Whether surely no more articles answer than are sorted at once."""
    numbers = found(session, loosened(question), "some", FEW + 1)
    return (session.scalar(select(func.count()).select_from(numbers)) or 0) <= FEW


def rows_of(numbers: CTE, *columns: Any) -> Select[Any]:
    """Columns of the articles of these numbers."""
    return select(*columns).select_from(numbers).join(ArticleRow, ArticleRow.id == numbers.c.number)


def answering(session: Session, question: Question, filters: Filters, *columns: Any) -> Select[Any]:
    """Columns of all articles that answer."""
    here = scope(session, filters)
    if here is None:
        return select(*columns).select_from(ArticleRow).where(false())
    numbers = found(session, here.asked(question), "found")
    return rows_of(numbers, *columns).where(*here.conditions())


def count(session: Session, question: Question, filters: Filters, most: int | None) -> int:
    """How many articles answer; no more than `most` are counted."""
    some = answering(session, question, filters, ArticleRow.id).limit(most).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def count_once(session: Session, question: Question, filters: Filters, most: int | None) -> int:
    """The same, of articles with one story only one."""
    some = answering(session, question, filters, ArticleRow.id).limit(most).subquery()
    copies = some.outerjoin(CopyRow, CopyRow.article_id == some.c.id)
    again = func.count(CopyRow.group_id) - func.count(CopyRow.group_id.distinct())
    return session.scalar(select(func.count() - again).select_from(copies)) or 0


def _trust_the_index(session: Session) -> None:
    """PostgreSQL's planner does not know what reading a text costs, and would read all."""
    if session.get_bind().dialect.name == "postgresql":
        off = (func.set_config(name, "off", True) for name in ("enable_seqscan", "jit"))
        session.execute(select(*off))

"""The newest articles that answer a question, without a look at all that answer it.

The index has no order, so a question that many articles answer is asked of the newest ones first,
then of four times as many before them, and so on. What they are filtered by is asked of the index
too; the conditions on the rows have the last word.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session

from storage.columns import to_utc
from storage.copy_rows import CopyRow
from storage.facets import both, dated, filtered
from storage.filters import article_filters
from storage.index import match
from storage.keys import host_of
from storage.models import ArticleRow, SiteRow
from storage.question import Question
from storage.types import Filters

FEW = 2_000
"""So many articles are sorted at once; where more answer, the newest are asked first."""

WINDOW, WIDER = 1_000, 4
"""Articles among which is looked first, and how many times more the next time."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article stands among all, by its date."""

    id: int
    dated_at: datetime


@dataclass(frozen=True, slots=True)
class Scope:
    """Among which articles is looked: the filters, the number of the site, the first and last date.

    `few` where not many articles answer the question at all, whatever their rank.
    """

    filters: Filters
    site: int | None
    since: datetime
    until: datetime
    few: bool = False

    def asked(self, question: Question) -> Question:
        """The question with what the index knows of the filters."""
        parts = [question, *filtered(self.filters, self.site)]
        if self.filters.since or self.filters.until:
            parts.append(dated(self.since, self.until, self.site))
        return both(parts)


def scope(session: Session, question: Question, filters: Filters) -> Scope | None:
    """Where to look for the articles that answer; None where there is none."""
    here = _region(session, filters)
    return here and replace(here, few=_are_few(session, here.asked(question)))


def _region(session: Session, filters: Filters) -> Scope | None:
    _trust_the_index(session)
    site, of_site = None, list[ColumnElement[bool]]()
    if filters.site is not None:
        site = session.scalar(select(SiteRow.id).where(SiteRow.host == host_of(filters.site)))
        if site is None:
            return None
        of_site = [ArticleRow.site_id == site]
    ends = (func.min(ArticleRow.dated_at), func.max(ArticleRow.dated_at))
    both_ends = select(*(select(end).where(*of_site).scalar_subquery() for end in ends))
    known: Any = session.execute(both_ends).one()
    first, last = known
    if first is None:
        return None
    since = max(first, to_utc(filters.since)) if filters.since else first
    until = min(last, to_utc(filters.until)) if filters.until else last
    return Scope(filters, site, since, until) if since <= until else None


def newest(
    session: Session, here: Scope, question: Question, after: Place | None, limit: int
) -> list[Place]:
    """The newest articles that answer, or those that come after one; at most so many."""
    asked, conditions = here.asked(question), _conditions(here.filters, after)
    if here.few or _are_few(session, asked):
        return _sorted(session, asked, conditions, limit)
    found: list[Place] = []
    until = min(here.until, after.dated_at) if after else here.until
    for window in _windows(session, replace(here, until=until)):
        narrow = both([here.asked(question), dated(window.since, window.until, here.site)])
        inside = [*conditions, ArticleRow.dated_at >= window.since]
        if window.until < until:
            inside.append(ArticleRow.dated_at < window.until)
        found += _sorted(session, narrow, inside, limit - len(found))
        if len(found) >= limit:
            break
    return found


def count(session: Session, question: Question, filters: Filters, most: int | None) -> int:
    """How many articles answer; no more than `most` are counted."""
    found = answering(session, question, filters, ArticleRow.id).limit(most).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def count_once(session: Session, question: Question, filters: Filters, most: int | None) -> int:
    """The same, of articles with one story only one."""
    found = answering(session, question, filters, ArticleRow.id).limit(most).subquery()
    copies = found.outerjoin(CopyRow, CopyRow.article_id == found.c.id)
    again = func.count(CopyRow.group_id) - func.count(CopyRow.group_id.distinct())
    return session.scalar(select(func.count() - again).select_from(copies)) or 0


def answering(session: Session, question: Question, filters: Filters, *columns: Any) -> Select[Any]:
    """The question for columns of all articles that answer."""
    here = _region(session, filters)
    if here is None:
        return select(*columns).select_from(ArticleRow).where(false())
    found = _found(session, here.asked(question))
    return _joined(found, *columns).where(*_conditions(filters, None))


def _trust_the_index(session: Session) -> None:
    """PostgreSQL's planner does not know what reading a text costs, and would read all."""
    if session.get_bind().dialect.name == "postgresql":
        off = (func.set_config(name, "off", True) for name in ("enable_seqscan", "jit"))
        session.execute(select(*off))


def _windows(session: Session, span: Scope) -> Iterator[Scope]:
    """The span in pieces, the newest first, each with more articles than the last."""
    width, until = WINDOW, span.until
    of_site = [ArticleRow.site_id == span.site] if span.site is not None else []
    while True:
        older = (
            select(ArticleRow.dated_at)
            .where(*of_site, ArticleRow.dated_at <= until, ArticleRow.dated_at >= span.since)
            .order_by(ArticleRow.dated_at.desc())
            .limit(1)
            .offset(width)
        )
        since = session.scalar(older) or span.since
        yield replace(span, since=since, until=until)
        if since <= span.since:
            return
        width, until = width * WIDER, since


def _conditions(filters: Filters, after: Place | None) -> list[ColumnElement[bool]]:
    conditions = article_filters(replace(filters, author=None, section=None))
    if after is not None:
        same = and_(ArticleRow.dated_at == after.dated_at, ArticleRow.id < after.id)
        conditions.append(or_(ArticleRow.dated_at < after.dated_at, same))
    return conditions


def _sorted(
    session: Session, question: Question, conditions: list[ColumnElement[bool]], limit: int
) -> list[Place]:
    wanted = _joined(_found(session, question), ArticleRow.id, ArticleRow.dated_at)
    newest_first = wanted.order_by(ArticleRow.dated_at.desc(), ArticleRow.id.desc())
    rows = session.execute(newest_first.where(*conditions).limit(limit))
    return [Place(number, dated_at) for number, dated_at in rows]


def _joined(found: CTE, *columns: Any) -> Select[Any]:
    return select(*columns).select_from(found).join(ArticleRow, ArticleRow.id == found.c.number)


def _found(session: Session, question: Question) -> CTE:
    """The numbers that the index gives; made first, whatever a planner thinks of dates."""
    asked = match(session.get_bind().dialect.name, question)
    numbers = select(asked.article_id.label("number")).select_from(asked.index)
    return numbers.where(asked.condition).cte("found").prefix_with("MATERIALIZED")


def _are_few(session: Session, question: Question) -> bool:
    """Whether no more articles answer than can be sorted at once."""
    asked = match(session.get_bind().dialect.name, question)
    numbers = select(asked.article_id).select_from(asked.index).where(asked.condition)
    some = numbers.limit(FEW + 1).subquery()
    return (session.scalar(select(func.count()).select_from(some)) or 0) <= FEW

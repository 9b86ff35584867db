"""The newest articles that answer a question that very many answer.

The index has no order, so it is asked of the newest articles first, then of four times as many
before them, and so on, until enough are found.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from storage.facets import both, dated
from storage.models import ArticleRow
from storage.question import Question
from storage.scope import Scope, are_few, first_and_last, found, rows_of

WINDOW, WIDER = 1_000, 4
"""Articles among which is looked first, and how many times more the next time."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article stands among all, by its date."""

    id: int
    dated_at: datetime


def newest(
    session: Session, here: Scope, question: Question, after: Place | None, limit: int
) -> list[Place]:
    """The newest articles that answer, or those that come after one; at most so many."""
    places: list[Place] = []
    conditions = [*here.conditions(), *_after(after)]
    if are_few(session, here.asked(question)):
        return _sorted(session, here.asked(question), conditions, limit)
    for since, until, last in _windows(session, here, after):
        asked = both([here.asked(question), dated(since, until, here.site)])
        inside = [ArticleRow.dated_at >= since]
        inside.append(ArticleRow.dated_at <= until if last else ArticleRow.dated_at < until)
        places += _sorted(session, asked, [*conditions, *inside], limit - len(places))
        if len(places) >= limit:
            break
    return places


def _sorted(
    session: Session, asked: Question, conditions: list[ColumnElement[bool]], limit: int
) -> list[Place]:
    wanted = rows_of(found(session, asked, "found"), ArticleRow.id, ArticleRow.dated_at)
    newest_first = wanted.order_by(ArticleRow.dated_at.desc(), ArticleRow.id.desc())
    rows = session.execute(newest_first.where(*conditions).limit(limit))
    return [Place(number, dated_at) for number, dated_at in rows]


def _after(place: Place | None) -> list[ColumnElement[bool]]:
    if place is None:
        return []
    same = and_(ArticleRow.dated_at == place.dated_at, ArticleRow.id < place.id)
    return [or_(ArticleRow.dated_at < place.dated_at, same)]


def _windows(
    session: Session, here: Scope, after: Place | None
) -> Iterator[tuple[datetime, datetime, bool]]:
    """First and last moment of pieces of time, the newest first, each with more articles.

    The last moment belongs to the newest piece alone.
    """
    ends = first_and_last(session, here)
    if ends is None:
        return
    first = max(here.since or ends[0], ends[0])
    until = min(here.until or ends[1], ends[1], after.dated_at if after else ends[1])
    width, newest_piece = WINDOW, True
    while True:
        older = (
            select(ArticleRow.dated_at)
            .where(*here.of_site(), ArticleRow.dated_at <= until, ArticleRow.dated_at >= first)
            .order_by(ArticleRow.dated_at.desc())
            .limit(1)
            .offset(width)
        )
        since = session.scalar(older) or first
        if since <= until:
            yield since, until, newest_piece
        if since <= first:
            return
        width, until, newest_piece = width * WIDER, since, False

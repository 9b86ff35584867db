"""How many articles answer a question, by day, week or month: by the date of publication."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.copy_rows import CopyRow
from storage.models import ArticleRow
from storage.question import Question
from storage.scope import answering
from storage.types import Filters

By = Literal["day", "week", "month"]
"""What is counted together; a week begins on a Monday."""

LENGTH = {"day": 1, "week": 7, "month": 31}
"""Days from one period into the next."""

MOST_EMPTY = 2_000
"""Between counts that lie so many steps apart, those without articles are shown as 0."""


@dataclass(frozen=True, slots=True)
class Period:
    """A day, a week or a month by its first day, in UTC, and how many articles it has."""

    start: date
    articles: int


def trend(session: Session, question: Question, filters: Filters, by: By) -> list[Period]:
    """The periods from the first to the last that has an article, in their order."""
    day = func.date(ArticleRow.dated_at)
    wanted = answering(session, question, filters, day, func.count()).group_by(day)
    return _counted(session.execute(wanted), by)


def trend_once(session: Session, question: Question, filters: Filters, by: By) -> list[Period]:
    """The same, of articles with one story only the first that was published."""
    story = func.coalesce(CopyRow.group_id, ArticleRow.id)
    first = func.min(ArticleRow.dated_at).label("first")
    asked = answering(session, question, filters, first)
    firsts = asked.outerjoin(CopyRow, CopyRow.article_id == ArticleRow.id).group_by(story)
    day = func.date(firsts.subquery().c.first)
    return _counted(session.execute(select(day, func.count()).group_by(day)), by)


def _counted(days: Iterable[Any], by: By) -> list[Period]:
    """Days and the numbers of their articles, as periods."""
    counts: Counter[date] = Counter()
    for found, number in days:
        counts[_start(date.fromisoformat(str(found)), by)] += number
    return [Period(start, counts[start]) for start in _steps(sorted(counts), by)]


def _start(day: date, by: By) -> date:
    """The first day of the period that the day is in."""
    if by == "month":
        return day.replace(day=1)
    return day - timedelta(days=min(day.weekday(), day.toordinal() - 1)) if by == "week" else day


def _steps(starts: list[date], by: By) -> Iterator[date]:
    """These periods, and the empty ones between, if they are not too many."""
    for start, following in pairwise(starts):
        yield start
        if (following - start).days > MOST_EMPTY * LENGTH[by]:
            continue
        while (start := _start(start + timedelta(days=LENGTH[by]), by)) < following:
            yield start
    yield from starts[-1:]

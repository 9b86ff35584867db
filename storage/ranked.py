"""The articles that answer a question, in the order of their ranks, a few at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, case, func, literal, select
from sqlalchemy.orm import Session

from storage.models import ArticleRow
from storage.newest import Place, newest
from storage.question import Question
from storage.scope import FEW, Scope, are_few, found, rows_of, scope
from storage.types import Filters


@dataclass(frozen=True, slots=True)
class Rank:
    """A rank, and the question that articles of this rank or a higher one answer."""

    rank: float
    question: Question
    alone: Question
    """What articles of this rank answer, and those of no higher one."""


@dataclass(slots=True)
class Reading:
    """How far the answers have been read; `ranks` has those that are left, the highest first."""

    filters: Filters
    ranks: Sequence[Rank]
    few: bool | None = None
    """Whether the answers are few, so that all are sorted at once; None before the first look."""
    shown: set[int] = field(default_factory=set)
    """The numbers of those that were read, where they are few."""
    after: Place | None = None
    """The last of its rank that was read, where they are many."""
    ended: bool = False

    def next(self, session: Session, number: int) -> dict[int, float]:
        """The numbers of the next articles with their ranks, so many if there are."""
        here = scope(session, self.filters)
        read: dict[int, float] = {}
        if here is not None:
            few = self._of_few(session, here, number) if self.few is not False else None
            self.few = few is not None
            read = self._of_many(session, here, number) if few is None else few
        self.ended = len(read) < number
        return read

    def _of_few(self, session: Session, here: Scope, number: int) -> dict[int, float] | None:
        """Those that come next among a few; None where they are many."""
        asked, first_look = here.asked(self.ranks[-1].question), self.few is None
        if first_look and not (here.narrow or are_few(session, asked)):
            return None
        numbers = found(session, asked, "found", FEW + 1 if first_look else None)
        rank = _rank_of(session, here, self.ranks, numbers.c.number).label("rank")
        total = select(func.count()).select_from(numbers).scalar_subquery()
        first = rows_of(numbers, ArticleRow.id, rank, total).where(*here.conditions())
        first = first.order_by(rank.desc(), ArticleRow.dated_at.desc(), ArticleRow.id.desc())
        rows = session.execute(first.limit(number + len(self.shown))).all()
        if first_look and (rows[0][2] > FEW if rows else not are_few(session, asked)):
            return None
        read = {row[0]: row[1] for row in rows if row[0] not in self.shown}
        self.shown |= read.keys()
        return read

    def _of_many(self, session: Session, here: Scope, number: int) -> dict[int, float]:
        read: dict[int, float] = {}
        while self.ranks and len(read) < number:
            left = number - len(read)
            places = newest(session, here, self.ranks[0].alone, self.after, left)
            read |= dict.fromkeys((place.id for place in places), self.ranks[0].rank)
            self.after = places[-1] if len(places) == left else None
            if self.after is None:
                self.ranks = self.ranks[1:]
        return read


def _rank_of(
    session: Session, here: Scope, ranks: Sequence[Rank], number: ColumnElement[int]
) -> ColumnElement[float]:
    """The rank of an article that answers the last question."""
    higher = [
        (number.in_(select(found(session, here.asked(one.question), f"rank_{place}"))), one.rank)
        for place, one in enumerate(ranks[:-1])
    ]
    lowest = literal(ranks[-1].rank)
    return case(*higher, else_=lowest) if higher else lowest

"""Whether the search index says of each article what its record says, word by word."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from storage.index import entries, indexed, line, vector
from storage.models import ArticleRow

BATCH = 200
"""Articles in memory at a time."""

SUM = 2**64 - 1

VOCABULARY = "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, article_terms, instance)"
"""Every term of the index with its article and its place (sqlite.org/fts5.html)."""

DIFFERENT = text(
    "SELECT number FROM unnest(CAST(:numbers AS bigint[]), CAST(:terms AS text[]))"
    " AS record(number, terms) JOIN article_terms ON article_id = number"
    " WHERE vector IS DISTINCT FROM CAST(terms AS tsvector)"
)


@dataclass(frozen=True, slots=True)
class Steps:
    """How the index and the articles are out of step, by the numbers of the articles.

    `missing` are not in the index, `left` are only there, `different` are there with other words.
    A `damaged` index can't be read.
    """

    there: Sequence[int]
    missing: Sequence[int] = ()
    left: Sequence[int] = ()
    different: Sequence[int] = ()
    damaged: bool = False


def steps(session: Session) -> Steps:
    """Read the whole index, and cut every article again, in one state of the database."""
    there = list(session.scalars(select(ArticleRow.id).order_by(ArticleRow.id)))
    try:
        known = indexed(session)
        both = [number for number in there if number in known]
        different = list(_different(session, both))
    except (DatabaseError, sqlite3.DatabaseError):
        if session.get_bind().dialect.name != "sqlite":
            raise
        return Steps(there, damaged=True)
    missing = [number for number in there if number not in known]
    return Steps(there, missing, sorted(known - set(there)), different)


def _different(session: Session, numbers: Sequence[int]) -> Iterator[int]:
    if session.get_bind().dialect.name != "sqlite":
        for some in _batches(numbers):
            cut = [(number, vector(entry)) for number, entry in entries(session, some)]
            asked = {"numbers": [n for n, _ in cut], "terms": [terms for _, terms in cut]}
            yield from session.scalars(DIFFERENT, asked)
        return
    sums = _sums(session)
    for some in _batches(numbers):
        for number, entry in entries(session, some):
            if _sum(line(entry).split()) != sums.get(number, 0):
                yield number


def _batches(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    return (numbers[start : start + BATCH] for start in range(0, len(numbers), BATCH))


def _sum(words: Sequence[str]) -> int:
    """A number for terms at their places, whatever the order in which they are read."""
    return sum(map(hash, zip(words, range(len(words)), strict=True))) & SUM


def _sums(session: Session) -> dict[int, int]:
    """The same of what the index holds, by article."""
    found: dict[int, int] = {}
    with _vocabulary(session) as cursor:
        for number, *placed in cursor.execute("SELECT doc, term, offset FROM temp.words"):
            found[number] = (found.get(number, 0) + hash(tuple(placed))) & SUM
    return found


@contextmanager
def _vocabulary(session: Session) -> Iterator[Any]:
    cursor: Any = session.connection().connection.cursor()
    cursor.execute(VOCABULARY)
    try:
        yield cursor
    finally:
        cursor.execute("DROP TABLE temp.words")
        cursor.close()

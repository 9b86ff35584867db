"""The search index: what is written into it, and how it is asked, on each database.

Both hold the terms of `storage.terms`, cut in Python, so both find the same articles. SQLite has
them in an FTS5 table whose tokenizer only splits at spaces; PostgreSQL in a tsvector that is
written out by us, so that its own parser never sees the text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, cast, column, delete, func, literal, table
from sqlalchemy import insert as insert_rows
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.orm import Session

MAX_TERMS = 16_000
"""Terms of one text that are indexed. A tsvector counts places up to 16,383."""

MAX_BYTES = 900_000
"""A tsvector holds less than a mebibyte."""

TITLE_WEIGHT = 10.0
"""How much more a word in the title says than one in the text; ts_rank's A to D is 1.0 to 0.1."""

SQLITE_INDEX = table("article_terms", column("rowid"), column("title"), column("body"))
POSTGRES_INDEX = table("article_terms", column("article_id"), column("vector", TSVECTOR()))


@dataclass(frozen=True, slots=True)
class Match:
    """What a question about the index becomes in SQL."""

    index: FromClause
    article_id: ColumnElement[int]
    condition: ColumnElement[bool]
    rank: ColumnElement[float]


def index_article(
    session: Session, article_id: int, title: Sequence[str], body: Sequence[str]
) -> None:
    """Put the terms of an article into the index, in place of those that it had."""
    shown_title, shown_body = _bounded(title, body)
    if session.get_bind().dialect.name == "postgresql":
        index, number = POSTGRES_INDEX, POSTGRES_INDEX.c.article_id
        values: dict[str, Any] = {"vector": cast(vector(shown_title, shown_body), TSVECTOR())}
    else:
        index, number = SQLITE_INDEX, SQLITE_INDEX.c.rowid
        values = {"title": " ".join(shown_title), "body": " ".join(shown_body)}
    session.execute(delete(index).where(number == article_id))
    session.execute(insert_rows(index).values({number.name: article_id, **values}))


def _bounded(title: Sequence[str], body: Sequence[str]) -> tuple[list[str], list[str]]:
    """As many terms as both databases hold, the title's first."""
    kept_title, kept_body = list(title[: MAX_TERMS // 16]), []
    room = MAX_BYTES - sum(len(term.encode()) + 8 for term in kept_title)
    for term in body[: MAX_TERMS - len(kept_title)]:
        room -= len(term.encode()) + 8
        if room < 0:
            break
        kept_body.append(term)
    return kept_title, kept_body


def vector(title: Sequence[str], body: Sequence[str]) -> str:
    """The terms as PostgreSQL writes a tsvector; no phrase runs from the title into the text.

    >>> vector(["fire"], ["a", "fire"])
    "'a':3 'fire':1A,4"
    """
    places: dict[str, list[str]] = {}
    for place, term in enumerate(title, 1):
        places.setdefault(term, []).append(f"{place}A")
    for place, term in enumerate(body, len(title) + 2):
        places.setdefault(term, []).append(str(place))
    return " ".join(f"{_quoted(term)}:{','.join(places[term])}" for term in sorted(places))


def _quoted(term: str) -> str:
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"


def match(dialect: str, phrases: Sequence[Sequence[str]]) -> Match:
    """The question whether all phrases stand in an article; `phrases` as of `terms.query`."""
    if dialect == "postgresql":
        asked = cast(literal(" & ".join(_postgres_phrase(p) for p in phrases)), TSQUERY())
        found = POSTGRES_INDEX.c.vector
        return Match(
            POSTGRES_INDEX,
            POSTGRES_INDEX.c.article_id,
            found.op("@@", is_comparison=True)(asked),
            func.ts_rank(found, asked),
        )
    name: ColumnElement[str] = column("article_terms")
    return Match(
        SQLITE_INDEX,
        SQLITE_INDEX.c.rowid,
        name.op("MATCH", is_comparison=True)(" AND ".join(_fts5_phrase(p) for p in phrases)),
        -func.bm25(name, TITLE_WEIGHT, 1.0),
    )


def _postgres_phrase(phrase: Sequence[str]) -> str:
    words = (f"{_quoted(t[:-1])}:*" if t.endswith("*") else _quoted(t) for t in phrase)
    return "(" + " <-> ".join(words) + ")"


def _fts5_phrase(phrase: Sequence[str]) -> str:
    """A quoted phrase holds no operator: terms have no quotation marks."""
    whole = " ".join(phrase)
    return f'"{whole[:-1]}"*' if whole.endswith("*") else f'"{whole}"'

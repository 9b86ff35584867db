"""The search index: what is written into it, and how it is asked, on each database.

Both hold the terms of `storage.terms` and `storage.facets`, cut in Python, so both find the same
articles. SQLite has them in an FTS5 table whose tokenizer only splits at spaces; PostgreSQL in a
tsvector that is written out by us, so that its own parser never sees the text.

The table of SQLite keeps no copy of the terms: to take an article out it is told them again, as
they are cut from the record. So an article leaves the index before its record changes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Insert,
    Text,
    bindparam,
    cast,
    column,
    delete,
    literal,
    select,
    table,
)
from sqlalchemy import insert as insert_rows
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.orm import Session

from cleaners.types import Article
from storage.compiled import is_postgres, run, run_many
from storage.facets import EVERY, Facts, emphasis, facets
from storage.matching import fts5, quoted, tsquery
from storage.models import ArticleRow, TextRow
from storage.preparing import Prepared
from storage.question import Every, Question
from storage.terms import terms

MAX_TERMS = 16_000
"""Terms of one text that are indexed. A tsvector counts places up to 16,383."""

MAX_BYTES = 900_000
"""A tsvector holds less than a mebibyte."""

SURELY = MAX_BYTES // 16
"""So many letters take less than that in any script, with all that their terms take besides."""

SQLITE_INDEX = table("article_terms", column("rowid"), column("terms"), column("article_terms"))
TAKE_OUT = "INSERT INTO article_terms(article_terms, rowid, terms) VALUES (?, ?, ?)"
POSTGRES_INDEX = table("article_terms", column("article_id"), column("vector", TSVECTOR()))


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index holds of an article: the words in their order, and terms without a place."""

    title: Sequence[str]
    body: Sequence[str]
    loose: Sequence[str]
    words: int
    """How many terms the whole text has."""


def entry_of(
    article: Article, site: int, dated_at: datetime, prepared: Prepared | None = None
) -> Entry:
    """Cut an article into the terms that find it, unless that is prepared."""
    if prepared is not None and prepared.is_of(article):
        title, body = prepared.title_terms.split(), prepared.text_terms.split()
    else:
        title, body = terms(article.title or ""), terms(article.text)
    kind, paywall, section = article.kind, article.paywall, article.section
    facts = Facts(site, dated_at, article.language, kind, paywall, section, article.authors)
    return bounded(title, body, facets(facts))


def bounded(title: Sequence[str], body: Sequence[str], found_by: Sequence[str]) -> Entry:
    """As many terms as both databases hold, the title's first."""
    few = len(title) <= MAX_TERMS // 16 and len(title) + len(body) <= MAX_TERMS
    if few and sum(map(len, body)) + sum(map(len, title)) <= SURELY:
        return Entry(title, body, [*found_by, *emphasis(title, body)], len(body))
    kept_title, kept_body = list(title[: MAX_TERMS // 16]), []
    room = MAX_BYTES - sum(len(term.encode()) + 8 for term in kept_title)
    for term in body[: MAX_TERMS - len(kept_title)]:
        room -= len(term.encode()) + 8
        if room < 0:
            break
        kept_body.append(term)
    loose = [*found_by, *emphasis(kept_title, kept_body)]
    return Entry(kept_title, kept_body, loose, len(body))


def index_article(session: Session, article_id: int, entry: Entry) -> None:
    """Put the terms of an article into the index, which has none of it."""
    terms = vector(entry) if is_postgres(session) else line(entry)
    run(session, _insert, {"number": article_id, "terms": terms})


def index_articles(session: Session, entries: Iterable[tuple[int, Entry]]) -> None:
    """Put the terms of new articles into the index."""
    written = vector if is_postgres(session) else line
    rows = [{"number": number, "terms": written(entry)} for number, entry in entries]
    run_many(session, _insert, rows)


def _insert(dialect: str) -> Insert:
    number: BindParameter[int] = bindparam("number")
    terms = bindparam("terms", type_=Text())
    if dialect == "postgresql":
        values = {"article_id": number, "vector": cast(terms, TSVECTOR())}
        return insert_rows(POSTGRES_INDEX).values(values)
    return insert_rows(SQLITE_INDEX).values({"rowid": number, "terms": terms})


def indexed(session: Session) -> set[int]:
    """The numbers of the articles that the index has."""
    found = match(session.get_bind().dialect.name, Every(()))
    wanted = select(found.article_id).select_from(found.index)
    return set(session.scalars(wanted if is_postgres(session) else wanted.where(found.condition)))


def unindex(session: Session, numbers: Sequence[int]) -> None:
    """Take these articles out of the index, while their record is as it was when they came in."""
    if is_postgres(session):
        these = POSTGRES_INDEX.c.article_id.in_(numbers)
        session.execute(delete(POSTGRES_INDEX).where(these))
        return
    for number, entry in list(entries(session, numbers)):
        values = ("delete", number, line(entry))
        session.connection().exec_driver_sql(TAKE_OUT, values)


def empty_index(session: Session) -> None:
    """Take everything out of the index."""
    if is_postgres(session):
        session.execute(delete(POSTGRES_INDEX))
    else:
        session.execute(insert_rows(SQLITE_INDEX).values(article_terms="delete-all"))


def entries(session: Session, numbers: Sequence[int]) -> Iterator[tuple[int, Entry]]:
    """What the index holds of stored articles, cut from their records again."""
    row = ArticleRow
    facts = (row.site_id, row.dated_at, row.language, row.kind, row.paywall, row.section)
    wanted = select(row.id, row.title, TextRow.text, *facts, row.authors).join(TextRow)
    for number, title, text, *found_by in session.execute(wanted.where(row.id.in_(numbers))):
        yield number, bounded(terms(title or ""), terms(text), facets(Facts(*found_by)))


def line(entry: Entry) -> str:
    """The terms as FTS5 is given them: no phrase runs from the title into the text."""
    return " ".join([*entry.title, EVERY, *entry.body, *entry.loose])


def vector(entry: Entry) -> str:
    """The terms as PostgreSQL writes a tsvector; no phrase runs from the title into the text.

    >>> vector(Entry(["fire"], ["a", "fire"], [], 2))[:18]
    "'fire':1A,4 'a':3 "
    """
    placed: dict[str, str] = {}
    for place, term in enumerate(entry.title, 1):
        known = placed.get(term)
        placed[term] = f"{known},{place}A" if known else f"{quoted(term)}:{place}A"
    for place, term in enumerate(entry.body, len(entry.title) + 2):
        known = placed.get(term)
        placed[term] = f"{known},{place}" if known else f"{quoted(term)}:{place}"
    return " ".join([*placed.values(), *map(quoted, [EVERY, *entry.loose])])


@dataclass(frozen=True, slots=True)
class Match:
    """What a question about the index becomes in SQL."""

    index: FromClause
    article_id: ColumnElement[int]
    condition: ColumnElement[bool]


def match(dialect: str, question: Question) -> Match:
    """Which articles answer the question."""
    if dialect == "postgresql":
        asked = cast(literal(tsquery(question)), TSQUERY())
        found = POSTGRES_INDEX.c.vector.op("@@", is_comparison=True)(asked)
        return Match(POSTGRES_INDEX, POSTGRES_INDEX.c.article_id, found)
    name: ColumnElement[str] = column("article_terms")
    found = name.op("MATCH", is_comparison=True)(fts5(question))
    return Match(SQLITE_INDEX, SQLITE_INDEX.c.rowid, found)

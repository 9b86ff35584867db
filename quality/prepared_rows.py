"""What a database takes for rows that lie ready: `executemany` into the tables of a store.

The rows are read from a store that was filled, and written into an empty one of the same kind, in
transactions of as many articles: the same tables, indexes and full-text index, nothing else.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from storage.engine import make_engine, parse_url
from storage.index import entries, line
from storage.transactions import Transactions

Rows = list[tuple[Any, ...]]

PARTS = {
    "pages": "id",
    "articles": "page_id",
    "texts": "article_id",
    "article_terms": "article_id",
    "prints": "article_id",
    "marks": "article_id",
    "sketches": "article_id",
    "shingles": "article_id",
    "urls": "article_id",
}
"""What storing an article writes, and the column that says of which."""


class Cursor(Protocol):
    """What both drivers offer."""

    def execute(self, statement: str, values: Any = ...) -> Any:
        """Run a statement."""

    def executemany(self, statement: str, rows: Any) -> Any:
        """Run a statement for each row."""

    def fetchall(self) -> list[Any]:
        """What it gave."""


@dataclass(frozen=True, slots=True)
class Written:
    """How many rows were written, and what it took."""

    rows: int
    seconds: float
    cpu: float
    """Seconds of this process alone."""


def write_prepared(filled: str, empty: str, articles: int, at_once: int) -> Written:
    """Write the rows of so many articles of one database into another, at a store's URLs."""
    if filled.startswith("sqlite"):
        with (
            closing(_sqlite(filled)) as source,
            closing(_sqlite(empty)) as target,
            _terms_of(filled) as terms,
        ):
            ends = source.cursor(), target.cursor()
            return _write(*ends, _sqlite_columns, "?", articles, at_once, terms)
    import psycopg

    with psycopg.connect(filled) as source, psycopg.connect(empty, autocommit=True) as target:
        read, write = source.cursor(), target.cursor()
        return _write(read, write, _postgres_columns, "%s", articles, at_once)


def _sqlite(url: str) -> sqlite3.Connection:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    for pragma in ("foreign_keys = ON", "synchronous = NORMAL", "cache_size = -32768"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA wal_autocheckpoint = 4000")
    return connection


def _write(
    source: Any,
    target: Any,
    columns: Any,
    mark: str,
    articles: int,
    at_once: int,
    terms: Callable[[int, int], Rows] | None = None,
) -> Written:
    sites = _read(source, columns(source, "sites"), "sites", "id", 1, 1 << 60)
    _insert(target, columns(source, "sites"), "sites", mark, sites)
    seconds, cpu, rows = 0.0, 0.0, 0
    for first in range(1, articles + 1, at_once):
        ready = [
            (table, terms(first, first + at_once))
            if terms is not None and table == "article_terms"
            else (
                table,
                _read(source, columns(source, table), table, column, first, first + at_once),
            )
            for table, column in PARTS.items()
        ]
        began, spent = time.perf_counter(), time.process_time()
        target.execute("BEGIN IMMEDIATE" if mark == "?" else "BEGIN")
        for table, some in ready:
            _insert(target, columns(source, table), table, mark, some)
        target.execute("COMMIT")
        seconds += time.perf_counter() - began
        cpu += time.process_time() - spent
        rows += sum(len(some) for _, some in ready)
    return Written(rows, seconds, cpu)


def _read(
    cursor: Any, columns: Sequence[tuple[str, str]], table: str, by: str, first: int, end: int
) -> Rows:
    named = ", ".join(f'"{name}"{"::text" if cast else ""}' for name, cast in columns)
    span = f"{by} >= {first} AND {by} < {end}"
    cursor.execute(f"SELECT {named} FROM {table} WHERE {span}")
    return [tuple(row) for row in cursor.fetchall()]


def _insert(
    cursor: Any, columns: Sequence[tuple[str, str]], table: str, mark: str, rows: Rows
) -> None:
    named = ", ".join(f'"{name}"' for name, _ in columns)
    marks = ", ".join(f"{mark}::{cast}" if cast else mark for _, cast in columns)
    if rows:
        cursor.executemany(f"INSERT INTO {table} ({named}) VALUES ({marks})", rows)


@contextmanager
def _terms_of(filled: str) -> Iterator[Callable[[int, int], Rows]]:
    """What reads the terms of a span of articles, of which SQLite keeps no copy."""
    engine = make_engine(parse_url(filled))
    transactions = Transactions(engine, filled)

    def read(first: int, end: int) -> Rows:
        with transactions.read() as session:
            found = entries(session, range(first, end))
            return [(number, line(entry)) for number, entry in found]

    try:
        yield read
    finally:
        engine.dispose()


def _sqlite_columns(cursor: Any, table: str) -> list[tuple[str, str]]:
    if table == "article_terms":
        return [("rowid", ""), ("terms", "")]
    cursor.execute(f"PRAGMA table_info({table})")
    return [(row[1], "") for row in cursor.fetchall()]


def _postgres_columns(cursor: Any, table: str) -> list[tuple[str, str]]:
    """The columns, with the type of those that go out and in as text."""
    cursor.execute(
        "SELECT column_name, data_type FROM information_schema.columns"
        " WHERE table_name = %s AND table_schema = 'public' ORDER BY ordinal_position",
        (table,),
    )
    texts = ("jsonb", "tsvector")
    return [(name, kind if kind in texts else "") for name, kind in cursor.fetchall()]

"""Looks for what is broken in a store, and mends what can be mended from what is there."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, delete, select, text
from sqlalchemy.orm import Session, undefer

from storage.comparing import Steps, steps
from storage.copying import back_up
from storage.engine import sqlite_file
from storage.index import empty_index, entries, index_article
from storage.models import ArticleRow, PageRow, Row, TextRow
from storage.packing import Packed, pack
from storage.pages import body_of
from storage.record import blocks_of
from storage.scrubbing import shrink as give_back
from storage.transactions import RESCUE, Transactions
from storage.types import StoreDamagedError

BATCH = 200
"""Rows in memory at a time."""

EXAMPLES = 5

ANEW = "--repair writes the index anew"

OF_INDEX = re.compile(r"missing from index|wrong # of entries in index|non-unique entry in index")
"""What SQLite says of an index that does not know the rows of its table."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something broken: its name, how often, where, and how it is mended.

    With `repairs`, `Checking.check(repair=True)` mends it.
    """

    name: str
    number: int
    where: tuple[str, ...]
    mend: str
    repairs: bool = False


class Checking:
    """Whether a store is well, and a copy for when it is not; `Store.checking`."""

    def __init__(self, engine: Engine, transactions: Transactions) -> None:
        self._engine = engine
        self._transactions = transactions

    def back_up(self, target: Path) -> int:
        """Copy the store into a new file while others use it; returns the bytes of the copy."""
        return back_up(self._engine.url, target)

    def pack(self, tell: Progress = lambda _: None, *, shrink: bool = True) -> Packed:
        """Compress the raw pages that came since with what repeats on their sites.

        Then give the room back that this leaves in a file, unless not to `shrink`.
        """
        packed = pack(self._transactions, tell)
        if shrink:
            give_back(self._engine)
        return packed

    def check(self, *, repair: bool = False, tell: Progress = lambda _: None) -> list[Finding]:
        """What is broken, all of the store read; with `repair`, mended where that loses nothing."""
        found: list[Finding] = []
        for name, look in (
            ("the file", self._file),
            ("rows without what they belong to", self._orphans),
            ("texts", self._texts),
            ("the search index", self._index),
            ("raw pages", self._bodies),
        ):
            tell(name)
            try:
                found += look(repair)
            except StoreDamagedError as error:  # what lies elsewhere may be read all the same
                found.append(_finding("damaged-file", [f"{name}: {error}"], RESCUE))
        return found

    def _file(self, repair: bool) -> Iterator[Finding]:
        """Whether the file is whole, and its indexes know the rows; a server has its own tools."""
        if sqlite_file(self._engine.url) is None:
            return
        with self._transactions.read() as session:
            said = [str(row[0]) for row in session.execute(text("PRAGMA integrity_check(20)"))]
        indexes = [line for line in said if OF_INDEX.search(line)]
        if indexes and repair:
            self._transactions.write(lambda session: session.execute(text("REINDEX")))
        if indexes:
            mend = "--repair makes the indexes anew"
            yield _finding("index-out-of-step", indexes, mend, repairs=True)
        if others := [line for line in said if line != "ok" and line not in indexes]:
            yield _finding("damaged-file", others, RESCUE)

    def _orphans(self, repair: bool) -> Iterator[Finding]:
        """A server keeps its references itself; a SQLite file may have been changed by others."""
        if self._engine.dialect.name != "sqlite":
            return
        with self._transactions.read() as session:
            rows = session.execute(text("PRAGMA foreign_key_check")).all()
        tables = sorted({str(row[0]) for row in rows})
        if tables and repair:
            self._transactions.write(lambda session: _drop_orphans(session, tables))
        for table in tables:
            number = sum(row[0] == table for row in rows)
            mend = "what they belonged to is gone: --repair deletes them"
            yield Finding("orphans", number, (table,), mend, repairs=True)

    def _texts(self, _repair: bool) -> Iterator[Finding]:
        missing = select(ArticleRow.url).outerjoin(TextRow).where(TextRow.article_id.is_(None))
        with self._transactions.read() as session:
            without = list(session.scalars(missing))
        mend = "cleaned again from their raw pages: corpus reclean"
        if without:
            yield _finding("no-text", without, mend)
        damaged = [number for number, row in self._rows(TextRow) if not _is_whole(row)]
        if damaged:
            yield _finding("damaged-text", [f"article {n}" for n in damaged], mend)

    def _index(self, repair: bool) -> Iterator[Finding]:
        with self._transactions.read() as session:
            found = steps(session)
        if repair:
            self._write_index(found)
        if found.damaged:
            yield _finding("damaged-index", ["article_terms"], ANEW, repairs=True)
        for name, numbers, mend in (
            ("not-indexed", found.missing, "not found by search: --repair indexes them"),
            ("index-of-nothing", found.left, ANEW),
            ("other-words-indexed", found.different, f"found by what they don't say: {ANEW}"),
        ):
            if numbers:
                yield _finding(name, [f"article {n}" for n in numbers], mend, repairs=True)

    def _write_index(self, found: Steps) -> None:
        """What is missing; all of it where something stands there that no record tells of."""
        anew = found.damaged or found.left or found.different
        if anew:
            self._transactions.write(empty_index)
        again = found.there if anew else found.missing
        for start in range(0, len(again), BATCH):
            some = again[start : start + BATCH]
            self._transactions.write(lambda session: _reindex(session, some))  # noqa: B023

    def _bodies(self, _repair: bool) -> Iterator[Finding]:
        damaged = []
        last = 0
        while True:
            wanted = select(PageRow).options(undefer(PageRow.body))
            wanted = wanted.where(PageRow.id > last, PageRow.body.is_not(None))
            with self._transactions.read() as session:
                rows = list(session.scalars(wanted.order_by(PageRow.id).limit(BATCH)))
                damaged += [str(row.url) for row in rows if not _reads(session, row)]
                session.expunge_all()
            if not rows:
                break
            last = rows[-1].id
        if damaged:
            mend = "the articles stay; fetch the pages again: corpus crawl --urls FILE"
            yield _finding("unreadable-page", damaged, mend)

    def _rows(self, model: type[TextRow]) -> Iterator[tuple[int, TextRow]]:
        last = 0
        while True:
            wanted = select(model).where(model.article_id > last).order_by(model.article_id)
            with self._transactions.read() as session:
                rows = list(session.scalars(wanted.limit(BATCH)))
                session.expunge_all()
            if not rows:
                return
            for row in rows:
                yield row.article_id, row
            last = rows[-1].article_id


def _finding(name: str, where: list[str], mend: str, *, repairs: bool = False) -> Finding:
    return Finding(name, len(where), tuple(where[:EXAMPLES]), mend, repairs)


def _is_whole(row: TextRow) -> bool:
    """Whether the blocks and the text fit together."""
    try:
        lengths = [length for _, length, *_ in row.blocks if isinstance(length, int)]
        blocks_of(row.text, row.blocks)
    except (TypeError, ValueError):
        return False
    return len(row.text) == sum(lengths) + max(0, len(lengths) - 1)


def _reads(session: Session, row: PageRow) -> bool:
    try:
        return len(body_of(session, row.body or b"", row.dictionary_id)) == row.raw_bytes
    except Exception:
        return False


def _reindex(session: Session, numbers: Iterable[int]) -> None:
    for number, entry in list(entries(session, list(numbers))):
        index_article(session, number, entry)


def _drop_orphans(session: Session, tables: Iterable[str]) -> None:
    """Delete the rows of these tables whose references lead nowhere."""
    for name in tables:
        rows = Row.metadata.tables[name]
        for key in rows.foreign_keys:
            there = select(key.column)
            lost = key.parent.is_not(None) & key.parent.not_in(there)
            if key.parent.nullable:
                session.execute(rows.update().where(lost).values({key.parent.name: None}))
            else:
                session.execute(delete(rows).where(lost))

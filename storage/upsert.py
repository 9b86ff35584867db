"""INSERT ... ON CONFLICT, which SQLite and PostgreSQL share but SQLAlchemy keeps apart.

Statements are built once and run with parameters: building them anew took longer than running.
"""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Insert as PlainInsert
from sqlalchemy import Table, bindparam, or_
from sqlalchemy import insert as plain_insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from storage.compiled import run, run_many
from storage.models import Row

Insert = postgresql.Insert | sqlite.Insert


def insert(session: Session, rows: type[Row]) -> Insert:
    """The dialect's own INSERT, for statements with ON CONFLICT."""
    return insert_into(session.get_bind().dialect.name, table(rows))


def table(rows: type[Row]) -> Table:
    """The table of a model: for writing, the rows need not become objects."""
    return cast("Table", rows.__table__)


def upsert(
    session: Session, rows: type[Row], values: dict[str, Any], once: tuple[str, ...] = ()
) -> int:
    """Write the row with that `key`, new or anew; returns its id.

    Columns named in `once` keep what the first writer gave them; a column `tries` counts up.
    """
    return _write(session, rows, values, once, fenced=False)


def upsert_claimed(
    session: Session,
    rows: type[Row],
    values: dict[str, Any],
    once: tuple[str, ...],
    holder: str,
) -> int | None:
    """The same for a row that nobody or this holder has claimed; None for another's."""
    found = _write(session, rows, {**values, CLAIMANT: holder}, once, fenced=True)
    return found or None


def put(session: Session, rows: type[Row], values: dict[str, Any]) -> None:
    """Write the row with that primary key, new or anew, its first column."""
    run(session, _put, values, table(rows), tuple(values))


def _put(dialect: str, where: Table, names: tuple[str, ...]) -> Insert:
    statement = insert_into(dialect, where)
    changes = {name: statement.excluded[name] for name in names[1:]}
    return statement.on_conflict_do_update(index_elements=[names[0]], set_=changes)


def add(session: Session, rows: type[Row], values: dict[str, Any]) -> int:
    """Write a new row; returns its id."""
    return int(run(session, _add, values, table(rows)).scalar_one())


def add_many(session: Session, rows: type[Row], values: Sequence[dict[str, Any]]) -> None:
    """Write new rows that have the same columns; their numbers are among these."""
    run_many(session, _add_as_is, values, table(rows))


def _add_as_is(_dialect: str, where: Table) -> PlainInsert:
    return plain_insert(where)


def upsert_many(
    session: Session,
    rows: type[Row],
    values: Sequence[dict[str, Any]],
    once: tuple[str, ...],
    holder: str | None = None,
) -> int:
    """What `upsert` does, or with a `holder` `upsert_claimed`, row by row; how many it wrote."""
    if not values:
        return 0
    changed = tuple(name for name in values[0] if name not in ("key", *once))
    if holder is None:
        return run_many(session, _upsert_all, values, table(rows), changed, False)
    claimed = [{**row, CLAIMANT: holder} for row in values]
    return run_many(session, _upsert_all, claimed, table(rows), changed, True)


def _add(_dialect: str, where: Table) -> ReturningInsert[int]:
    return plain_insert(where).returning(where.c.id)


CLAIMANT = "claimant"
"""The parameter that names who may write."""


def _write(
    session: Session,
    rows: type[Row],
    values: dict[str, Any],
    once: tuple[str, ...],
    *,
    fenced: bool,
) -> int:
    changed = tuple(name for name in values if name not in ("key", CLAIMANT, *once))
    return int(run(session, _upsert, values, table(rows), changed, fenced).scalar() or 0)


def _upsert(dialect: str, where: Table, changed: tuple[str, ...], fenced: bool) -> Insert:
    made = _upsert_all(dialect, where, changed, fenced)
    return cast("Insert", made.returning(where.c.id))


def _upsert_all(dialect: str, where: Table, changed: tuple[str, ...], fenced: bool) -> Insert:
    statement = insert_into(dialect, where)
    changes = {
        name: where.c.tries + 1 if name == "tries" else statement.excluded[name] for name in changed
    }
    free = or_(where.c.holder.is_(None), where.c.holder == bindparam(CLAIMANT)) if fenced else None
    return statement.on_conflict_do_update(index_elements=["key"], set_=changes, where=free)


def insert_into(dialect: str, where: Table) -> Insert:
    """The INSERT of a dialect, for statements that are built once."""
    return postgresql.insert(where) if dialect == "postgresql" else sqlite.insert(where)

"""Statements that are written for every page, compiled once and handed to the driver as they are.

SQLAlchemy takes 0.1 to 0.2 ms for a statement that it knows; the database itself takes 0.02.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import CursorResult, Dialect, Executable
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement

Convert = Callable[[Any], Any]
Builder = Callable[..., Executable]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement in the SQL of a database, and what its values need before the driver has them."""

    sql: str
    order: tuple[str, ...] | None
    """The names of the values, where the driver takes them by position."""
    constants: Mapping[str, Any]
    """Values that stand in the statement itself."""
    converts: tuple[tuple[str, Convert], ...]

    def values(self, given: Mapping[str, Any]) -> Any:
        """The values as the driver takes them."""
        ready = {**self.constants, **given}
        for name, convert in self.converts:
            ready[name] = convert(ready[name])
        return ready if self.order is None else tuple(map(ready.__getitem__, self.order))


def run(
    session: Session, build: Builder, values: Mapping[str, Any], *about: Hashable
) -> CursorResult[Any]:
    """Run the statement that `build(dialect name, *about)` makes, with these values.

    What it returns comes as the driver gives it: good for numbers and texts.
    """
    made = _compiled(build, session.get_bind().dialect, about, tuple(values))
    return session.connection().exec_driver_sql(made.sql, made.values(values))


def run_many(
    session: Session, build: Builder, rows: Sequence[Mapping[str, Any]], *about: Hashable
) -> int:
    """Run the statement for each of these rows, which have the same names; how many it wrote."""
    if not rows:
        return 0
    made = _compiled(build, session.get_bind().dialect, about, tuple(rows[0]))
    ready = [made.values(row) for row in rows]
    return session.connection().exec_driver_sql(made.sql, ready).rowcount


CHUNK = 400
"""Values in one question; older SQLite takes at most 999."""


def is_postgres(session: Session) -> bool:
    """Whether the database is PostgreSQL."""
    return session.get_bind().dialect.name == "postgresql"


def among(session: Session, question: str, values: Sequence[Any]) -> Iterator[Any]:
    """Ask about some values at a time: `{}` in the question becomes the condition."""
    postgres = is_postgres(session)
    for start in range(0, len(values), CHUNK):
        some = values[start : start + CHUNK]
        condition = "= ANY(%s)" if postgres else f"IN ({','.join('?' * len(some))})"
        given = (list(some),) if postgres else tuple(some)
        yield from session.connection().exec_driver_sql(question.format(condition), given)


@lru_cache(maxsize=256)
def _compiled(
    build: Builder, dialect: Dialect, about: tuple[Hashable, ...], given: tuple[str, ...]
) -> Compiled:
    statement = build(dialect.name, *about)
    assert isinstance(statement, ClauseElement), "a statement can be compiled"
    made = statement.compile(dialect=dialect, column_keys=list(given))
    assert isinstance(made, SQLCompiler), "it is a question or a change"
    order = tuple(made.positiontup) if made.positiontup is not None else None
    converts = []
    for bind, key in made.bind_names.items():
        convert = bind.type.dialect_impl(dialect).bind_processor(dialect)
        if convert is not None:
            converts.append((key, convert))
    constants = {name: value for name, value in made.params.items() if name not in given}
    return Compiled(str(made), order, constants, tuple(converts))

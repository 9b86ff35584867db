"""Reading and writing in whole transactions, with our own errors instead of the driver's."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from storage.types import StoreError

ATTEMPTS = 5
"""Each waits for the lock first (30 s on SQLite); more would hide a stuck program."""

PAUSE = 0.05
"""Seconds before the second attempt; it doubles with each."""

_TRY_AGAIN = ("40001", "40P01", "55P03", "23505")
"""PostgreSQL: serialisation failure, deadlock, lock not available, another was first."""

_READS = {"postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}}
"""What SQLite gives by itself: one state of the database from the first question to the last."""

T = TypeVar("T")


class Transactions:
    """The two ways into the database: `read` for a look, `write` for a change."""

    def __init__(self, engine: Engine, location: str) -> None:
        self._reader = engine.execution_options(**_READS.get(engine.dialect.name, {}))
        self._writer = engine.execution_options(copydesk_writes=True)
        self._location = location

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the database and changes nothing."""
        try:
            with Session(self._reader) as session:
                yield session
        except DBAPIError as error:
            raise self._error(error) from error

    def write(self, work: Callable[[Session], T]) -> T:
        """Do the work in one transaction: all of it or nothing; again if the database was busy.

        `work` may run several times, so it must take nothing from the last attempt.
        """
        for attempt in range(ATTEMPTS):
            try:
                with Session(self._writer) as session, session.begin():
                    return work(session)
            except (OperationalError, IntegrityError) as error:
                if attempt + 1 == ATTEMPTS or not is_busy(error):
                    raise self._error(error) from error
                time.sleep(PAUSE * 2**attempt)
            except DBAPIError as error:
                raise self._error(error) from error
        raise AssertionError("unreachable")

    def _error(self, error: DBAPIError) -> StoreError:
        return database_error(self._location, error)


def is_busy(error: DBAPIError) -> bool:
    """Whether the same transaction may succeed at the next attempt."""
    name = str(getattr(error.orig, "sqlite_errorname", ""))
    state = getattr(error.orig, "sqlstate", None)
    return name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or state in _TRY_AGAIN


def database_error(location: str, error: DBAPIError) -> StoreError:
    """What the driver said, as one sentence with the place and the way out."""
    said = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else "no reason given"
    if is_busy(error):
        hint = "Another program is writing to it; wait until it has finished, then try again."
    else:
        hint = "Check that it is there, that you may write to it and that its disk has room."
    return StoreError(f"{location}: {said}. {hint}")

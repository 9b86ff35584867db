"""Reading and writing in whole transactions, with our own errors instead of the driver's."""

import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from storage.types import StoreAwayError, StoreDamagedError, StoreError

ATTEMPTS = 5
"""Each waits for the lock first (30 s on SQLite); more would hide a stuck program."""

PAUSE = 0.05
"""Seconds before the second attempt; it doubles with each."""

DAMAGED = ("malformed", "not a database")
"""What SQLite says of a file that is no whole database any more."""

RESCUE = "restore a backup, or rescue what can be read: sqlite3 FILE .recover"
"""What to do about a damaged file of SQLite's."""

_TRY_AGAIN = ("40001", "40P01", "55P03", "23505")
"""PostgreSQL: serialisation failure, deadlock, lock not available, another was first."""

_GOING = ("57P01", "57P02", "57P03")
"""PostgreSQL: shut down by its administrator, crashed, not yet ready."""

LONGEST_PAUSE = 7.0
"""Seconds; all pauses before it together are some 13 s, a restart takes five at most."""

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
        """A session that sees one state of the database and changes nothing.

        A server that is away is waited for; one that goes away within is an error.
        """
        try:
            with Session(self._reader) as session:
                self._connect(session)
                yield session
        except DBAPIError as error:
            raise self._error(error) from error

    def _connect(self, session: Session) -> None:
        pause = PAUSE
        while True:
            try:
                session.connection()
            except OperationalError as error:
                if not is_away(error) or pause > LONGEST_PAUSE:
                    raise
                session.rollback()
                time.sleep(pause)
                pause *= 2
            else:
                return

    def write(self, work: Callable[[Session], T]) -> T:
        """Do the work in one transaction: all of it or nothing; again if the database was busy.

        A server that went away is waited for. `work` may run several times, so it must take
        nothing from the last attempt, and be able to find its own work done: a server may go
        away after it has committed and before it has said so.
        """
        pause = PAUSE
        for attempt in itertools.count(1):
            try:
                with Session(self._writer) as session, session.begin():
                    return work(session)
            except DBAPIError as error:
                away = is_away(error) and pause <= LONGEST_PAUSE
                if not away and (attempt >= ATTEMPTS or not is_busy(error)):
                    raise self._error(error) from error
                time.sleep(pause)
                pause *= 2
        raise AssertionError("unreachable")

    def _error(self, error: DBAPIError) -> StoreError:
        return database_error(self._location, error)


def is_busy(error: DBAPIError) -> bool:
    """Whether the same transaction may succeed at the next attempt."""
    name = str(getattr(error.orig, "sqlite_errorname", ""))
    state = getattr(error.orig, "sqlstate", None)
    return name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or state in _TRY_AGAIN


def is_away(error: DBAPIError) -> bool:
    """Whether the server was shut down, broke off, or can't be reached now."""
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return state.startswith("08") or state in _GOING
    return error.connection_invalidated or "connection" in str(error.orig)


def database_error(location: str, error: DBAPIError) -> StoreError:
    """What the driver said, as one sentence with the place and the way out."""
    said = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else "no reason given"
    if is_busy(error):
        hint = "Another program is writing to it; wait until it has finished, then try again."
    elif any(sign in said for sign in DAMAGED):
        return StoreDamagedError(f"{location}: {said}. It is damaged: {RESCUE}.")
    else:
        hint = "Check that it is there, that you may write to it and that its disk has room."
    kind = StoreAwayError if is_away(error) else StoreError
    return kind(f"{location}: {said}. {hint}")

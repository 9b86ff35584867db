"""Hosts: one budget for all crawls that use the store, and the files in which hosts speak to them.

A request is let in by one statement at the moment when it may be made, so two processes are never
let in within the delay of a host, however late one of them wakes. A host that asked for rest is
closed for all of them, and stays closed when they end.
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Double, bindparam, select, update
from sqlalchemy.orm import Session

from storage.compression import compress, decompress
from storage.host_rows import HostFileRow, HostRow
from storage.sanitise import safe_text
from storage.transactions import Transactions
from storage.upsert import insert, insert_into, table, upsert

LONGEST_WAIT = 3_600.0
"""Seconds ahead that a budget may lie; more is a clock that was wrong, and counts as nothing."""


@dataclass(frozen=True, slots=True)
class HostState:
    """When the next request may be made, and until when none may, in seconds since 1970.

    0 is any time. `strikes` counts how often the host closed since it last answered as it should.
    """

    at: float = 0.0
    closed_until: float = 0.0
    reason: str | None = None
    strikes: int = 0
    let_in: bool = False
    """Whether the one who asked may make its request now; the next one may at `at`."""


@dataclass(frozen=True, slots=True)
class HostFile:
    """A file of a host as it was read; `body` is empty where it has none."""

    body: bytes
    read_at: datetime


class Hosts:
    """The hosts of a store; `Store.hosts`. A host is named as the crawl names it."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def enter(self, host: str, delay: float) -> HostState:
        """Ask to be let in to a host now: for `delay` seconds, no other request will be."""
        return self._transactions.write(lambda s: _enter(s, host, delay))

    def state(self, host: str) -> HostState:
        """What is known of a host, without a wish to be let in."""
        with self._transactions.read() as session:
            return _state(session, host)

    def close(self, host: str, pause: Callable[[int], float], reason: str) -> HostState:
        """Close a host for `pause(strikes)` seconds; one that is closed for longer stays so."""
        return self._transactions.write(lambda s: _close(s, host, pause, reason))

    def forgive(self, host: str) -> None:
        """Note that the host answers again as it should."""
        row = update(table(HostRow)).where(HostRow.host == host)
        self._transactions.write(lambda s: s.execute(row.values(strikes=0)))

    def closed(self) -> dict[str, HostState]:
        """The hosts that are closed now."""
        wanted = select(HostRow).where(HostRow.closed_until > time.time()).order_by(HostRow.host)
        with self._transactions.read() as session:
            rows = session.scalars(wanted).all()
        return {
            r.host: HostState(r.next_at, _sane(r.closed_until), r.closed_because, r.strikes)
            for r in rows
        }

    def keep_file(self, url: str, body: bytes) -> None:
        """Remember a file of a host as it was read now; empty where it has none."""
        values = {
            "key": _file_key(url),
            "url": safe_text(url),
            "body": compress(body),
            "read_at": datetime.now(UTC),
        }
        self._transactions.write(lambda s: upsert(s, HostFileRow, values))

    def file(self, url: str) -> HostFile | None:
        """A file of a host as it was last read; None if it never was."""
        with self._transactions.read() as session:
            row = session.scalar(select(HostFileRow).where(HostFileRow.key == _file_key(url)))
        return None if row is None else HostFile(decompress(row.body), row.read_at)


def _file_key(url: str) -> bytes:
    """Each spelling of an origin has files of its own, unlike a page (RFC 9309, 2.3)."""
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).digest()


def _sane(moment: float) -> float:
    """A time, or 0 if it lies further ahead than a budget may."""
    return moment if moment <= time.time() + LONGEST_WAIT else 0.0


def _state(session: Session, host: str) -> HostState:
    row = session.scalar(select(HostRow).where(HostRow.host == host))
    if row is None:
        return HostState()
    closed = _sane(row.closed_until)
    return HostState(_sane(row.next_at), closed, row.closed_because, row.strikes)


def _enter(session: Session, host: str, delay: float) -> HostState:
    now = time.time()
    values = {"host": host, "next_at": now + delay, "closed_until": 0.0, "strikes": 0}
    times = {"now": now, "furthest": now + LONGEST_WAIT}
    statement = _entering(session.get_bind().dialect.name)
    row = session.execute(statement, {**values, **times}).one_or_none()
    if row is None:
        return _state(session, host)
    closed = _sane(row.closed_until)
    return HostState(row.next_at, closed, row.closed_because, row.strikes, let_in=True)


@cache
def _entering(dialect: str) -> Any:
    """Returns a row only where the host may be asked now."""
    rows = table(HostRow)
    now: BindParameter[float] = bindparam("now", type_=Double())
    furthest: BindParameter[float] = bindparam("furthest", type_=Double())
    new = insert_into(dialect, rows)
    return new.on_conflict_do_update(
        index_elements=["host"],
        set_={"next_at": new.excluded.next_at},
        where=~rows.c.next_at.between(now, furthest),
    ).returning(rows.c.next_at, rows.c.closed_until, rows.c.closed_because, rows.c.strikes)


def _close(session: Session, host: str, pause: Callable[[int], float], reason: str) -> HostState:
    _add(session, host)
    row = session.scalars(select(HostRow).where(HostRow.host == host).with_for_update()).one()
    now = time.time()
    until = now + min(pause(row.strikes), LONGEST_WAIT)
    if until > _sane(row.closed_until) or row.closed_because is None:
        row.closed_until, row.closed_because = until, safe_text(reason)[:200]
    row.strikes = min(row.strikes + 1, 30)
    return HostState(row.next_at, row.closed_until, row.closed_because, row.strikes)


def _add(session: Session, host: str) -> None:
    new = insert(session, HostRow)
    values = {"host": host, "next_at": 0.0, "closed_until": 0.0, "strikes": 0}
    session.execute(new.on_conflict_do_nothing(index_elements=["host"]), values)

"""Hosts: one budget for all crawls that use the store, and the files in which hosts speak to them.

A request takes its place with one statement, so two processes never get the same one. A host that
asked for rest is closed for all of them, and stays closed when they end.
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Double, bindparam, case, select, update
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
    """When a request may be made, and until when none may, in seconds since 1970; 0 for any time.

    `strikes` counts how often the host closed since it last answered as it should.
    """

    at: float = 0.0
    closed_until: float = 0.0
    reason: str | None = None
    strikes: int = 0


@dataclass(frozen=True, slots=True)
class HostFile:
    """A file of a host as it was read; `body` is empty where it has none."""

    body: bytes
    read_at: datetime


class Hosts:
    """The hosts of a store; `Store.hosts`. A host is named as the crawl names it."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def reserve(self, host: str, delay: float) -> HostState:
        """Take the next place in the line of a host: no other request gets one within `delay`."""
        return self._transactions.write(lambda s: _reserve(s, host, delay))

    def state(self, host: str) -> HostState:
        """What is known of a host, without taking a place."""
        with self._transactions.read() as session:
            row = session.scalar(select(HostRow).where(HostRow.host == host))
        if row is None:
            return HostState()
        closed = _sane(row.closed_until)
        return HostState(_sane(row.next_at), closed, row.closed_because, row.strikes)

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


def _reserve(session: Session, host: str, delay: float) -> HostState:
    now = time.time()
    place = {"now": now, "delay": delay, "furthest": now + LONGEST_WAIT}
    values = {"host": host, "next_at": now + delay, "closed_until": 0.0, "strikes": 0}
    statement = _reserving(session.get_bind().dialect.name)
    row = session.execute(statement, {**values, **place}).one()
    return HostState(row.next_at - delay, _sane(row.closed_until), row.closed_because, row.strikes)


@cache
def _reserving(dialect: str) -> Any:
    rows = table(HostRow)
    now: BindParameter[float] = bindparam("now", type_=Double())
    delay: BindParameter[float] = bindparam("delay", type_=Double())
    ahead = rows.c.next_at.between(now, bindparam("furthest", type_=Double()))
    return (
        insert_into(dialect, rows)
        .on_conflict_do_update(
            index_elements=["host"],
            set_={"next_at": case((ahead, rows.c.next_at), else_=now) + delay},
        )
        .returning(rows.c.next_at, rows.c.closed_until, rows.c.closed_because, rows.c.strikes)
    )


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

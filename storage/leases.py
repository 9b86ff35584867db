"""Leases: one crawl at a time is on a site, whatever the number of processes and machines.

A lease is renewed again and again while its holder lives. It passes to another one when the holder
is known to be gone, or when it is over and did not move while somebody watched it: a clock that
jumped makes a lease look over, but the renewals of a living holder go on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from storage.clock import now
from storage.holders import Holder
from storage.lease_row import LeaseRow
from storage.sanitise import safe_text
from storage.transactions import Transactions
from storage.upsert import insert, table


@dataclass(frozen=True, slots=True)
class Lease:
    """Who crawls a site since when. `over` is whether it has expired, or its times can't be."""

    site: str
    holder: Holder
    since: datetime
    renewed_at: datetime
    over: bool

    def is_of(self, holder: Holder) -> bool:
        """Whether it is this holder's."""
        return self.holder.id == holder.id

    @property
    def told(self) -> str:
        """Its holder in words: "host, process 4711, since 2026-03-01 06:00 UTC"."""
        since = f"{self.since:%Y-%m-%d %H:%M} UTC"
        return f"{self.holder.host}, process {self.holder.pid}, since {since}"


class Leases:
    """The leases of a store; made by `Store`. All methods raise StoreError."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def take(
        self, site: str, holder: Holder, seconds: float, watched: Lease | None = None
    ) -> Lease:
        """Take or renew the lease of a site; returns the lease that holds now, whosever it is.

        `watched` is another's lease that was over when the caller looked some time ago: if it
        has not moved since, it is taken.
        """
        span = timedelta(seconds=seconds)
        return self._transactions.write(lambda s: _take(s, safe_text(site), holder, span, watched))

    def renew(self, holder: Holder, seconds: float) -> frozenset[str]:
        """Renew all leases of a holder; returns the sites that it still holds."""

        def renew(session: Session) -> frozenset[str]:
            moment = now(session)
            own = update(table(LeaseRow)).where(LeaseRow.holder == holder.id)
            times = {"renewed_at": moment, "expires_at": moment + timedelta(seconds=seconds)}
            return frozenset(session.scalars(own.values(times).returning(table(LeaseRow).c.site)))

        return self._transactions.write(renew)

    def give_back(self, holder: Holder, sites: Iterable[str] | None = None) -> None:
        """Let go of these sites, or of all."""
        own = delete(table(LeaseRow)).where(LeaseRow.holder == holder.id)
        if sites is not None:
            own = own.where(LeaseRow.site.in_([safe_text(site) for site in sites]))

        def give_back(session: Session) -> None:
            session.execute(own)

        self._transactions.write(give_back)

    def on(self, site: str) -> Lease | None:
        """The lease of a site, over or not; None where nobody has one."""
        with self._transactions.read() as session:
            row = session.get(LeaseRow, safe_text(site))
            return None if row is None else _lease(row, now(session))


def _take(
    session: Session, site: str, holder: Holder, span: timedelta, watched: Lease | None
) -> Lease:
    moment = now(session)
    facts: dict[str, Any] = {
        "site": site,
        "holder": holder.id,
        "host": safe_text(holder.host),
        "pid": holder.pid,
        "process": holder.process,
        "since": moment,
        "renewed_at": moment,
        "expires_at": moment + span,
    }
    first = insert(session, LeaseRow).on_conflict_do_nothing(index_elements=["site"])
    session.execute(first, facts)
    row = session.get_one(LeaseRow, site, with_for_update=True)
    lease = _lease(row, moment)
    if lease.is_of(holder):
        row.renewed_at, row.expires_at = facts["renewed_at"], facts["expires_at"]
    elif lease.holder.is_gone or (lease.over and _same(lease, watched)):
        for name, value in facts.items():
            setattr(row, name, value)
        session.flush()
    return _lease(row, moment)


def _same(lease: Lease, watched: Lease | None) -> bool:
    return watched is not None and (lease.holder.id, lease.renewed_at) == (
        watched.holder.id,
        watched.renewed_at,
    )


def _lease(row: LeaseRow, moment: datetime) -> Lease:
    span = row.expires_at - row.renewed_at
    over = not row.renewed_at - span <= moment <= row.expires_at
    holder = Holder(row.holder, row.host, row.pid, row.process)
    return Lease(row.site, holder, row.since, row.renewed_at, over)

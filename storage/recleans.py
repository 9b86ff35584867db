"""Where a cleaning of all stored pages stopped, so that the next one goes on from there."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.models import PageRow, SiteRow
from storage.reclean_row import RecleanRow
from storage.transactions import Transactions
from storage.upsert import insert, table

FORGOTTEN_AFTER = timedelta(days=30)
"""What was stopped so long ago begins anew."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """A recleaning that was stopped: where, after how many pages, and when it had begun."""

    site: str
    page_id: int
    pages: int
    started_at: datetime


class Recleans:
    """The recleanings that have not ended; `Store.recleans`. Every call is one transaction."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def sites(self) -> list[str]:
        """The sites that have a page, by name: in the order of Python, in whatever the database."""
        some = select(PageRow.id).where(PageRow.site_id == SiteRow.id).exists()
        with self._transactions.read() as session:
            return sorted(session.scalars(select(SiteRow.host).where(some)))

    def stopped(self, scope: str) -> Stopped | None:
        """Where the recleaning of that scope was stopped, if it was."""
        long_ago = datetime.now(UTC) - FORGOTTEN_AFTER
        wanted = select(RecleanRow).where(RecleanRow.scope == scope, RecleanRow.noted_at > long_ago)
        with self._transactions.read() as session:
            row = session.scalar(wanted)
            if row is None:
                return None
            return Stopped(row.site, row.page_id, row.pages, row.started_at)

    def note(self, scope: str, where: Stopped) -> None:
        """Note how far the recleaning of that scope has come."""
        self._transactions.write(lambda s: _note(s, scope, where))

    def end(self, scope: str) -> None:
        """Forget the recleaning of that scope: it has come to its end. So has all that is old."""
        old = RecleanRow.noted_at <= datetime.now(UTC) - FORGOTTEN_AFTER
        gone = delete(table(RecleanRow)).where((RecleanRow.scope == scope) | old)
        self._transactions.write(lambda s: s.execute(gone))


def _note(session: Session, scope: str, where: Stopped) -> None:
    values = {
        "scope": scope,
        "site": where.site,
        "page_id": where.page_id,
        "pages": where.pages,
        "started_at": where.started_at,
        "noted_at": datetime.now(UTC),
    }
    once = insert(session, RecleanRow)
    changed = {name: once.excluded[name] for name in values if name != "scope"}
    session.execute(once.on_conflict_do_update(index_elements=["scope"], set_=changed), values)

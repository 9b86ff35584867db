"""The sites of the store, by host."""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.keys import host_of
from storage.models import SiteRow
from storage.sanitise import safe_text
from storage.upsert import insert


def site_id(session: Session, url: str) -> int:
    """The number of the site that a URL belongs to; a new site gets one."""
    host = safe_text(host_of(url))
    wanted = select(SiteRow.id).where(SiteRow.host == host)
    known = session.scalar(wanted)
    if known is not None:
        return known
    statement = insert(session, SiteRow).on_conflict_do_nothing(index_elements=["host"])
    session.execute(statement, {"host": host, "added_at": datetime.now(UTC)})
    return session.scalars(wanted).one()

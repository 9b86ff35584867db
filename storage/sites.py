"""The sites of the store, by host."""

from datetime import UTC, datetime

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from storage.compiled import run
from storage.keys import host_of
from storage.models import SiteRow
from storage.sanitise import safe_text
from storage.upsert import insert


def site_id(session: Session, url: str) -> int:
    """The number of the site that a URL belongs to; a new site gets one.

    It is asked once a transaction.
    """
    host = safe_text(host_of(url))
    known = session.info.setdefault("sites", {})
    if host not in known:
        known[host] = _site_id(session, host)
    return int(known[host])


def _site_id(session: Session, host: str) -> int:
    found = run(session, _known, {"host": host}).scalar()
    if found is not None:
        return int(found)
    wanted = select(SiteRow.id).where(SiteRow.host == host)
    statement = insert(session, SiteRow).on_conflict_do_nothing(index_elements=["host"])
    session.execute(statement, {"host": host, "added_at": datetime.now(UTC)})
    return session.scalars(wanted).one()


def _known(_dialect: str) -> Select[int]:
    return select(SiteRow.id).where(SiteRow.host == bindparam("host"))

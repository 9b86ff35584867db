"""The ledger: every URL that a crawl met, what became of it, and why."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from cleaners.types import Page
from storage.columns import to_utc
from storage.keys import url_hash
from storage.models import UrlRow
from storage.sanitise import safe, safe_text
from storage.sites import site_id
from storage.types import FoundUrl, UrlState, UrlStatus
from storage.upsert import insert

CHUNK = 500
"""Hashes in one question; SQLite takes at most 32,766 values, older ones 999."""

KEPT_STATES: tuple[UrlState, ...] = ("stored", "quarantined")
"""The page at such a URL is in the store and need not be fetched again."""


def record_found(session: Session, found: Iterable[FoundUrl]) -> int:
    """Add the URLs that are new; returns how many were. A known URL may gain a title."""
    by_key = {url_hash(item.url): safe(item) for item in found}
    known = _known(session, by_key)
    sites: dict[str, int] = {}
    now = datetime.now(UTC)
    rows = [
        _new_row(session, key, by_key[key], now, sites) for key in sorted(by_key.keys() - known)
    ]
    _add_titles(session, [(key, by_key[key]) for key in sorted(known)])
    if not rows:
        return 0
    statement = insert(session, UrlRow).on_conflict_do_nothing(index_elements=["key"])
    return len(session.scalars(statement.returning(UrlRow.id), rows).all())


def _known(session: Session, keys: Iterable[bytes]) -> set[bytes]:
    ordered = sorted(keys)
    known: set[bytes] = set()
    for start in range(0, len(ordered), CHUNK):
        some = UrlRow.key.in_(ordered[start : start + CHUNK])
        known.update(session.scalars(select(UrlRow.key).where(some)))
    return known


def _new_row(
    session: Session, key: bytes, found: FoundUrl, now: datetime, sites: dict[str, int]
) -> dict[str, Any]:
    host = found.url.split("/", 3)[2] if found.url.count("/") > 2 else found.url
    if host not in sites:
        sites[host] = site_id(session, found.url)
    return {
        "key": key,
        "site_id": sites[host],
        "url": found.url,
        "state": "found",
        "found_by": found.found_by,
        "found_at": now,
        "title": found.title,
        "published_at": found.published_at and to_utc(found.published_at),
        "tries": 0,
    }


def _add_titles(session: Session, known: list[tuple[bytes, FoundUrl]]) -> None:
    for key, found in known:
        if found.title is not None:
            row = (UrlRow.key == key) & UrlRow.title.is_(None)
            session.execute(update(UrlRow).where(row).values(title=found.title))


def record_outcome(
    session: Session,
    url: str,
    state: UrlState,
    reason: str | None,
    http_status: int | None = None,
    found_by: str = "link",
    **facts: Any,
) -> None:
    """Note what became of a URL that was tried; `facts` are further columns of its row."""
    now = datetime.now(UTC)
    outcome = {
        "state": state,
        "reason": reason and safe_text(reason),
        "tried_at": now,
        "http_status": http_status,
        **facts,
    }
    statement = insert(session, UrlRow).values(
        key=url_hash(url),
        site_id=site_id(session, url),
        url=safe_text(url),
        found_by=safe_text(found_by),
        found_at=now,
        tries=1,
        **outcome,
    )
    statement = statement.on_conflict_do_update(
        index_elements=["key"], set_={**outcome, "tries": UrlRow.tries + 1}
    )
    session.execute(statement)


def record_page(
    session: Session,
    page: Page,
    state: UrlState,
    reason: str | None,
    found_by: str,
    **facts: Any,
) -> None:
    """Note what became of a page: at the URL asked for, and at the one that answered."""
    etag, modified = page.header("etag"), page.header("last-modified")
    facts |= {"etag": etag and safe_text(etag), "last_modified": modified and safe_text(modified)}
    asked = {url_hash(url): url for url in (page.final_url, page.url) if url is not None}
    for url in asked.values():
        record_outcome(session, url, state, reason, page.status, found_by, **facts)


def stored_urls(session: Session, urls: Iterable[str]) -> set[str]:
    """Which of these URLs, in any spelling, lead to a page that is in the store."""
    by_key: dict[bytes, set[str]] = {}
    for url in urls:
        by_key.setdefault(url_hash(url), set()).add(url)
    ordered = sorted(by_key)
    kept = or_(UrlRow.state.in_(KEPT_STATES), UrlRow.article_id.is_not(None))
    stored: set[str] = set()
    for start in range(0, len(ordered), CHUNK):
        some = UrlRow.key.in_(ordered[start : start + CHUNK])
        for key in session.scalars(select(UrlRow.key).where(some, kept)):
            stored |= by_key[key]
    return stored


def validators(session: Session, url: str) -> tuple[str | None, str | None]:
    """The ETag and Last-Modified that the URL last answered with."""
    wanted = select(UrlRow.etag, UrlRow.last_modified).where(UrlRow.key == url_hash(url))
    row = session.execute(wanted).first()
    return (row.etag, row.last_modified) if row else (None, None)


def url_status(session: Session, url: str) -> UrlStatus | None:
    """All that the ledger says about a URL; None if no crawl met it."""
    row = session.scalar(select(UrlRow).where(UrlRow.key == url_hash(url)))
    if row is None:
        return None
    return UrlStatus(
        url=row.url,
        state=cast("UrlState", row.state),
        reason=row.reason,
        found_by=row.found_by,
        found_at=row.found_at,
        tried_at=row.tried_at,
        tries=row.tries,
        http_status=row.http_status,
        etag=row.etag,
        last_modified=row.last_modified,
        article_id=row.article_id,
    )

"""The ledger: every URL that a crawl met, what became of it, and why."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from cleaners.types import Page
from storage.columns import to_utc
from storage.forgotten import forgotten_urls, is_forgotten
from storage.keys import host_of, url_hash
from storage.marks import mark_found
from storage.models import UrlRow
from storage.sanitise import safe, safe_text
from storage.sites import site_id
from storage.types import Aim, FoundUrl, LeaseLostError, UrlState, UrlStatus
from storage.upsert import insert, upsert, upsert_claimed, upsert_many

CHUNK = 500
"""Hashes in one question; SQLite takes at most 32,766 values, older ones 999."""


def record_found(session: Session, found: Iterable[FoundUrl], state: UrlState = "found") -> int:
    """Add the URLs that are new; returns how many were. A known URL may gain a title.

    With the state "due", known articles that were only noted become due as well.
    """
    by_key: dict[bytes, FoundUrl] = {}
    for item in found:
        key = url_hash(item.url)
        if key not in by_key or by_key[key].title is None:
            by_key[key] = safe(item)
    gone = forgotten_urls(session, [item.url for item in by_key.values()])
    by_key = {key: item for key, item in by_key.items() if item.url not in gone}
    known = _titles(session, by_key)
    titled = [key for key in sorted(known) if known[key] is None and by_key[key].title is not None]
    for key in titled:
        row = (UrlRow.key == key) & UrlRow.title.is_(None)
        session.execute(update(UrlRow).where(row).values(title=by_key[key].title))
    mark_found(session, [(site_id(session, by_key[k].url), by_key[k]) for k in titled])
    if state == "due":
        _noted_are_due(session, known)
    places = {key: -number for number, key in enumerate(by_key)}
    new = {key: by_key[key] for key in sorted(by_key.keys() - known.keys())}
    rows = [{**row, "state": state, "place": places[row["key"]]} for row in _new_rows(session, new)]
    if not rows:
        return 0
    mark_found(session, [(row["site_id"], by_key[row["key"]]) for row in rows])
    statement = insert(session, UrlRow).on_conflict_do_nothing(index_elements=["key"])
    return len(session.scalars(statement.returning(UrlRow.id), rows).all())


def _noted_are_due(session: Session, keys: Iterable[bytes]) -> None:
    noted = (UrlRow.state == "found") & (UrlRow.aim == "article")
    for some in _chunks(keys):
        rows = update(UrlRow).where(UrlRow.key.in_(some), noted)
        session.execute(rows.values(state="due", due_at=datetime.now(UTC)))


def _titles(session: Session, keys: Iterable[bytes]) -> dict[bytes, str | None]:
    """The URLs among these that the ledger has, with the titles that it knows of them."""
    titles: dict[bytes, str | None] = {}
    for some in _chunks(keys):
        question = select(UrlRow.key, UrlRow.title).where(UrlRow.key.in_(some))
        titles.update(session.execute(question).all())
    return titles


def _chunks(keys: Iterable[bytes]) -> Iterator[list[bytes]]:
    ordered = sorted(keys)
    return (ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK))


def _new_rows(session: Session, found: dict[bytes, FoundUrl]) -> list[dict[str, Any]]:
    now = datetime.now(UTC)
    hosts = {key: host_of(item.url) for key, item in found.items()}
    examples = {host: found[key].url for key, host in hosts.items()}
    sites = {host: site_id(session, url) for host, url in examples.items()}
    return [
        {
            "key": key,
            "site_id": sites[hosts[key]],
            "url": item.url,
            "found_by": item.found_by,
            "found_at": now,
            "due_at": now,
            "title": item.title,
            "published_at": item.published_at and to_utc(item.published_at),
            "tries": 0,
        }
        for key, item in found.items()
    ]


def record_outcome(
    session: Session,
    url: str,
    state: UrlState,
    reason: str | None,
    http_status: int | None = None,
    found_by: str = "link",
    *,
    holder: str | None = None,
    counted: bool = True,
    **facts: Any,
) -> None:
    """Note what became of a URL that was tried; `facts` are further columns of its row.

    That ends a claim. With a `holder`, one that is another's stays as it is: LeaseLostError.
    What is not `counted` was no try of this URL. Of what was forgotten nothing is noted.
    """
    if is_forgotten(session, [url]):
        return
    row = _outcome(session, url, state, reason, http_status, found_by, **facts)
    once = ONCE if counted else (*ONCE, "tries")
    if holder is None:
        upsert(session, UrlRow, row, once)
    elif upsert_claimed(session, UrlRow, row, once, holder) is None:
        raise lost(url)


def lost(url: str | None) -> LeaseLostError:
    """The error for a URL that another has claimed."""
    return LeaseLostError(f"{url} is another crawl's by now; what this one fetched is left.")


def _outcome(
    session: Session,
    url: str,
    state: UrlState,
    reason: str | None,
    http_status: int | None,
    found_by: str,
    **facts: Any,
) -> dict[str, Any]:
    now = datetime.now(UTC)
    return {
        "key": url_hash(url),
        "site_id": site_id(session, url),
        "url": safe_text(url),
        "state": state,
        "reason": reason and safe_text(reason),
        "found_by": safe_text(found_by),
        "found_at": now,
        "tried_at": now,
        "tries": 1,
        "http_status": http_status,
        "due_at": None,
        "holder": None,
        **facts,
    }


ONCE = ("site_id", "url", "found_by", "found_at", "aim")
"""What the first finder of a URL says."""


def record_page(
    session: Session,
    page: Page,
    state: UrlState,
    reason: str | None,
    found_by: str,
    **facts: Any,
) -> None:
    """Note what became of a page: at the URL asked for, and at the one that answered."""
    facts |= _validators(page)
    for url in _urls(page):
        record_outcome(session, url, state, reason, page.status, found_by, **facts)


def page_outcomes(
    session: Session,
    page: Page,
    state: UrlState,
    reason: str | None,
    found_by: str,
    **facts: Any,
) -> list[dict[str, Any]]:
    """The rows that `record_page` writes, for `write_outcomes`."""
    facts |= _validators(page)
    return [
        _outcome(session, url, state, reason, page.status, found_by, **facts) for url in _urls(page)
    ]


def write_outcomes(session: Session, rows: Sequence[dict[str, Any]], holder: str | None) -> None:
    """Write what became of pages, nothing of which was forgotten, in their order.

    With a `holder`, LeaseLostError if one is another's.
    """
    if upsert_many(session, UrlRow, rows, ONCE, holder) != len(rows) and holder is not None:
        raise lost(rows[0]["url"])


def _urls(page: Page) -> Iterable[str]:
    return {url_hash(url): url for url in (page.final_url, page.url) if url is not None}.values()


def _validators(page: Page) -> dict[str, str | None]:
    etag, modified = page.header("etag"), page.header("last-modified")
    return {
        "etag": etag and safe_text(etag),
        "last_modified": modified and safe_text(modified),
    }


def record_listing(session: Session, page: Page, found_by: str) -> None:
    """Note that a listing was read: it is no article, and its validators are for the next run."""
    record_page(session, page, "found", None, found_by)
    keys = [url_hash(url) for url in (page.final_url, page.url) if url is not None]
    session.execute(update(UrlRow).where(UrlRow.key.in_(keys)).values(aim="listing"))


def settle(session: Session, page_id: int, article_id: int) -> None:
    """A page of the ledger has an article now; if it was in quarantine, it is out."""
    of_page = update(UrlRow).where(UrlRow.page_id == page_id)
    session.execute(of_page.values(article_id=article_id))
    quarantined = of_page.where(UrlRow.state == "quarantined")
    session.execute(quarantined.values(state="stored", reason=None))


def stored_urls(session: Session, urls: Iterable[str]) -> set[str]:
    """Which of these URLs, in any spelling, lead to a page that is in the store."""
    by_key: dict[bytes, set[str]] = {}
    for url in urls:
        by_key.setdefault(url_hash(url), set()).add(url)
    stored: set[str] = set()
    for some in _chunks(by_key):
        question = select(UrlRow.key).where(UrlRow.key.in_(some), UrlRow.page_id.is_not(None))
        for key in session.scalars(question):
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
    return None if row is None else status_of(row)


def status_of(row: UrlRow) -> UrlStatus:
    """The row in our own terms."""
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
        page_id=row.page_id,
        article_id=row.article_id,
        aim=cast("Aim", row.aim),
        due_at=row.due_at,
        holder=row.holder,
    )

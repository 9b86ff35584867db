"""Fetched pages: the raw bytes, compressed, and the facts around them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, select
from sqlalchemy import insert as insert_rows
from sqlalchemy.orm import Session, joinedload, object_session, undefer

from cleaners.types import Page
from storage.columns import to_utc
from storage.compression import compress, decompress
from storage.dictionary_row import DictionaryRow
from storage.filters import article_filters, rights_filters
from storage.forgotten import refuse_forgotten
from storage.keys import host_of, url_hash
from storage.ledger import record_page
from storage.models import ArticleRow, PageRow, SiteRow
from storage.part_row import PartRow
from storage.preparing import Prepared
from storage.right_columns import rights_in, rights_values
from storage.sanitise import safe
from storage.sites import site_id
from storage.transactions import Transactions
from storage.types import Filters, StoredPage, StoreError
from storage.upsert import table, upsert

BATCH = 50
"""Pages in memory at a time while streaming: about 10 MB of ordinary news pages."""


def add_page(
    session: Session,
    page: Page,
    found_by: str,
    *,
    new: bool = False,
    prepared: Prepared | None = None,
) -> PageRow:
    """Store the page with its parts, one row for each URL that answers; returns its row.

    It is `new` if there was none of its URL, as the caller has seen in this transaction.
    """
    compressed = None if prepared is None else prepared.body_of(page)
    row = _add_one(session, page, found_by, compressed)
    if not new:
        session.execute(delete(table(PartRow)).where(PartRow.page_id == row.id))
    parts = [_add_one(session, part, "part").id for part in page.parts]
    rows = [
        {"page_id": row.id, "position": position, "part_id": part_id}
        for position, part_id in enumerate(dict.fromkeys(parts), start=1)
        if part_id != row.id
    ]
    if rows:
        session.execute(insert_rows(table(PartRow)), rows)
    return row if new else session.get_one(PageRow, row.id)


def _add_one(
    session: Session, page: Page, found_by: str, compressed: bytes | None = None
) -> PageRow:
    """Write a page; returns its row as it is if it is new, in no session."""
    refuse_forgotten(session, page.url, page.final_url)
    written = page_values(session, page, found_by, compressed)
    number = upsert(session, PageRow, written, once=("found_by", "site_id"))
    del written["body"], written["stored_bytes"]
    return PageRow(id=number, **written)


def page_values(
    session: Session, page: Page, found_by: str, compressed: bytes | None = None
) -> dict[str, Any]:
    """The columns of `pages`, all but its number; a new site gets one."""
    address = page.address
    if address is None:
        raise StoreError("A page without a URL cannot be stored: give it one.")
    url, final_url, headers = safe((page.url, page.final_url, page.headers))
    body = compressed or compress(page.body)
    return {
        "key": url_hash(address),
        "site_id": site_id(session, address),
        "url": url,
        "final_url": final_url,
        "status": page.status,
        "headers": [list(pair) for pair in headers],
        "found_by": safe(found_by),
        "fetched_at": page.fetched_at and to_utc(page.fetched_at),
        "stored_at": datetime.now(UTC),
        "raw_bytes": len(page.body),
        **rights_values(page.rights),
        "body": body,
        "stored_bytes": len(body),
        "packed": 0,
        "dictionary_id": None,
    }


def quarantine(
    session: Session, page: Page, reason: str, found_by: str, holder: str | None = None
) -> int:
    """Keep a page that gave no article, and the reason in the ledger; returns its number."""
    page_id = add_page(session, page, found_by).id
    facts = {"page_id": page_id, "holder": holder}
    record_page(session, page, "quarantined", reason, found_by, **facts)
    return page_id


def stream_pages(
    transactions: Transactions, filters: Filters, after: int = 0
) -> Iterator[StoredPage]:
    """The pages whose body is stored, in the order of their numbers, beyond that one."""
    last = after
    while True:
        with transactions.read() as session:
            rows = _pages_after(session, last, filters)
        if not rows:
            return
        yield from rows
        last = rows[-1].id


def _pages_after(session: Session, last: int, filters: Filters) -> list[StoredPage]:
    wanted = page_filters(select(PageRow), filters)
    wanted = wanted.where(PageRow.id > last).order_by(PageRow.id).limit(BATCH)
    whole = wanted.options(joinedload(PageRow.site), undefer(PageRow.body))
    return [stored_page(row) for row in session.scalars(whole)]


def page_filters(wanted: Select[Any], filters: Filters) -> Select[Any]:
    """The question about pages, narrowed to those that pass the filters and have a body.

    Further parts of an article come with its first page. Kinds are not asked for.
    """
    wanted = wanted.join(SiteRow, SiteRow.id == PageRow.site_id)
    wanted = wanted.where(PageRow.body.is_not(None), ~is_part(), *rights_filters(filters))
    if filters.site is not None:
        wanted = wanted.where(SiteRow.host == host_of(filters.site))
    date = func.coalesce(ArticleRow.dated_at, PageRow.fetched_at, PageRow.stored_at)
    others = replace(filters, site=None, kinds=None, reserved=None, noarchive=None)
    if conditions := article_filters(others, date):
        wanted = wanted.outerjoin(ArticleRow, ArticleRow.page_id == PageRow.id)
        wanted = wanted.where(*conditions)
    return wanted


def page_of(session: Session, article_id: int) -> StoredPage | None:
    """The page that an article was made from; None if its body is not kept."""
    wanted = (
        select(PageRow)
        .join(ArticleRow, ArticleRow.page_id == PageRow.id)
        .where(ArticleRow.id == article_id, PageRow.body.is_not(None))
        .options(joinedload(PageRow.site), undefer(PageRow.body))
    )
    row = session.scalar(wanted)
    return None if row is None else stored_page(row)


def is_part() -> ColumnElement[bool]:
    """The condition that a page goes on with another page's article."""
    return select(PartRow.part_id).where(PartRow.part_id == PageRow.id).exists()


def stored_page(row: PageRow) -> StoredPage:
    """The row in our own terms, with its parts."""
    session = object_session(row)
    assert session is not None, "the row is in its session"
    wanted = select(PartRow).where(PartRow.page_id == row.id).order_by(PartRow.position)
    parts = tuple(_page(session, part.part) for part in session.scalars(wanted) if part.part.body)
    page = replace(_page(session, row), parts=parts)
    return StoredPage(id=row.id, site=row.site.host, found_by=row.found_by, page=page)


def _page(session: Session, row: PageRow) -> Page:
    return Page(
        url=row.url,
        final_url=row.final_url,
        status=row.status,
        headers=tuple((str(name), str(value)) for name, value in row.headers),
        fetched_at=row.fetched_at,
        body=b"" if row.body is None else body_of(session, row.body, row.dictionary_id),
        rights=rights_in(row),
    )


def body_of(session: Session, stored: bytes, dictionary: int | None) -> bytes:
    """The bytes of a page, as they came."""
    if dictionary is None:
        return decompress(stored)
    row = session.get(DictionaryRow, dictionary)
    if row is None:
        raise StoreError("A raw page lost its dictionary: corpus db check names the pages.")
    return decompress(stored, decompress(row.content))

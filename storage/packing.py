"""Makes raw pages smaller when there is time: with a dictionary of what repeats on their site.

A page is stored as the crawl has it, compressed by itself. Packing compresses the pages of a site
again, a batch at a time: alone, with the site's newest dictionary, or with a new one made of these
pages, whichever takes least with the dictionary itself; then once more, as small as it gets. A
dictionary holds pieces of HTML that three pages have and no sentence of their articles, so that a
page can be forgotten without it; it goes with its site. Bodies come back byte for byte.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import literal_column, select, update
from sqlalchemy.orm import Session

from storage.compression import (
    PACKED_LEVEL,
    BrokenBody,
    common_pieces,
    compress,
    compress_most,
    decompress,
)
from storage.dictionary_row import DictionaryRow
from storage.models import ArticleRow, PageRow, SiteRow, TextRow
from storage.transactions import Transactions
from storage.upsert import add, table

FEWEST = 4
"""Pages of a site that a dictionary may be made of."""

SAMPLE = 12
"""Pages that a dictionary is made of: the newest of a batch."""

BATCH = 50
"""Pages in memory at a time."""

MOST_BYTES = 32_000_000
"""Raw bytes of a batch."""

WAITING = PageRow.packed == literal_column("0")
"""Written out, so that both databases know the index of those that wait."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Packed:
    """How many pages were compressed again, and the bytes they took before and take now."""

    pages: int = 0
    before: int = 0
    after: int = 0
    dictionaries: int = 0


@dataclass(frozen=True, slots=True)
class _Raw:
    """A page as it was read."""

    id: int
    stored_at: datetime
    stored: int
    body: bytes


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to compress a batch: alone, by a dictionary that is there, or by one just made."""

    bodies: Sequence[bytes]
    dictionary: bytes | None = None
    number: int | None = None
    made: bytes | None = None
    """A new dictionary, as it is kept."""

    def size(self) -> int:
        """Bytes of the bodies, and of the dictionary where it is new."""
        return len(self.made or b"") + sum(map(len, self.bodies))


@dataclass(frozen=True, slots=True)
class _Kept:
    """A body as it is to be stored, and whether that is by the dictionary."""

    body: bytes
    by_dictionary: bool = False


def pack(transactions: Transactions, tell: Progress = lambda _: None) -> Packed:
    """Pack what has not been packed, of all sites; may be stopped at any time and go on later."""
    with transactions.read() as session:
        waiting = select(PageRow.site_id).where(WAITING, PageRow.body.is_not(None))
        wanted = select(SiteRow.id, SiteRow.host).where(SiteRow.id.in_(waiting))
        sites = session.execute(wanted.order_by(SiteRow.host)).all()
    done = Packed()
    for number, host in sites:
        tell(host)
        while some := _pack_some(transactions, number):
            done = Packed(
                done.pages + some.pages,
                done.before + some.before,
                done.after + some.after,
                done.dictionaries + some.dictionaries,
            )
    return done


def _pack_some(transactions: Transactions, site: int) -> Packed | None:
    """Pack a batch of a site; None where there is none left."""
    with transactions.read() as session:
        pages = _batch(session, site)
        if not pages:
            return None
        text = _text(session, pages[:SAMPLE])
        newest = _newest(session, site)
    bodies = [page.body for page in pages]
    alone = _Way([compress(body, PACKED_LEVEL) for body in bodies])
    ways = [alone]
    if newest is not None:
        number, known = newest
        packed = [compress(body, PACKED_LEVEL, known) for body in bodies]
        ways.append(_Way(packed, known, number))
    made = common_pieces(bodies[:SAMPLE], text) if len(pages) >= FEWEST else None
    if made is not None:
        packed = [compress(body, PACKED_LEVEL, made) for body in bodies]
        ways.append(_Way(packed, made, None, compress_most(made)))
    best = min(ways, key=_Way.size)
    kept = [
        _kept(*each, best.dictionary) for each in zip(pages, best.bodies, alone.bodies, strict=True)
    ]
    return transactions.write(lambda session: _write(session, site, pages, best, kept))


def _kept(page: _Raw, packed: bytes, single: bytes, dictionary: bytes | None) -> _Kept:
    """The body as small as it gets; as it is where it was packed without a dictionary before."""
    if dictionary is not None and len(packed) < len(single):
        return _Kept(compress_most(page.body, dictionary), by_dictionary=True)
    return _Kept(single if page.stored < len(single) else compress_most(page.body))


def _batch(session: Session, site: int) -> list[_Raw]:
    """The newest that wait, then some that were packed while there was no dictionary."""
    of_site = select(PageRow.id).where(PageRow.site_id == site, PageRow.body.is_not(None))
    newest = of_site.order_by(PageRow.id.desc())
    numbers = list(session.scalars(newest.where(WAITING).limit(BATCH)))
    if numbers and len(numbers) < BATCH:
        alone = newest.where(PageRow.packed == 1, PageRow.dictionary_id.is_(None))
        numbers += session.scalars(alone.limit(BATCH - len(numbers)))
    batch: list[_Raw] = []
    columns = (PageRow.id, PageRow.stored_at, PageRow.stored_bytes, PageRow.body)
    for number in numbers:
        row = session.execute(select(*columns).where(PageRow.id == number)).one()
        batch.append(_Raw(row.id, row.stored_at, row.stored_bytes, _readable(row.body)))
        if sum(len(page.body) for page in batch) > MOST_BYTES:
            break
    return batch


def _readable(stored: bytes) -> bytes:
    """The body; nothing of a damaged one, which stays as it is and is named by the check."""
    try:
        return decompress(stored)
    except BrokenBody:
        return b""


def _text(session: Session, pages: Sequence[_Raw]) -> str:
    wanted = select(TextRow.text).join(ArticleRow, ArticleRow.id == TextRow.article_id)
    of_pages = ArticleRow.page_id.in_([page.id for page in pages])
    return "\n".join(session.scalars(wanted.where(of_pages)))


def _newest(session: Session, site: int) -> tuple[int, bytes] | None:
    """The dictionary of the site that was made last."""
    wanted = select(DictionaryRow.id, DictionaryRow.content).where(DictionaryRow.site_id == site)
    row = session.execute(wanted.order_by(DictionaryRow.id.desc()).limit(1)).one_or_none()
    return None if row is None else (row[0], decompress(row[1]))


def _write(
    session: Session, site: int, pages: Sequence[_Raw], best: _Way, kept: Sequence[_Kept]
) -> Packed | None:
    """Write the bodies in place of those that are still the ones that were read."""
    number, dictionaries = best.number, 0
    if session.scalar(select(SiteRow.id).where(SiteRow.id == site)) is None:
        return None  # forgotten meanwhile
    if best.made is not None:
        values = {"site_id": site, "made_at": datetime.now(UTC), "content": best.made}
        number, dictionaries = add(session, DictionaryRow, values), 1
    before = after = 0
    for page, small in zip(pages, kept, strict=True):
        body, used = small.body, number if small.by_dictionary else None
        changed: dict[str, Any] = {"packed": 1}
        if page.body and len(body) < page.stored:
            changed |= {"body": body, "stored_bytes": len(body), "dictionary_id": used}
        same = (PageRow.id == page.id, PageRow.stored_at == page.stored_at)
        known = update(table(PageRow)).where(*same, PageRow.body.is_not(None))
        session.execute(known.values(**changed))
        before, after = before + page.stored, after + min(page.stored, len(body))
    return Packed(len(pages), before, after, dictionaries)

"""Articles: what cleaning made of the pages, with the record of what it cut."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session, joinedload

from cleaners.memory import Recalled
from cleaners.serialise import article_to_dict
from cleaners.types import Article, Page
from storage import corrections
from storage.article_rows import article_values, stored_article
from storage.changes import by_hand, cleaned_again, fetched_again
from storage.filters import article_filters
from storage.forgotten import refuse_forgotten
from storage.grouping import group
from storage.index import entry_of, index_article, unindex
from storage.keys import host_of, url_hash
from storage.ledger import record_page, settle
from storage.marks import mark_again, mark_article, note_recalled
from storage.models import ArticleRow, PageRow, SiteRow, TextRow, UrlRow
from storage.pages import add_page
from storage.placing import Place, place
from storage.preparing import Prepared
from storage.record import text_values
from storage.right_columns import rights_in
from storage.sanitise import storable
from storage.transactions import Transactions
from storage.types import SEARCHED, Filters, StoredArticle, StoreError, UrlState
from storage.upsert import add, put, table
from storage.version_rows import Former
from storage.versions import Why, keep_version, lock_page

BATCH = 50
"""Articles in memory at a time while streaming."""

WHOLE = (
    joinedload(ArticleRow.site),
    joinedload(ArticleRow.page),
    joinedload(ArticleRow.written),
    joinedload(ArticleRow.copy),
)
"""What is loaded with an article, so that its row can leave the session."""


def add_article(
    session: Session,
    page_id: int,
    article: Article,
    recalled: Recalled | None = None,
    *,
    former: Former | None = None,
    why: Why = fetched_again,
) -> int:
    """Store the article of that page, or store it anew; returns its number.

    `recalled` is what its cleaning asked of the site's memory. `former` is what stood there before
    the page came, if a caller knows; `why` says whether that was another version.
    """
    page = session.get(PageRow, page_id)
    if page is None:
        raise StoreError(f"There is no page {page_id} to store an article of.")
    article_id = _add(session, page, article, recalled, former, why)
    settle(session, page_id, article_id)
    return article_id


def _add(
    session: Session,
    page: PageRow,
    article: Article,
    recalled: Recalled | None,
    former: Former | None,
    why: Why = fetched_again,
    *,
    new: bool = False,
    prepared: Prepared | None = None,
) -> int:
    """Put the article of a page where it belongs; a `new` page has none yet."""
    if article.url is None:
        raise StoreError(f"The article of page {page.id} has no URL and cannot be stored.")
    refuse_forgotten(session, article.canonical_url)
    kept = article if prepared is not None and prepared.is_of(article) else storable(article)
    where = place(session, page, kept, new=new)
    if where.keep and where.row_id is not None:
        return where.row_id
    if where.row_id is not None:
        former = former or _former(session, page.key)
        kept = corrections.apply(session, kept, page.id, where.row_id)
    article_id = _write(session, page, kept, where, prepared)
    if former is not None:
        keep_version(session, former, article_id, kept, why, rights_in(page))
    first = where.row_id is None
    mark_article(session, page.site_id, article_id, kept, recalled, new=first, prepared=prepared)
    return article_id


def store(
    session: Session,
    page: Page,
    article: Article,
    found_by: str,
    recalled: Recalled | None = None,
    *,
    refused: str | None = None,
    holder: str | None = None,
    prepared: Prepared | None = None,
) -> int:
    """Store a page and its article, and note so in the ledger; returns the article's number.

    A page of another kind is `refused` for that reason, and kept all the same. With a `holder`,
    the URL must not be another's claim: else nothing is stored, LeaseLostError.
    """
    known = lock_page(session, url_hash(page.address)) if page.address else None
    former = None if known is None else _former_of(session, known)
    new = known is None
    row = add_page(session, page, found_by, new=new, prepared=prepared)
    article_id = _add(session, row, article, recalled, former, new=new, prepared=prepared)
    if known is not None:
        settle(session, known, article_id)
    facts = {"page_id": row.id, "article_id": article_id, "holder": holder}
    state: UrlState = "stored" if refused is None else "refused"
    record_page(session, page, state, refused, found_by, **facts)
    for part in page.parts:
        record_page(session, part, state, refused, "part", **facts)
    return article_id


def renew(
    session: Session,
    page_id: int,
    article: Article,
    recalled: Recalled,
    why: Why = cleaned_again,
) -> bool:
    """Store what a page became when it was cleaned again; whether that is anything new.

    By the same rules it is the same article, better cleaned, and no new version; `why` may know
    better.
    """
    key = session.scalar(select(PageRow.key).where(PageRow.id == page_id))
    former = _former(session, key) if key else None
    if former is not None:
        made = corrections.apply(session, storable(article), page_id, former.article_id)
        if article_to_dict(former.article) == article_to_dict(made):
            note_recalled(session, former.site_id, former.article_id, recalled)
            return False
    add_article(session, page_id, article, recalled, former=former, why=why)
    return True


def rewrite(session: Session, row: ArticleRow, article: Article) -> None:
    """Store what a person made of a stored article; what its cleaning asked stays as it was."""
    page = session.get_one(PageRow, row.page_id)
    former = _former(session, page.key)
    kept = storable(article)
    _write(session, page, kept, Place(row.key, row.id))
    if former is not None:
        keep_version(session, former, row.id, kept, by_hand, rights_in(page))
    mark_again(session, page.site_id, row.id, kept)


def _former(session: Session, key: bytes) -> Former | None:
    """The article of a page as it stands, with what the page states, locked for a change."""
    page_id = lock_page(session, key)
    return None if page_id is None else _former_of(session, page_id)


def _former_of(session: Session, page_id: int) -> Former | None:
    row = session.scalar(select(ArticleRow).options(*WHOLE).where(ArticleRow.page_id == page_id))
    if row is None:
        return None
    stored = stored_article(row)
    return Former(
        stored.id,
        row.site_id,
        stored.article,
        stored.fetched_at,
        stored.stored_at,
        stored.rights,
    )


def _write(
    session: Session,
    page: PageRow,
    article: Article,
    where: Place,
    prepared: Prepared | None = None,
) -> int:
    values: dict[str, Any] = {
        **article_values(article),
        "site_id": page.site_id,
        "page_id": page.id,
        "key": where.key,
    }
    dated_at = values["published_at"] or page.fetched_at or page.stored_at
    entry = entry_of(article, page.site_id, dated_at, prepared)
    values |= {"dated_at": dated_at, "words": entry.words}
    if where.row_id is None:
        article_id = add(session, ArticleRow, values)
    else:
        article_id = where.row_id
        unindex(session, [article_id])
        known = update(table(ArticleRow)).where(ArticleRow.id == article_id)
        session.execute(known, values)
    put(session, TextRow, {"article_id": article_id, **text_values(article)})
    new = where.row_id is None
    index_article(session, article_id, entry)
    words = entry.body if article.kind in SEARCHED else ()
    ready = prepared.shingles if prepared is not None and prepared.is_of(article) else None
    group(session, article_id, words, new=new, ready=ready)
    return article_id


def find_article(session: Session, which: int | str) -> StoredArticle | None:
    """The article with that number, or at that URL, in any spelling, fetched or canonical."""
    wanted = select(ArticleRow).options(*WHOLE)
    if isinstance(which, int):
        if not 0 < which < 2**63:
            return None
        row = session.scalar(wanted.where(ArticleRow.id == which))
        return None if row is None else stored_article(row)
    key = url_hash(which)
    at_url = wanted.join(UrlRow, UrlRow.article_id == ArticleRow.id).where(UrlRow.key == key)
    by_name = (
        wanted.join(SiteRow, SiteRow.id == ArticleRow.site_id)
        .where(ArticleRow.key == key)
        .order_by((SiteRow.host == host_of(which)).desc(), ArticleRow.id)
        .limit(1)
    )
    of_page = wanted.join(PageRow, PageRow.id == ArticleRow.page_id).where(PageRow.key == key)
    for question in (at_url, by_name, of_page):
        row = session.scalar(question)
        if row is not None:
            return stored_article(row)
    return None


def stream_articles(transactions: Transactions, filters: Filters) -> Iterator[StoredArticle]:
    """The articles that pass the filters, the newest first, a few in memory at a time."""
    last: ArticleRow | None = None
    while True:
        with transactions.read() as session:
            rows = _articles_after(session, last, filters)
            batch = [stored_article(row) for row in rows]
        if not rows:
            return
        yield from batch
        last = rows[-1]


def _articles_after(
    session: Session, last: ArticleRow | None, filters: Filters
) -> list[ArticleRow]:
    wanted = select(ArticleRow).options(*WHOLE).where(*article_filters(filters))
    if last is not None:
        older = ArticleRow.dated_at < last.dated_at
        same = and_(ArticleRow.dated_at == last.dated_at, ArticleRow.id < last.id)
        wanted = wanted.where(or_(older, same))
    newest_first = wanted.order_by(ArticleRow.dated_at.desc(), ArticleRow.id.desc())
    return list(session.scalars(newest_first.limit(BATCH)))

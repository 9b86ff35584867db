"""Which row an article belongs in: canonical URLs make twins one, unless they lie."""

from dataclasses import dataclass

from sqlalchemy import Select, bindparam, delete, select, update
from sqlalchemy.orm import Session

from cleaners.memory import fingerprint
from cleaners.types import Article
from storage import corrections
from storage.compiled import run
from storage.grouping import leave
from storage.index import unindex
from storage.keys import url_hash
from storage.models import ArticleRow, PageRow, UrlRow
from storage.versions import move_versions


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article goes: its key, and the row that stands there.

    With `keep` that row is the better copy and stays as it is.
    """

    key: bytes
    row_id: int | None
    keep: bool = False


def place(session: Session, page: PageRow, article: Article, *, new: bool = False) -> Place:
    """Find the place of the article of this page, and free it where another page has it wrongly.

    Two pages that name one canonical URL and have one title are one article, and the page that
    stands at that URL is its better copy. A canonical URL under which another title is stored
    lies: then the page's own URL is the key. A `new` page has no article yet.
    """
    own = page.key
    named = url_hash(article.canonical_url) if article.canonical_url else own
    mine = None if new else session.scalar(select(ArticleRow).filter_by(page_id=page.id))
    mine_id = mine.id if mine else None
    for key in dict.fromkeys((named, own)):
        there = _row_at(session, page.site_id, key)
        if there is None or there.id == mine_id:
            return Place(key, mine_id)
        if _same_title(there, article):
            if mine is not None:
                _merge(session, mine, there)
            return Place(key, there.id, keep=_is_better(there.page, page, key))
        if key == own:
            _send_home(session, there)
    return Place(own, mine_id)


def _is_better(one: PageRow, other: PageRow, key: bytes) -> bool:
    """Whether the first of two copies is the one to keep, in whatever order they came.

    The one at the canonical URL; where neither stands there, the one with the shorter URL.
    """
    if key in (one.key, other.key):
        return one.key == key
    addresses = [page.final_url or page.url or "" for page in (one, other)]
    return min(addresses, key=lambda url: (len(url), url)) == addresses[0]


def _row_at(session: Session, site: int, key: bytes) -> ArticleRow | None:
    number = run(session, _at, {"key": key, "site": site}).scalar()
    return None if number is None else session.get(ArticleRow, number)


def _at(_dialect: str) -> Select[int]:
    there = (ArticleRow.key == bindparam("key"), ArticleRow.site_id == bindparam("site"))
    return select(ArticleRow.id).where(*there)


def _same_title(row: ArticleRow, article: Article) -> bool:
    if row.title is None or article.title is None:
        return row.title == article.title
    return fingerprint(row.title) == fingerprint(article.title)


def _merge(session: Session, twin: ArticleRow, into: ArticleRow) -> None:
    """A page that had an article of its own turns out to be the twin of another."""
    ledger = update(UrlRow).where(UrlRow.article_id == twin.id)
    session.execute(ledger.values(article_id=into.id))
    move_versions(session, twin.id, into.id)
    corrections.move(session, twin.id, into.id)
    leave(session, [twin.id])
    unindex(session, [twin.id])
    session.execute(delete(ArticleRow).where(ArticleRow.id == twin.id))


def _send_home(session: Session, row: ArticleRow) -> None:
    """Another page took this URL by a canonical that lied; it goes back to its own.

    Its own may be taken in the same way, so it waits outside until that one has gone home.
    """
    row.key = b"moving %d" % row.id
    session.flush()
    taken_by = _row_at(session, row.site_id, row.page.key)
    if taken_by is not None:
        _send_home(session, taken_by)
    row.key = row.page.key
    session.flush()

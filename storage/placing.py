"""Which row an article belongs in: canonical URLs make twins one, unless they lie."""

from dataclasses import dataclass

from sqlalchemy import Select, bindparam, delete, select, update
from sqlalchemy.orm import Session

from cleaners.memory import fingerprint
from cleaners.types import Article
from storage import corrections
from storage.compiled import run
from storage.grouping import compared, leave
from storage.index import unindex
from storage.keys import url_hash
from storage.models import ArticleRow, PageRow, TextRow, UrlRow
from storage.shingles import other_story, shingled
from storage.types import SEARCHED
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

    Pages that name one canonical URL and have one title are one article, and the page that stands
    at that URL is its better copy; so are pages that name each other, one after the other or in a
    ring. A canonical URL under which another story is stored lies: then the page's own URL is the
    key. A `new` page has no article yet.
    """
    own = page.key
    named = url_hash(article.canonical_url) if article.canonical_url else own
    mine = None if new else session.scalar(select(ArticleRow).filter_by(page_id=page.id))
    if named == own:
        return _at_own(session, page, article, mine)
    there = _row_at(session, page.site_id, named) or _row_of(session, page.site_id, named)
    if there is None:
        return _at_named(session, page, article, mine, named)
    if there is not mine and not _is_same(session, there, article):
        return _at_own(session, page, article, mine)
    if there.key == own:
        return _in_ring(session, page, there, mine)
    for twin in (mine, _row_at(session, page.site_id, own)):
        if twin not in (None, there) and (twin is mine or _is_same(session, twin, article)):
            _merge(session, twin, there)
    keep = there is not mine and _is_better(there.page, page, there.key)
    return Place(there.key, there.id, keep)


def _at_own(session: Session, page: PageRow, article: Article, mine: ArticleRow | None) -> Place:
    """The place under the page's own URL."""
    there = _row_at(session, page.site_id, page.key)
    if there is None or there is mine:
        return Place(page.key, mine.id if mine else None)
    if _is_same(session, there, article):
        _merge(session, mine, there)
        return Place(page.key, there.id)
    _send_home(session, there)
    return Place(page.key, mine.id if mine else None)


def _at_named(
    session: Session, page: PageRow, article: Article, mine: ArticleRow | None, named: bytes
) -> Place:
    """The place under a URL that nobody has; with what was put under this page's own URL."""
    there = _row_at(session, page.site_id, page.key)
    if there is None or there is mine or not _is_same(session, there, article):
        return Place(named, mine.id if mine else None)
    _merge(session, mine, there)
    there.key = named
    session.flush()
    return Place(named, there.id, keep=_is_better(there.page, page, named))


def _in_ring(session: Session, page: PageRow, there: ArticleRow, mine: ArticleRow | None) -> Place:
    """The place of pages that name each other: that of the page with the shortest URL."""
    if there is mine or _is_shorter(page, there.page):
        _merge(session, mine, there)
        return Place(page.key, there.id)
    home = there.page.key
    if (taken_by := _row_at(session, page.site_id, home)) is not None:
        _send_home(session, taken_by)
    _merge(session, mine, there)
    there.key = home
    session.flush()
    return Place(home, there.id, keep=True)


def _is_better(one: PageRow, other: PageRow, key: bytes) -> bool:
    """Whether the first of two copies is the one to keep, in whatever order they came.

    The one at the canonical URL; where neither stands there, the one with the shorter URL.
    """
    if key in (one.key, other.key):
        return one.key == key
    return not _is_shorter(other, one)


def _is_shorter(one: PageRow, other: PageRow) -> bool:
    """Whether the first page has the shorter URL; of two as long the first by the alphabet."""
    urls = (one.final_url or one.url or "", other.final_url or other.url or "")
    return urls[0] != urls[1] and min(urls, key=lambda url: (len(url), url)) == urls[0]


def _row_at(session: Session, site: int, key: bytes) -> ArticleRow | None:
    number = run(session, _at, {"key": key, "site": site}).scalar()
    return None if number is None else session.get(ArticleRow, number)


def _at(_dialect: str) -> Select[int]:
    there = (ArticleRow.key == bindparam("key"), ArticleRow.site_id == bindparam("site"))
    return select(ArticleRow.id).where(*there)


def _row_of(session: Session, site: int, key: bytes) -> ArticleRow | None:
    """The article that the page at a URL became a part of, if it has none of its own."""
    of_url = select(UrlRow.article_id).where(UrlRow.key == key)
    question = select(ArticleRow).where(ArticleRow.id.in_(of_url), ArticleRow.site_id == site)
    return session.scalar(question)


def _is_same(session: Session, row: ArticleRow, article: Article) -> bool:
    """Whether a stored article and this one may be one: by kind, title and text.

    A site whose articles all name one section as canonical may well give several of them one title
    ("Weather"): texts that are long enough to tell must tell one story.
    """
    if (row.kind in SEARCHED) != (article.kind in SEARCHED) or not _same_title(row, article):
        return False
    written = session.scalar(select(TextRow.text).where(TextRow.article_id == row.id)) or ""
    mine, theirs = (shingled(compared(text)) for text in (article.text, written))
    return not other_story(mine, theirs)


def _same_title(row: ArticleRow, article: Article) -> bool:
    if row.title is None or article.title is None:
        return row.title == article.title
    return fingerprint(row.title) == fingerprint(article.title)


def _merge(session: Session, twin: ArticleRow | None, into: ArticleRow) -> None:
    """A page that had an article of its own turns out to be the twin of another."""
    if twin is None or twin is into:
        return
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

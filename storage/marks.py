"""What the store writes down for its sites' memories: who bears witness, and who asked.

Each block, title and URL of an article leaves a mark, with a number that tells the time.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import and_, delete, func, select, update
from sqlalchemy import insert as insert_rows
from sqlalchemy.orm import Session

from cleaners.memory import (
    WITNESSES,
    Recalled,
    address_key,
    fingerprint,
    title_key,
    witness_keys,
)
from cleaners.types import Article
from storage.models import ArticleRow, AskRow, MarkRow, SiteRow
from storage.types import SEARCHED, FoundUrl
from storage.upsert import insert, table

CHUNK = 500
"""Keys in one question; older SQLite takes at most 999 values."""


def mark_article(
    session: Session, site: int, article_id: int, article: Article, recalled: Recalled | None
) -> None:
    """Note what an article bears witness to, and what its cleaning asked."""
    lock_site(session, site)
    alone = _mark_blocks(session, site, article_id, _testimony(article))
    if article.title is not None and article.url is not None and article.kind in SEARCHED:
        rows = list(_named(site, article.url, article.title, article_id))
        _add(session, rows)
    stale = recalled is not None and not alone.isdisjoint(recalled.asked)
    note_recalled(session, site, article_id, recalled, stale=stale)


def mark_again(session: Session, site: int, article_id: int, article: Article) -> None:
    """Note what an article bears witness to, after blocks of it were moved by hand."""
    lock_site(session, site)
    _mark_blocks(session, site, article_id, _testimony(article))


def note_recalled(
    session: Session, site: int, article_id: int, recalled: Recalled | None, *, stale: bool = False
) -> None:
    """Note what the cleaning of an article asked, and what its memory knew; None for nothing."""
    clock = recalled.clock if recalled else None
    row = update(table(ArticleRow)).where(ArticleRow.id == article_id)
    session.execute(row.values(recalled=clock, stale=stale))
    _note_questions(session, site, article_id, recalled.asked if recalled else frozenset())


def mark_found(session: Session, found: Iterable[tuple[int, FoundUrl]]) -> None:
    """Note the titles that listings give, each with the number of its site."""
    named = [(site, item.url, item.title) for site, item in found if item.title is not None]
    for site in sorted({site for site, _, _ in named}):
        lock_site(session, site)
    _add(session, [row for site, url, title in named for row in _named(site, url, title, None)])


def lock_site(session: Session, site: int) -> None:
    """Let one writer at a time add marks of a site, so that their numbers tell the time.

    SQLite has one writer at any time.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(
            select(SiteRow.id).where(SiteRow.id == site).with_for_update(key_share=True)
        )


def _testimony(article: Article) -> set[int]:
    """The keys of its blocks; a list or a shop says nothing of what articles are made of."""
    return witness_keys(article) if article.kind in SEARCHED else set()


def _mark_blocks(session: Session, site: int, article_id: int, blocks: set[int]) -> set[int]:
    """Bring the marks of an article's blocks up to date; returns those that another one had.

    That is, one other alone: no memory knew of it, as it repeated nothing until now.
    """
    own = select(MarkRow.key).where(MarkRow.article_id == article_id, MarkRow.witness == article_id)
    known = set(session.scalars(own))
    for some in chunks(known - blocks):
        gone = and_(MarkRow.article_id == article_id, MarkRow.key.in_(some))
        session.execute(delete(table(MarkRow)).where(gone))
    new = blocks - known
    witnesses = _witnesses(session, site, new)
    _add(
        session,
        [
            _mark(site, key, article_id, article_id)
            for key in sorted(new)
            if witnesses.get(key, 0) < WITNESSES
        ],
    )
    return {key for key, number in witnesses.items() if number == 1}


def _witnesses(session: Session, site: int, keys: Iterable[int]) -> dict[int, int]:
    """How many articles of the site have each block."""
    found: dict[int, int] = {}
    for some in chunks(keys):
        question = select(MarkRow.key, func.count()).group_by(MarkRow.key)
        counted = question.where(MarkRow.site_id == site, MarkRow.key.in_(some))
        found.update(session.execute(counted).all())
    return found


def _named(site: int, url: str, title: str, article_id: int | None) -> Iterator[dict[str, Any]]:
    address = address_key(url)
    yield _mark(site, address, fingerprint(title), article_id)
    key = title_key(title)
    if key is not None:
        yield _mark(site, key, address, article_id)


def _mark(site: int, key: int, witness: int, article_id: int | None) -> dict[str, Any]:
    return {"site_id": site, "key": key, "witness": witness, "article_id": article_id}


def _add(session: Session, rows: list[dict[str, Any]]) -> None:
    if rows:
        once = insert(session, MarkRow).on_conflict_do_nothing(
            index_elements=["site_id", "key", "witness"]
        )
        session.execute(once, rows)


def _note_questions(session: Session, site: int, article_id: int, asked: Collection[int]) -> None:
    known = set(session.scalars(select(AskRow.key).where(AskRow.article_id == article_id)))
    for some in chunks(known - set(asked)):
        gone = and_(AskRow.article_id == article_id, AskRow.key.in_(some))
        session.execute(delete(table(AskRow)).where(gone))
    new = [
        {"article_id": article_id, "key": key, "site_id": site}
        for key in sorted(set(asked) - known)
    ]
    if new:
        session.execute(insert_rows(table(AskRow)), new)


def chunks(keys: Iterable[int]) -> Iterator[list[int]]:
    """The keys in order, as many at a time as one question takes."""
    ordered = sorted(keys)
    return (ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK))

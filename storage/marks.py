"""What the store writes down for its sites' memories: who bears witness, and who asked.

Each block, title and URL of an article leaves a mark, with a number that tells the time.
"""

from collections.abc import Iterable, Iterator, Set
from typing import Any

from sqlalchemy import Update, bindparam, select, update
from sqlalchemy.orm import Session

from cleaners.memory import (
    Recalled,
    address_key,
    fingerprint,
    title_key,
    witness_keys,
)
from cleaners.types import Article
from storage.compiled import run
from storage.models import ArticleRow, SiteRow
from storage.preparing import Prepared
from storage.prints import Prints, own_prints, write_prints
from storage.types import SEARCHED, FoundUrl
from storage.upsert import table

CHUNK = 500
"""Keys in one question; older SQLite takes at most 999 values."""


SQL = (
    "INSERT INTO marks (site_id, key, witness, article_id) VALUES ({}, {}, {}, {})"
    " ON CONFLICT (site_id, key, witness) DO NOTHING"
)


def mark_article(
    session: Session,
    site: int,
    article_id: int,
    article: Article,
    recalled: Recalled | None,
    *,
    new: bool = False,
    prepared: Prepared | None = None,
) -> None:
    """Note what an article bears witness to, and what its cleaning asked; nothing yet if `new`."""
    lock_site(session, site)
    before = Prints() if new else own_prints(session, article_id)
    asked = recalled.asked if recalled else frozenset[int]()
    knew = recalled.clock if recalled else 0
    marks = borne_witness(article, prepared)
    alone = write_prints(session, site, article_id, before, marks, asked, knew)
    if article.title is not None and article.url is not None and article.kind in SEARCHED:
        rows = list(title_marks(site, article.url, article.title, article_id))
        _add(session, rows)
    stale = recalled is not None and not alone.isdisjoint(recalled.asked)
    _note_clock(session, article_id, recalled, stale=stale)


def mark_again(session: Session, site: int, article_id: int, article: Article) -> None:
    """Note what an article bears witness to, after blocks of it were moved by hand."""
    lock_site(session, site)
    before = own_prints(session, article_id)
    marks = borne_witness(article)
    write_prints(session, site, article_id, before, marks, before.asked(), 0)


def note_recalled(session: Session, site: int, article_id: int, recalled: Recalled | None) -> None:
    """Note what the cleaning of an article asked, and what its memory knew; None for nothing."""
    before = own_prints(session, article_id)
    asked = recalled.asked if recalled else frozenset[int]()
    knew = recalled.clock if recalled else 0
    write_prints(session, site, article_id, before, before.marks(), asked, knew)
    _note_clock(session, article_id, recalled, stale=False)


def _note_clock(
    session: Session, article_id: int, recalled: Recalled | None, *, stale: bool
) -> None:
    clock = recalled.clock if recalled else None
    run(session, _clock, {"number": article_id, "knew": clock, "known_stale": stale})


def _clock(_dialect: str) -> Update:
    row = update(table(ArticleRow)).where(ArticleRow.id == bindparam("number"))
    return row.values(recalled=bindparam("knew"), stale=bindparam("known_stale"))


def mark_found(session: Session, found: Iterable[tuple[int, FoundUrl]]) -> None:
    """Note the titles that listings give, each with the number of its site."""
    named = [(site, item.url, item.title) for site, item in found if item.title is not None]
    for site in sorted({site for site, _, _ in named}):
        lock_site(session, site)
    _add(
        session, [row for site, url, title in named for row in title_marks(site, url, title, None)]
    )


def lock_site(session: Session, site: int) -> None:
    """Let one writer at a time add marks of a site, so that their numbers tell the time.

    SQLite has one writer at any time.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(
            select(SiteRow.id).where(SiteRow.id == site).with_for_update(key_share=True)
        )


def borne_witness(article: Article, prepared: Prepared | None = None) -> Set[int]:
    """The keys of its blocks; a list or a shop says nothing of what articles are made of."""
    if article.kind not in SEARCHED:
        return frozenset()
    if prepared is not None and prepared.is_of(article):
        return prepared.keys
    return witness_keys(article)


def title_marks(
    site: int, url: str, title: str, article_id: int | None
) -> Iterator[dict[str, Any]]:
    """The marks of a title, as rows."""
    return (_mark(site, key, witness, article_id) for key, witness in title_keys(url, title))


def title_keys(url: str, title: str) -> Iterator[tuple[int, int]]:
    """The keys of a title at a URL, each with its witness."""
    address = address_key(url)
    yield address, fingerprint(title)
    key = title_key(title)
    if key is not None:
        yield key, address


def _mark(site: int, key: int, witness: int, article_id: int | None) -> dict[str, Any]:
    return {"site_id": site, "key": key, "witness": witness, "article_id": article_id}


def _add(session: Session, rows: list[dict[str, Any]]) -> None:
    if rows:
        sql = SQL.format(*["%s" if session.get_bind().dialect.name == "postgresql" else "?"] * 4)
        session.connection().exec_driver_sql(sql, [tuple(row.values()) for row in rows])


def chunks(keys: Iterable[int]) -> Iterator[list[int]]:
    """The keys in order, as many at a time as one question takes."""
    ordered = sorted(keys)
    return (ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK))

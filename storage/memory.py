"""What the store knows of a site, as cleaning asks for it: titles, and blocks that repeat."""

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from cleaners.memory import KnownArticle, RememberedSite, fingerprint, remember
from storage.keys import host_of
from storage.models import ArticleRow, BlockRow, RemovalRow, SiteRow, UrlRow

MIN_PAGES = 2
"""A block that stands on one page only repeats nothing."""


def site_memory(session: Session, site: str, limit: int) -> RememberedSite:
    """The titles of the newest articles and found URLs of a site, and its repeated blocks."""
    number = session.scalar(select(SiteRow.id).where(SiteRow.host == host_of(site)))
    if number is None:
        return RememberedSite()
    stored = (
        select(ArticleRow.url, ArticleRow.title)
        .where(ArticleRow.site_id == number, ArticleRow.title.is_not(None))
        .order_by(ArticleRow.dated_at.desc())
        .limit(limit)
    )
    found = (
        select(UrlRow.url, UrlRow.title)
        .where(UrlRow.site_id == number, UrlRow.title.is_not(None))
        .order_by(UrlRow.found_at.desc())
        .limit(limit)
    )
    known = [
        KnownArticle(url, title)
        for question in (stored, found)
        for url, title in session.execute(question)
        if title is not None
    ]
    return remember(known, _repeated_blocks(session, number, limit))


def _repeated_blocks(session: Session, site: int, limit: int) -> dict[int, int]:
    """On how many of the site's newest articles each block stands, kept or removed."""
    newest = (
        select(ArticleRow.id)
        .where(ArticleRow.site_id == site)
        .order_by(ArticleRow.dated_at.desc())
        .limit(limit)
        .subquery()
    )
    marks = union_all(
        *(
            select(part.article_id, part.fingerprint).join(newest, newest.c.id == part.article_id)
            for part in (BlockRow, RemovalRow)
        )
    ).subquery()
    pages = func.count(marks.c.article_id.distinct())
    question = (
        select(marks.c.fingerprint, pages)
        .where(marks.c.fingerprint != fingerprint(""))
        .group_by(marks.c.fingerprint)
        .having(pages >= MIN_PAGES)
    )
    return dict(session.execute(question).all())

"""What the store knows of a site, as cleaning asks for it: titles, and blocks that repeat."""

from collections import defaultdict

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from cleaners.memory import KnownArticle, RememberedSite, remember
from cleaners.stories import Stories, story_keys
from storage.keys import host_of
from storage.models import ArticleRow, MarkRow, SiteRow, UrlRow
from storage.types import SEARCHED

MAX_BLOCKS = 50_000
"""Repeated blocks that are remembered of one site; those on the fewest articles go first."""


def site_memory(session: Session, site: str, limit: int) -> RememberedSite:
    """What is known of a site, the same whatever order it came in: the titles of its `limit`
    newest articles and as many found URLs, and its repeated blocks."""
    number = session.scalar(select(SiteRow.id).where(SiteRow.host == host_of(site)))
    if number is None:
        return RememberedSite()
    stored = session.execute(_stored(number, limit)).all()
    found = session.execute(_found(number, limit)).all()
    stories = Stories()
    for row in stored:
        stories.add(row.id, story_keys(row.title, [row.url]))
    known = [
        KnownArticle(row.url, row.title)
        for rows in (stored, found)
        for row in sorted(rows, key=lambda row: (len(row.url), str(row.url)))
        if row.title is not None
    ]
    blocks = _repeated_blocks(session, number, stories)
    return remember(known, blocks, stories.by_key(), clock(session))


def clock(session: Session) -> int:
    """The number of the last mark of any site."""
    return session.scalar(select(func.max(MarkRow.id))) or 0


def _stored(site: int, limit: int) -> Select[int, str, str | None]:
    wanted = select(ArticleRow.id, ArticleRow.url, ArticleRow.title)
    of_site = wanted.where(ArticleRow.site_id == site, ArticleRow.kind.in_(SEARCHED))
    return of_site.order_by(ArticleRow.dated_at.desc()).limit(limit)


def _found(site: int, limit: int) -> Select[str, str | None]:
    wanted = select(UrlRow.url, UrlRow.title)
    titled = wanted.where(UrlRow.site_id == site, UrlRow.title.is_not(None))
    return titled.order_by(UrlRow.found_at.desc()).limit(limit)


def _repeated_blocks(session: Session, site: int, stories: Stories) -> dict[int, set[int]]:
    """The blocks that stand on two stored articles at least, with the stories of these."""
    of_blocks = (MarkRow.site_id == site, MarkRow.witness == MarkRow.article_id)
    repeated = (
        select(MarkRow.key)
        .where(*of_blocks)
        .group_by(MarkRow.key)
        .having(func.count() > 1)
        .order_by(func.count().desc(), MarkRow.key)
        .limit(MAX_BLOCKS)
    )
    question = select(MarkRow.key, MarkRow.witness)
    found: dict[int, set[int]] = defaultdict(set)
    for key, article in session.execute(question.where(*of_blocks, MarkRow.key.in_(repeated))):
        found[key].add(stories.of(article))
    return found

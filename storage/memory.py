"""What the store knows of a site, as cleaning asks for it: titles, and blocks that repeat."""

from collections import defaultdict

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from cleaners.memory import KnownArticle, RememberedSite, remember
from cleaners.stories import Stories, story_keys
from storage.keys import host_of
from storage.models import ArticleRow, MarkRow, PrintRow, SiteRow, UrlRow
from storage.prints import keys_of
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
    of_site = select(func.max(ArticleRow.marked)).where(ArticleRow.site_id == SiteRow.id)
    last = session.scalar(select(func.max(of_site.scalar_subquery())).select_from(SiteRow))
    return max(last or 0, session.scalar(select(func.max(MarkRow.id))) or 0)


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
    of_blocks = (PrintRow.site_id == site, PrintRow.bare == 0)
    repeated = (
        select(PrintRow.key)
        .where(*of_blocks)
        .group_by(PrintRow.key)
        .having(func.count() > 1)
        .order_by(func.count().desc(), PrintRow.key)
        .limit(MAX_BLOCKS)
    )
    question = select(PrintRow.key, PrintRow.flags, PrintRow.article_id)
    witnesses: dict[int, list[int]] = defaultdict(list)
    for low, flags, article in session.execute(
        question.where(*of_blocks, PrintRow.key.in_(repeated))
    ):
        for key in keys_of(low, flags):
            witnesses[key].append(article)
    several = {key: on for key, on in witnesses.items() if len(on) > 1}
    return {key: {stories.of(article) for article in on} for key, on in several.items()}

"""What the store knows of a site, as cleaning asks for it: titles, and blocks that repeat."""

from collections import defaultdict

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from cleaners.memory import KnownArticle, RememberedSite, remember
from cleaners.stories import Stories, story_keys
from storage.compiled import run
from storage.keys import host_of
from storage.models import ArticleRow, MarkRow, PrintRow, SiteRow, UrlRow
from storage.prints import keys_of
from storage.types import SEARCHED

MAX_BLOCKS = 50_000
"""Repeated blocks that are remembered of one site; those on the fewest articles go first."""


def site_memory(session: Session, site: str, limit: int) -> RememberedSite:
    """What is known of a site, the same whatever order it came in: the titles of its `limit`
    newest articles and as many found URLs, and its repeated blocks."""
    number = run(session, _number, {"name": host_of(site)}).scalar()
    if number is None:
        return RememberedSite()
    of_site = {"site": number, "most": limit}
    stored, found = run(session, _stored, of_site).all(), run(session, _found, of_site).all()
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
    last = run(session, _last_of_articles, {}).scalar()
    return max(last or 0, run(session, _last_of_titles, {}).scalar() or 0)


def _last_of_articles(_dialect: str) -> Select[int]:
    of_site = select(func.max(ArticleRow.marked)).where(ArticleRow.site_id == SiteRow.id)
    return select(func.max(of_site.scalar_subquery())).select_from(SiteRow)


def _last_of_titles(_dialect: str) -> Select[int]:
    return select(func.max(MarkRow.id))


def _number(_dialect: str) -> Select[int]:
    return select(SiteRow.id).where(SiteRow.host == bindparam("name"))


def _stored(_dialect: str) -> Select[int, str, str | None]:
    wanted = select(ArticleRow.id, ArticleRow.url, ArticleRow.title)
    searched = or_(*(ArticleRow.kind == kind for kind in SEARCHED))
    of_site = wanted.where(ArticleRow.site_id == bindparam("site"), searched)
    return of_site.order_by(ArticleRow.dated_at.desc()).limit(bindparam("most"))


def _found(_dialect: str) -> Select[str, str | None]:
    wanted = select(UrlRow.url, UrlRow.title)
    titled = wanted.where(UrlRow.site_id == bindparam("site"), UrlRow.title.is_not(None))
    return titled.order_by(UrlRow.found_at.desc()).limit(bindparam("most"))


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

"""What former versions say of an article that is forgotten, and the headlines that it once had."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from cleaners.types import Article
from storage.mentions import Mentioned, Names
from storage.upsert import table
from storage.version_row import VersionRow
from storage.version_rows import packed, unpacked

AT_ONCE = 200
"""Versions in memory at a time."""


def erase_in_versions(session: Session, mentioned: Mentioned) -> None:
    """Take headlines, reasons and links that name it out of the versions of other articles.

    Their contents are compressed, so each is looked at.
    """
    names = Names(mentioned)
    for number, article in _versions(session):
        links = tuple(link for link in article.links if not names.link(link))
        cuts = tuple(cut for cut in article.removals if not names.cut(cut))
        if (links, cuts) != (article.links, article.removals):
            content = packed(replace(article, links=links, removals=cuts))
            row = update(table(VersionRow)).where(VersionRow.id == number)
            session.execute(row.values(content=content))


def former_titles(session: Session, articles: Collection[int]) -> set[str]:
    """The headlines that these articles had in former versions."""
    wanted = select(VersionRow.content).where(VersionRow.article_id.in_(articles))
    kept = session.scalars(wanted.where(VersionRow.content.is_not(None)))
    return {title for content in kept if content and (title := unpacked(content).title)}


def _versions(session: Session) -> Iterator[tuple[int, Article]]:
    last = 0
    wanted = select(VersionRow.id, VersionRow.content).where(VersionRow.content.is_not(None))
    some = wanted.order_by(VersionRow.id).limit(AT_ONCE)
    while rows := session.execute(some.where(VersionRow.id > last)).all():
        for number, content in rows:
            if content is not None:
                yield number, unpacked(content)
        last = rows[-1][0]

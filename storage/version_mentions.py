"""What former versions say of an article that is forgotten, and the headlines that it once had."""

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from cleaners.types import Article
from storage.mentions import Mentioned, Names
from storage.scrubbing import securely
from storage.transactions import Transactions
from storage.upsert import table
from storage.version_row import VersionRow
from storage.version_rows import packed, unpacked

AT_ONCE = 200
"""Versions in memory at a time."""


def erase_in_versions(transactions: Transactions, mentioned: Mentioned) -> None:
    """Take headlines, reasons and links that name it out of the versions of other articles.

    Their contents are compressed, so each is looked at, some at a time.
    """
    names, last = Names(mentioned), 0
    wanted = select(VersionRow.id, VersionRow.content).where(VersionRow.content.is_not(None))
    some = wanted.order_by(VersionRow.id).limit(AT_ONCE)
    while True:
        with transactions.read() as session:
            rows = session.execute(some.where(VersionRow.id > last)).all()
        if not rows:
            return
        changed = {
            number: packed(now)
            for number, content in rows
            if content is not None and (now := _without(names, unpacked(content)))
        }
        if changed:
            transactions.write(lambda session: _replace(session, changed))  # noqa: B023
        last = rows[-1].id


def _without(names: Names, article: Article) -> Article | None:
    """The version without what names it; None where nothing does."""
    links = tuple(link for link in article.links if not names.link(link))
    cuts = tuple(cut for cut in article.removals if not names.cut(cut))
    if (links, cuts) == (article.links, article.removals):
        return None
    return replace(article, links=links, removals=cuts)


def _replace(session: Session, contents: dict[int, bytes]) -> None:
    """A version never changes otherwise; it may be gone, or have lost its text."""
    securely(session)
    for number, content in contents.items():
        there = VersionRow.content.is_not(None)
        row = update(table(VersionRow)).where(VersionRow.id == number, there)
        session.execute(row.values(content=content))


def former_titles(session: Session, articles: Collection[int]) -> set[str]:
    """The headlines that these articles had in former versions."""
    wanted = select(VersionRow.content).where(VersionRow.article_id.in_(articles))
    kept = session.scalars(wanted.where(VersionRow.content.is_not(None)))
    return {title for content in kept if content and (title := unpacked(content).title)}

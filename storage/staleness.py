"""Which articles a grown memory would change: those that asked, where a later mark may answer.

Cleaned again, a page asks the same questions. So only a mark on one of these, newer than what its
memory knew, can change its article.
"""

from typing import Any

from sqlalchemy import and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from storage.keys import host_of
from storage.models import ArticleRow, AskRow, MarkRow, SiteRow
from storage.upsert import table

MAX_MARKS = 300_000
"""Marks of blocks that are kept of one site, about 20 MB with their index. Beyond that those go
that never met a second witness, the oldest first."""


def stale_articles(session: Session, site: str) -> list[int]:
    """The articles of a site that cleaning with today's memory may change, since it was settled.

    Nothing is read but the marks since then and who asked for them: a site that is ten times as
    large costs no more.
    """
    number, settled = _site(session, site)
    if number is None:
        return []
    newer = _newer_marks().where(MarkRow.site_id == number, MarkRow.id > settled)
    flagged = select(ArticleRow.id).where(ArticleRow.site_id == number, ArticleRow.stale)
    return sorted({*session.scalars(newer), *session.scalars(flagged)})


def outdated_articles(session: Session, site: str, rules_version: str) -> list[int]:
    """The articles of a site that today's memory or rules may change, looked for among all."""
    number, _ = _site(session, site)
    newer = (
        exists()
        .where(AskRow.article_id == ArticleRow.id)
        .where(MarkRow.site_id == AskRow.site_id, MarkRow.key == AskRow.key)
        .where(MarkRow.id > ArticleRow.recalled, _of_another())
    )
    old = or_(
        ArticleRow.rules_version != rules_version,
        ArticleRow.recalled.is_(None),
        ArticleRow.stale,
        newer,
    )
    question = select(ArticleRow.id).where(ArticleRow.site_id == number, old)
    return list(session.scalars(question.order_by(ArticleRow.id)))


def _newer_marks() -> Any:
    asked = and_(AskRow.site_id == MarkRow.site_id, AskRow.key == MarkRow.key)
    return (
        select(AskRow.article_id)
        .distinct()
        .select_from(MarkRow)
        .join(AskRow, asked)
        .join(ArticleRow, ArticleRow.id == AskRow.article_id)
        .where(MarkRow.id > ArticleRow.recalled, _of_another())
    )


def _of_another() -> Any:
    return or_(MarkRow.article_id.is_(None), MarkRow.article_id != AskRow.article_id)


def settle(session: Session, site: str, clock: int) -> None:
    """Note that no article of the site is stale by the marks until this one; forget what is old."""
    number, settled = _site(session, site)
    if number is None:
        return
    later = max(clock, settled)
    session.execute(update(table(SiteRow)).where(SiteRow.id == number).values(settled=later))
    _forget(session, number)


def _forget(session: Session, site: int, limit: int = MAX_MARKS) -> None:
    """Hold the marks of a site's blocks to the limit; what repeats stays."""
    of_blocks = and_(MarkRow.site_id == site, MarkRow.witness == MarkRow.article_id)
    number = session.scalar(select(func.count()).select_from(MarkRow).where(of_blocks)) or 0
    if number <= limit:
        return
    oldest = func.min(MarkRow.id)
    alone = select(oldest).where(of_blocks).group_by(MarkRow.key).having(func.count() == 1)
    gone = alone.order_by(oldest).limit(number - limit)
    session.execute(delete(table(MarkRow)).where(MarkRow.id.in_(gone)))


def _site(session: Session, site: str) -> tuple[int | None, int]:
    wanted = select(SiteRow.id, SiteRow.settled).where(SiteRow.host == host_of(site))
    row = session.execute(wanted).first()
    return (None, 0) if row is None else (row.id, row.settled)

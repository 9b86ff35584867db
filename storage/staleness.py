"""Which articles a grown memory would change: those that asked, where a later mark may answer.

Cleaned again, a page asks the same questions. So only a mark on one of these, newer than what its
memory knew, can change its article.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from storage.keys import host_of
from storage.marks import chunks
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
    # `+ 0` keeps the databases from reading all marks of the site by their index
    marks = select(MarkRow.key, MarkRow.id, MarkRow.article_id)
    new = marks.where(MarkRow.id > settled, MarkRow.site_id + 0 == number)
    by_key: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
    for key, mark, witness in session.execute(new):
        by_key[key].append((mark, witness))
    stale = set(_askers(session, number, by_key))
    flagged = select(ArticleRow.id).where(ArticleRow.site_id == number, ArticleRow.stale)
    return sorted(stale.union(session.scalars(flagged)))


def _askers(
    session: Session, site: int, marks: Mapping[int, list[tuple[int, int | None]]]
) -> Iterator[int]:
    """The articles that asked one of these keys, and did not know a mark of another article."""
    asked = (
        select(AskRow.key, AskRow.article_id, ArticleRow.recalled)
        .join(ArticleRow, ArticleRow.id == AskRow.article_id)
        .where(AskRow.site_id == site, ArticleRow.recalled.is_not(None))
    )
    for some in chunks(marks):
        for key, article, recalled in session.execute(asked.where(AskRow.key.in_(some))):
            known = recalled or 0
            if any(mark > known and witness != article for mark, witness in marks[key]):
                yield article


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

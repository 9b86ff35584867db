"""What the store holds, in numbers."""

from typing import Any

from sqlalchemy import SQLColumnExpression, func, select
from sqlalchemy.orm import Session

from storage.models import ArticleRow, PageRow, RemovalRow, SiteRow, UrlRow
from storage.types import SiteStats, Stats


def stats(session: Session, file_bytes: int | None) -> Stats:
    """Sites by name; the other counts with the largest first."""
    articles, pages, removals = _articles(session), _pages(session), _removals(session)
    sites = session.execute(select(SiteRow.id, SiteRow.host).order_by(SiteRow.host)).all()
    return Stats(
        sites=tuple(
            _site(host, articles.get(number), pages.get(number), removals.get(number, 0))
            for number, host in sites
            if number in articles or number in pages
        ),
        removals=_counted(session, RemovalRow.step),
        languages=_counted(session, func.coalesce(ArticleRow.language, "unknown")),
        urls=_counted(session, UrlRow.state),
        file_bytes=file_bytes,
    )


def _site(host: str, articles: Any, pages: Any, removals: int) -> SiteStats:
    return SiteStats(
        site=host,
        articles=articles.number if articles else 0,
        pages=pages.number if pages else 0,
        words=articles.words if articles else 0,
        raw_bytes=pages.raw if pages else 0,
        stored_bytes=pages.stored if pages else 0,
        removals=removals,
        oldest=articles.oldest if articles else None,
        newest=articles.newest if articles else None,
    )


def _articles(session: Session) -> dict[int, Any]:
    question = select(
        ArticleRow.site_id,
        func.count().label("number"),
        func.sum(ArticleRow.words).label("words"),
        func.min(ArticleRow.dated_at).label("oldest"),
        func.max(ArticleRow.dated_at).label("newest"),
    ).group_by(ArticleRow.site_id)
    return {row.site_id: row for row in session.execute(question)}


def _pages(session: Session) -> dict[int, Any]:
    question = select(
        PageRow.site_id,
        func.count().label("number"),
        func.sum(PageRow.raw_bytes).label("raw"),
        func.sum(PageRow.stored_bytes).label("stored"),
    ).group_by(PageRow.site_id)
    return {row.site_id: row for row in session.execute(question)}


def _removals(session: Session) -> dict[int, int]:
    question = (
        select(ArticleRow.site_id, func.count())
        .join(RemovalRow, RemovalRow.article_id == ArticleRow.id)
        .group_by(ArticleRow.site_id)
    )
    return dict(session.execute(question).all())


def _counted(session: Session, what: SQLColumnExpression[str]) -> dict[str, int]:
    number = func.count().label("number")
    question = select(what, number).group_by(what).order_by(number.desc(), what)
    return dict(session.execute(question).all())

"""What the store holds, in numbers."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Integer, SQLColumnExpression, TableValuedAlias, cast, func, select, true
from sqlalchemy.orm import Session

from storage.models import ArticleRow, PageRow, SiteRow, TextRow, UrlRow
from storage.types import SiteStats, Stats


def stats(session: Session, file_bytes: int | None) -> Stats:
    """Sites by name; the other counts with the largest first."""
    articles, pages, removals = _articles(session), _pages(session), _removals(session)
    sites = session.execute(select(SiteRow.id, SiteRow.host).order_by(SiteRow.host)).all()
    return Stats(
        sites=tuple(
            _site(
                host,
                articles.get(number),
                pages.get(number),
                removals.get(number, {}),
            )
            for number, host in sites
            if number in articles or number in pages
        ),
        removals=_together(removals.values()),
        languages=_counted(session, func.coalesce(ArticleRow.language, "unknown")),
        urls=_counted(session, UrlRow.state),
        file_bytes=file_bytes,
    )


def _site(host: str, articles: Any, pages: Any, removals: dict[str, int]) -> SiteStats:
    return SiteStats(
        site=host,
        articles=articles.number if articles else 0,
        pages=pages.number if pages else 0,
        words=articles.words if articles else 0,
        raw_bytes=pages.raw if pages else 0,
        stored_bytes=pages.stored if pages else 0,
        removals=sum(removals.values()),
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


def _removals(session: Session) -> dict[int, dict[str, int]]:
    """By site, how many blocks each step cut."""
    each = _each_step(session)
    number = func.sum(cast(each.c.value, Integer))
    question = (
        select(ArticleRow.site_id, each.c.key, number)
        .select_from(TextRow)
        .join(ArticleRow, ArticleRow.id == TextRow.article_id)
        .join(each, true())
        .group_by(ArticleRow.site_id, each.c.key)
    )
    found: dict[int, dict[str, int]] = {}
    for site, step, cuts in session.execute(question):
        found.setdefault(site, {})[step] = int(cuts)
    return found


def _each_step(session: Session) -> TableValuedAlias:
    """The pairs of `texts.cuts`, as both databases take JSON apart."""
    if session.get_bind().dialect.name == "postgresql":
        each = func.jsonb_each_text(TextRow.cuts)
    else:
        each = func.json_each(TextRow.cuts)
    return each.table_valued("key", "value", joins_implicitly=True)


def _together(by_site: Iterable[dict[str, int]]) -> dict[str, int]:
    """The counts of all sites, the largest first."""
    total: Counter[str] = Counter()
    for counts in by_site:
        total.update(counts)
    return dict(sorted(total.items(), key=lambda pair: (-pair[1], pair[0])))


def _counted(session: Session, what: SQLColumnExpression[str]) -> dict[str, int]:
    number = func.count().label("number")
    question = select(what, number).group_by(what).order_by(number.desc(), what)
    return dict(session.execute(question).all())

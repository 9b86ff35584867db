"""How the store grows, month by month."""

from dataclasses import dataclass

from sqlalchemy import extract, func, select
from sqlalchemy.orm import Session

from storage.models import ArticleRow, PageRow


@dataclass(frozen=True, slots=True)
class Month:
    """The pages that were fetched in one month (UTC, "2026-11") and are here, and their bytes."""

    month: str
    pages: int
    articles: int
    raw_bytes: int
    stored_bytes: int


def growth(session: Session, months: int) -> list[Month]:
    """The last months that added anything, the newest first."""
    fetched = func.coalesce(PageRow.fetched_at, PageRow.stored_at)
    year, month = extract("year", fetched), extract("month", fetched)
    question = (
        select(
            year.label("year"),
            month.label("month"),
            func.count(PageRow.id).label("pages"),
            func.count(ArticleRow.id).label("articles"),
            func.sum(PageRow.raw_bytes).label("raw"),
            func.sum(PageRow.stored_bytes).label("stored"),
        )
        .outerjoin(ArticleRow, ArticleRow.page_id == PageRow.id)
        .group_by(year, month)
        .order_by(year.desc(), month.desc())
        .limit(max(months, 0))
    )
    return [
        Month(
            f"{int(row.year)}-{int(row.month):02}",
            row.pages,
            row.articles,
            int(row.raw),
            int(row.stored),
        )
        for row in session.execute(question)
    ]

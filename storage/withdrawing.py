"""Pages that may not be kept any longer: their text and bytes go, the ledger says why."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from storage.filters import article_filters
from storage.grouping import leave
from storage.index import unindex
from storage.keys import url_hash
from storage.models import ArticleRow, PageRow, UrlRow
from storage.part_row import PartRow
from storage.sanitise import safe_text
from storage.transactions import Transactions
from storage.types import Filters
from storage.upsert import table
from storage.versions import expire_texts

ENDED = "unavailable-after"
"""The reason of a page whose publisher named the day from which it is gone."""


class Withdrawing:
    """What publishers take back; `Store.withdrawing`. Every call is one transaction."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def expire(self, today: date | None = None) -> int:
        """Delete the pages whose last day has come, with their articles; returns how many."""
        day = today or datetime.now(UTC).date()
        return self._transactions.write(lambda s: _expire(s, day))

    def withdraw(self, urls: Iterable[str], reason: str) -> int:
        """Delete what is stored of these URLs, and note why; returns how many pages went."""
        keys = [url_hash(url) for url in urls]
        wanted = select(PageRow.id).where(PageRow.key.in_(keys))
        return self._transactions.write(lambda s: _withdraw(s, list(s.scalars(wanted)), reason))

    def reserved(self, filters: Filters) -> int:
        """How many articles that pass the filters are reserved against mining."""
        wanted = select(func.count()).select_from(ArticleRow).where(*article_filters(filters))
        pages = select(PageRow.id).where(PageRow.reserved)
        with self._transactions.read() as session:
            return session.scalar(wanted.where(ArticleRow.page_id.in_(pages))) or 0


def _expire(session: Session, today: date) -> int:
    tomorrow = datetime.combine(today + timedelta(days=1), time(), UTC)
    wanted = select(PageRow.id, PageRow.unavailable_after)
    expire_texts(session, tomorrow)
    ended = session.execute(wanted.where(PageRow.unavailable_after < tomorrow)).all()
    return sum(_withdraw(session, [row[0]], f"{ENDED}: {row[1]:%Y-%m-%d}") for row in ended)


def _withdraw(session: Session, pages: list[int], reason: str) -> int:
    """Delete pages and their articles. A twin that only led to such an article is due again."""
    if not pages:
        return 0
    number = len(pages)
    articles = list(session.scalars(select(ArticleRow.id).where(ArticleRow.page_id.in_(pages))))
    parts = select(PartRow.part_id).where(PartRow.page_id.in_(pages))
    pages = [*pages, *session.scalars(parts)]
    of_pages = update(table(UrlRow)).where(UrlRow.page_id.in_(pages))
    gone = {"state": "refused", "reason": safe_text(reason), "title": None}
    session.execute(of_pages.values(**gone, etag=None, last_modified=None))
    of_twins = UrlRow.article_id.in_(articles) & UrlRow.page_id.not_in(pages)
    twins = list(session.scalars(select(UrlRow.page_id).where(of_twins).distinct()))
    session.execute(update(table(UrlRow)).where(of_twins).values(state="found", reason=None))
    leave(session, articles)
    unindex(session, articles)
    session.execute(delete(table(ArticleRow)).where(ArticleRow.id.in_(articles)))
    session.execute(delete(table(PageRow)).where(PageRow.id.in_([*pages, *twins])))
    return number

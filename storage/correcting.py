"""Corrections by hand, and the articles as they then are."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from cleaners.corrections import Correction, undone
from cleaners.types import Article
from storage import corrections
from storage.articles import find_article, rewrite
from storage.corrections import StoredCorrection
from storage.models import ArticleRow, PageRow
from storage.sanitise import storable
from storage.transactions import Transactions
from storage.types import StoreError
from storage.versions import lock_page


class Correcting:
    """What people correct in single articles; `Store.correcting`. Every call is one transaction."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def add(self, article_id: int, made: Sequence[Correction]) -> list[int]:
        """Correct an article, now and whenever it is cleaned or fetched again.

        Returns the numbers of the corrections, in their order.
        """
        return self._transactions.write(lambda s: _add(s, article_id, made))

    def drop(self, number: int) -> StoredCorrection | None:
        """Undo a correction, in its article too; None if there is none of that number."""
        return self._transactions.write(lambda s: _drop(s, number))

    def all(self, site: str | None = None, article_id: int | None = None) -> list[StoredCorrection]:
        """The corrections of a site or an article, or all, the oldest first."""
        with self._transactions.read() as session:
            return corrections.corrections(session, site, article_id)

    def applied(self, article: Article, page_id: int, article_id: int | None) -> Article:
        """What storing would make of an article of that page: with the corrections."""
        with self._transactions.read() as session:
            return corrections.apply(session, storable(article), page_id, article_id)


def _add(session: Session, article_id: int, made: Sequence[Correction]) -> list[int]:
    row = _locked(session, article_id)
    stored = find_article(session, article_id)
    if row is None or stored is None:
        raise StoreError(f"There is no article {article_id} to correct.")
    article = stored.article
    for known in corrections.corrections(session, article_id=article_id):
        if any(known.correction.contradicts(correction) for correction in made):
            corrections.drop(session, known.id)
            article = undone(article, known.correction)
    numbers = [corrections.add(session, row, correction) for correction in made]
    rewrite(session, row, corrections.apply(session, article, row.page_id, row.id))
    return numbers


def _drop(session: Session, number: int) -> StoredCorrection | None:
    found = corrections.correction(session, number)
    if found is None:
        return None
    corrections.drop(session, number)
    row = _locked(session, found.article_id) if found.article_id else None
    stored = None if row is None else find_article(session, row.id)
    if row is not None and stored is not None:
        was = undone(stored.article, found.correction)
        rewrite(session, row, corrections.apply(session, was, row.page_id, row.id))
    return found


def _locked(session: Session, article_id: int) -> ArticleRow | None:
    """The article, which no one else changes until this transaction has ended."""
    page = select(PageRow.key).join(ArticleRow, ArticleRow.page_id == PageRow.id)
    key = session.scalar(page.where(ArticleRow.id == article_id))
    if key is not None:
        lock_page(session, key)
    return session.get(ArticleRow, article_id)

"""Storing many articles at once: a transaction for some, not for each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy.orm import Session

from cleaners.memory import Recalled
from cleaners.types import Article, Page
from storage.articles import store
from storage.transactions import Transactions

AT_ONCE = 100
"""Articles in a transaction: others who write wait for it a fifth of a second."""


@dataclass(frozen=True, slots=True)
class Item:
    """An article to store with its page, as `Store.store_article` takes them."""

    page: Page
    article: Article
    found_by: str
    recalled: Recalled | None = None


class Filling:
    """Many articles from elsewhere: an archive, an older corpus; `Store.filling`."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def store(self, items: Iterable[Item], at_once: int = AT_ONCE) -> Iterator[list[int]]:
        """Store the articles in their order; yields the numbers of each transaction.

        What was yielded is stored, whatever comes then. The same items again change nothing.
        """
        waiting = iter(items)
        while some := list(islice(waiting, at_once)):
            yield self._transactions.write(lambda session: _store(session, some))


def _store(session: Session, items: list[Item]) -> list[int]:
    return [store(session, item.page, item.article, item.found_by, item.recalled) for item in items]

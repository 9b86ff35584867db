"""Storing many articles at once: a transaction for some, not for each."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from storage.arriving import Item, store_items
from storage.garbage import uncollected
from storage.transactions import Transactions
from storage.types import StoreAwayError

AT_ONCE = 100
"""Articles in a transaction: others who write wait for it a fifth of a second."""


class Filling:
    """Many articles at once: of an archive, an older corpus, a crawl; `Store.filling`."""

    def __init__(self, transactions: Transactions) -> None:
        self.transactions = transactions

    def store(self, items: Iterable[Item], at_once: int = AT_ONCE) -> Iterator[list[int]]:
        """Store the articles in their order; yields the numbers of each transaction.

        What was yielded is stored, whatever comes then. The same items again change nothing.
        """
        waiting = iter(items)
        while some := list(islice(waiting, at_once)):
            with uncollected():
                numbers = self.transactions.write(lambda session: store_items(session, some))
            yield numbers

    def store_each(self, items: Sequence[Item]) -> list[int | Exception]:
        """Store the articles in one transaction; the number of each, or why it was not stored.

        If one can't be stored, each has a transaction of its own, so that the others are. An error
        of the connection is raised: then nothing is known of any.
        """
        try:
            return list(self.transactions.write(lambda session: store_items(session, items)))
        except StoreAwayError:
            raise
        except Exception as error:
            if len(items) == 1:
                return [error]
        return [outcome for item in items for outcome in self.store_each([item])]

"""What a search gives: hits that are loaded while they are read."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, overload

from storage import scope
from storage.arrow import one_table
from storage.choices import must_be_one
from storage.copies import Once
from storage.question import Question, read, unread
from storage.search import Load, T, keep_all, load_articles, load_hits, stream
from storage.transactions import Transactions
from storage.trend import By, Period, trend, trend_once
from storage.types import Filters, Hit, Order, StoredArticle, StoreError

NO_END = 2**63 - 1
PANDAS = "pip install 'copydesk[pandas]'"


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of a search, in their order; every reading asks the store anew.

    Iterate over it for `Hit`s; `found[0]` is the first of them, `found[20:40]` are some; a found
    with no hit is false. Nothing is loaded before it is read, and then a few at a time.
    Raises ValueError for an order that there is not.
    """

    transactions: Transactions = field(repr=False)
    words: str
    """The question as it was asked."""
    filters: Filters
    order: Order = "relevance"
    limit: int | None = None
    offset: int = 0
    copies: bool = True
    """Whether all articles with one story are shown, or only the first of them: see `once`."""

    def __post_init__(self) -> None:
        """An order that nobody knows would be taken for another one."""
        must_be_one("order", self.order, Order)

    @property
    def question(self) -> Question | None:
        """The question as it was read; None where it holds no letter and no digit."""
        return read(self.words)

    @property
    def unread(self) -> str | None:
        """What of a long question is not asked, as a sentence; None where all of it is."""
        return unread(self.words)

    def once(self) -> "Found":
        """The same hits, of articles with one story (wire copies, print views) only the first."""
        return replace(self, copies=False)

    def __iter__(self) -> Iterator[Hit]:
        return self._stream(load_hits)

    def __bool__(self) -> bool:
        return next(iter(self._part(0, 1)), None) is not None

    @overload
    def __getitem__(self, which: int) -> Hit: ...

    @overload
    def __getitem__(self, which: slice) -> list[Hit]: ...

    def __getitem__(self, which: int | slice) -> Hit | list[Hit]:
        """One hit, or those of a slice that goes forward from the beginning."""
        if isinstance(which, slice):
            start, stop, step = which.start or 0, which.stop, which.step or 1
            if min(start, stop or 0, step - 1) < 0:
                return list(self)[which]
            return list(self._part(start, NO_END if stop is None else max(stop - start, 0)))[::step]
        if which < 0:
            return list(self)[which]
        for hit in self._part(which, 1):
            return hit
        raise IndexError(which)

    def articles(self) -> Iterator[StoredArticle]:
        """The whole articles of the hits, in their order."""
        return self._stream(load_articles)

    def count(self, most: int | None = None) -> int:
        """How many hits there are, whatever the limit; no more than `most` are counted."""
        if (question := self.question) is None:
            return 0
        count = scope.count if self.copies else scope.count_once
        with self.transactions.read() as session:
            return count(session, question, self.filters, most)

    def trend(self, by: By = "week") -> list[Period]:
        """How many articles there are by day, week or month, whatever the limit.

        With `once`, a story counts when the first of its articles was published. Raises
        ValueError for another period.
        """
        must_be_one("by", by, By)
        if (question := self.question) is None:
            return []
        count = trend if self.copies else trend_once
        with self.transactions.read() as session:
            return count(session, question, self.filters, by)

    def to_arrow(self) -> Any:
        """The articles as one `pyarrow.Table`; needs `pip install 'copydesk[arrow]'`."""
        return one_table(self.articles())

    def to_pandas(self) -> Any:
        """The articles as a `pandas.DataFrame`; needs `pip install 'copydesk[pandas]'`."""
        table = self.to_arrow()
        try:
            return table.to_pandas()
        except ModuleNotFoundError as error:
            raise StoreError(f"A data frame needs pandas: {PANDAS}") from error

    def _part(self, start: int, number: int) -> "Found":
        left = NO_END if self.limit is None else max(self.limit - start, 0)
        return replace(self, offset=self.offset + start, limit=min(left, number))

    def _stream(self, load: Load[T]) -> Iterator[T]:
        if (question := self.question) is None:
            return iter(())
        limit = NO_END if self.limit is None else self.limit
        return stream(
            self.transactions,
            question,
            self.filters,
            self.order,
            limit,
            self.offset,
            load,
            keep_all if self.copies else Once(),
        )

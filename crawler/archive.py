"""The store as the crawl uses it: one thread makes all the calls, the reactor only waits."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from cleaners.types import Article, Page
from cleaners.urls import url_key
from crawler.again import Again
from crawler.agenda import Visit
from crawler.outcomes import Outcome
from crawler.reading import Candidate
from crawler.work import Cleaned
from storage import (
    FoundUrl,
    Item,
    Store,
    StoreAwayError,
    StoreError,
    UrlStatus,
    YoungArticle,
    open_store,
)

AT_ONCE = 20
"""Articles that wait and are stored in one transaction: a thirtieth of a second."""

T = TypeVar("T")

ASKED_AGAIN = 3
"""How often a question is asked again that a server that went away has not answered."""


@dataclass(slots=True, eq=False)
class _Waiting:
    """An article that waits to be stored; then its number, or why there is none.

    It is there `again` where its number was known before.
    """

    item: Item
    number: int | Exception | None = None
    again: bool = False


class Archive:
    """An open store behind one writer thread; all methods raise StoreError."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.location: str | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._store: Store | None = None
        self._made: set[int] = set()
        self._waiting: deque[_Waiting] = deque()

    async def open(self) -> None:
        """Open the store, its tables made or brought up to date."""
        self._store = await self._in_thread(lambda: open_store(self._url))
        self.location = self._store.location

    async def close(self) -> None:
        """Close the store, once all that was asked of it is done."""
        if self._store is not None:
            await self.ask(Store.close)
            self._store = None
        self._thread.shutdown(wait=False)

    async def ask(self, question: Callable[[Store], T]) -> T:
        """What the question returns, called with the store in its thread.

        If a server goes away meanwhile, it is asked again: a question finds its own work done.
        """
        store = self._store
        assert store is not None, "the archive is closed"
        for _ in range(ASKED_AGAIN):
            try:
                return await self._in_thread(lambda: question(store))
            except StoreAwayError:
                await asyncio.sleep(1)  # each attempt waits for the server by itself
        return await self._in_thread(lambda: question(store))

    async def _in_thread(self, call: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call)

    async def add_articles(self, candidates: Iterable[Candidate]) -> int:
        """Have what a listing names fetched, in its order; returns how many are new."""
        found = [FoundUrl(c.url, c.found_by, c.title, c.published_at) for c in candidates]
        return await self.ask(lambda store: store.frontier.add(found))

    async def stored_urls(self, urls: Iterable[str]) -> set[str]:
        """Which of these need not be fetched."""
        wanted = list(urls)
        return await self.ask(lambda store: store.stored_urls(wanted))

    async def is_stored_article(self, url: str) -> bool:
        """Whether the store has an article of this URL; a front page that it kept is none."""
        status = await self.ask(lambda store: store.url_status(url))
        return status is not None and status.page_id is not None and status.state != "refused"

    async def statuses(self, urls: Iterable[str]) -> dict[str, UrlStatus]:
        """What the ledger says of those URLs that it knows."""
        wanted = list(urls)
        return await self.ask(lambda store: store.frontier.statuses(wanted))

    async def record(self, visit: Visit, ended: Again, holder: str | None) -> None:
        """Note how a URL ended. Raises LeaseLostError for another crawl's."""
        outcome = ended.outcome
        await self.ask(
            lambda store: store.record_outcome(
                visit.url,
                outcome.state,
                outcome.reason,
                http_status=outcome.http_status,
                found_by=visit.found_by,
                aim=visit.aim,
                due_at=ended.due_at,
                counted=ended.counted,
                holder=holder,
            )
        )

    async def store_article(
        self,
        page: Page,
        cleaned: Cleaned,
        found_by: str,
        holder: str | None = None,
        young: YoungArticle | None = None,
    ) -> Outcome:
        """Store an article: "stored", or "unchanged" where it is the twin of a stored one.

        What waits when the thread is free is stored in one transaction. `young` says when it is to
        be looked at again.
        """
        item = Item(
            page,
            cleaned.article,
            found_by,
            cleaned.recalled,
            holder=holder,
            prepared=cleaned.prepared,
            young=young,
        )
        mine = _Waiting(item)
        self._waiting.append(mine)
        try:
            return await self.ask(lambda store: self._store_waiting(store, mine))
        except StoreAwayError:
            with suppress(ValueError):
                self._waiting.remove(mine)
            raise

    def _store_waiting(self, store: Store, mine: _Waiting) -> Outcome:
        while mine.number is None:
            some = [self._waiting.popleft() for _ in range(min(AT_ONCE, len(self._waiting)))]
            try:
                self._store_some(store, some)
            except StoreAwayError:
                self._waiting.extendleft(reversed(some))
                raise
            except StoreError as error:
                for one in some:
                    one.number = error
        if isinstance(mine.number, Exception):
            raise mine.number
        if mine.again:
            return Outcome("unchanged", f"same-article: {mine.item.article.canonical_url}")
        return Outcome("stored", None)

    def _store_some(self, store: Store, some: Sequence[_Waiting]) -> None:
        twins = [_stored_twin(store, one.item.page, one.item.article) for one in some]
        numbers = store.filling.store_each([one.item for one in some])
        for one, twin, number in zip(some, twins, numbers, strict=True):
            one.number, one.again = number, number == twin or number in self._made
            if isinstance(number, int):
                self._made.add(number)


def _stored_twin(store: Store, page: Page, article: Article) -> int | None:
    """The article that is stored already under the canonical URL of this page, if it names one."""
    own = {url_key(url) for url in (page.url, page.final_url) if url}
    canonical = article.canonical_url
    if canonical is None or url_key(canonical) in own or not store.stored_urls([canonical]):
        return None
    twin = store.article(canonical)
    return twin.id if twin else None

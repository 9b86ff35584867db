"""The store as the crawl uses it: one thread makes all the calls, the reactor only waits."""

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from cleaners.types import Article, Page
from cleaners.urls import url_key
from crawler.again import Again
from crawler.agenda import Visit
from crawler.outcomes import Outcome
from crawler.reading import Candidate
from crawler.work import Cleaned
from storage import FoundUrl, Store, StoreAwayError, UrlStatus, open_store

T = TypeVar("T")

ASKED_AGAIN = 3
"""How often a question is asked again that a server that went away has not answered."""


class Archive:
    """An open store behind one writer thread; all methods raise StoreError."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.location: str | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._store: Store | None = None
        self._made: set[int] = set()

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
        self, page: Page, cleaned: Cleaned, found_by: str, holder: str | None = None
    ) -> Outcome:
        """Store an article: "stored", or "unchanged" where it is the twin of a stored one."""
        return await self.ask(
            lambda store: self._store_article(store, page, cleaned, found_by, holder)
        )

    def _store_article(
        self, store: Store, page: Page, cleaned: Cleaned, found_by: str, holder: str | None
    ) -> Outcome:
        article = cleaned.article
        twin = _stored_twin(store, page, article)
        number = store.store_article(
            page, article, found_by, cleaned.recalled, holder=holder, prepared=cleaned.prepared
        )
        if number in self._made or number == twin:
            return Outcome("unchanged", f"same-article: {article.canonical_url}")
        self._made.add(number)
        return Outcome("stored", None)


def _stored_twin(store: Store, page: Page, article: Article) -> int | None:
    """The article that is stored already under the canonical URL of this page, if it names one."""
    own = {url_key(url) for url in (page.url, page.final_url) if url}
    canonical = article.canonical_url
    if canonical is None or url_key(canonical) in own or not store.stored_urls([canonical]):
        return None
    twin = store.article(canonical)
    return twin.id if twin else None

"""The store: one object that opens the parts and forwards to them, a transaction a call."""

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from cleaners.memory import Recalled, RememberedSite
from cleaners.types import Article, Page
from storage import articles, ledger, memory, pages, related, runs, staleness, stats
from storage.arriving import Item, store_items
from storage.changes import cleaned_again
from storage.checking import Checking
from storage.copies import Copies
from storage.correcting import Correcting
from storage.engine import file_bytes
from storage.filling import Filling
from storage.forgetting import Forgetting
from storage.found import Found
from storage.frontier import Frontier
from storage.history import History
from storage.holdings import Holdings
from storage.hosts import Hosts
from storage.leases import Leases
from storage.preparing import Prepared
from storage.quarantine import Quarantine, note_broken
from storage.recleans import Recleans
from storage.transactions import Transactions
from storage.types import (
    Filters,
    FoundUrl,
    Order,
    RelatedArticle,
    Run,
    Stats,
    StoredArticle,
    StoredPage,
    UrlState,
    UrlStatus,
)
from storage.version_history import Versions
from storage.versions import Why
from storage.watch import Watch
from storage.withdrawing import Withdrawing

ALL = Filters()


class Store:
    """Pages, articles and the ledger of one database; made by `open_store`.

    Every writing call is one transaction, and the same call again changes nothing. Errors of the
    database come as `StoreError`. One thread uses it at a time.
    """

    def __init__(self, engine: Engine, location: str) -> None:
        self.location = location
        """The URL of the database without its password, for messages."""
        self._engine = engine
        self._transactions = Transactions(engine, location)
        self.filling = Filling(self._transactions)
        """Many articles at once."""
        self.checking = Checking(engine, self._transactions)
        """Whether all is well, and how it is mended."""
        self.frontier = Frontier(self._transactions)
        """What waits to be fetched, and who is at it."""
        self.leases = Leases(self._transactions)
        """Which sites are crawled now, and by whom."""
        self.watch = Watch(self._transactions)
        """What is asked again, and when: listings, and articles while they are young."""
        self.history = History(self._transactions)
        """The days of the sites, the reports of the runs, how the store grows."""
        self.quarantine = Quarantine(self._transactions)
        """The pages that gave no article, to look at, to drop."""
        self.hosts = Hosts(self._transactions)
        """The budget of each host, shared by all crawls, and what hosts say of themselves."""
        self.copies = Copies(self._transactions)
        """Articles that tell one story in one text."""
        self.versions = Versions(self._transactions)
        """What articles were before they were edited, or cleaned otherwise."""
        self.holdings = Holdings(self._transactions)
        """What the store holds, asked in bulk."""
        self.withdrawing = Withdrawing(self._transactions)
        """What publishers take back, and what they reserve."""
        self.forgetting = Forgetting(engine, self._transactions)
        """What is to leave no trace, and never to come back."""
        self.correcting = Correcting(self._transactions)
        """What people correct in single articles."""
        self.recleans = Recleans(self._transactions)
        """Where a cleaning of all stored pages stopped."""

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database; the store can't be used after that."""
        self._engine.dispose()

    # Writing

    def record_found(self, found: Iterable[FoundUrl]) -> int:
        """Add the URLs that no crawl met before; returns how many those are."""
        everything = list(found)
        return self._transactions.write(lambda s: ledger.record_found(s, everything))

    def record_outcome(
        self,
        url: str,
        state: UrlState,
        reason: str | None,
        *,
        http_status: int | None = None,
        found_by: str = "link",
        **more: Any,
    ) -> None:
        """Note what became of a URL that was tried, and why; counts the tries.

        For `more` (aim, due_at, holder, counted) see `storage.ledger.record_outcome`.
        """
        self._transactions.write(
            lambda s: ledger.record_outcome(s, url, state, reason, http_status, found_by, **more)
        )

    def add_page(self, page: Page, found_by: str) -> int:
        """Store a page, one row for each URL that answers; returns its number."""
        return self._transactions.write(lambda s: pages.add_page(s, page, found_by).id)

    def add_article(self, page_id: int, article: Article, recalled: Recalled | None = None) -> int:
        """Store the article of a stored page, new or anew; returns its number.

        Pages that name one canonical URL and have one title share one article. `recalled` is what
        its cleaning asked of the site's memory; without it no grown memory finds it stale.
        """
        return self._transactions.write(
            lambda s: articles.add_article(s, page_id, article, recalled)
        )

    def store_article(
        self,
        page: Page,
        article: Article,
        found_by: str,
        recalled: Recalled | None = None,
        *,
        refused: str | None = None,
        holder: str | None = None,
        prepared: Prepared | None = None,
    ) -> int:
        """Store a page and its article, and mark its URL "stored"; returns the article's number.

        A page of another kind is kept, and its URL `refused` for that reason. With a `holder`,
        nothing is stored for what another one has claimed: LeaseLostError.
        """
        item = Item(page, article, found_by, recalled, refused, holder, prepared)
        return self._transactions.write(lambda s: store_items(s, [item])[0])

    def renew_article(
        self, page_id: int, article: Article, recalled: Recalled, why: Why = cleaned_again
    ) -> bool:
        """Store what a page became when it was cleaned again; whether that is anything new.

        New rules make a new version of it, a grown memory none; for `why` see `storage.changes`.
        """
        return self._transactions.write(
            lambda s: articles.renew(s, page_id, article, recalled, why)
        )

    def settle(self, site: str, clock: int) -> None:
        """Note that no article of the site is stale by what its memory knew at that clock."""
        self._transactions.write(lambda s: staleness.settle(s, site, clock))

    def store_unclean(
        self,
        page: Page,
        reason: str,
        found_by: str,
        cleaner: str = "",
        holder: str | None = None,
    ) -> int:
        """Keep a page that gave no article, its URL "quarantined"; returns the page's number.

        `cleaner` is the version that broke on it, so that it is not tried without end.
        """

        def keep(session: Session) -> int:
            page_id = pages.quarantine(session, page, reason, found_by, holder)
            note_broken(session, page_id, page, cleaner)
            return page_id

        return self._transactions.write(keep)

    def store_listing(self, page: Page, found_by: str) -> None:
        """Remember the validators of a front, feed or sitemap, but not its body.

        Its URL stays "found": the next run asks for it again, on condition that it changed.
        """
        self._transactions.write(lambda s: ledger.record_listing(s, page, found_by))

    def start_run(self, asked: str) -> int:
        """Note that a crawl of `asked` begins; returns its number."""
        return self._transactions.write(lambda s: runs.start_run(s, asked))

    def finish_run(self, run_id: int, counts: dict[str, int], reasons: dict[str, int]) -> None:
        """Note that the crawl has ended, and what it counted."""
        self._transactions.write(lambda s: runs.finish_run(s, run_id, counts, reasons))

    # Reading

    def stored_urls(self, urls: Iterable[str]) -> set[str]:
        """Which of these URLs, in any spelling, need not be fetched: their page is stored."""
        with self._transactions.read() as session:
            return ledger.stored_urls(session, urls)

    def validators(self, url: str) -> tuple[str | None, str | None]:
        """The ETag and Last-Modified that the URL last answered with."""
        with self._transactions.read() as session:
            return ledger.validators(session, url)

    def url_status(self, url: str) -> UrlStatus | None:
        """All that is known of a URL; None if no crawl met it."""
        with self._transactions.read() as session:
            return ledger.url_status(session, url)

    def memory(self, site: str, limit: int = 20_000) -> RememberedSite:
        """Titles and repeated blocks of a site's newest articles, for cleaning its next page."""
        with self._transactions.read() as session:
            return memory.site_memory(session, site, limit)

    def clock(self) -> int:
        """The number of the last mark: what a memory that is made now would know."""
        with self._transactions.read() as session:
            return memory.clock(session)

    def stale_articles(self, site: str) -> list[int]:
        """The articles that the site's memory may change, as it has grown since it was settled."""
        with self._transactions.read() as session:
            return staleness.stale_articles(session, site)

    def outdated_articles(self, site: str, rules_version: str) -> list[int]:
        """The articles that other rules made or that the memory may change, whenever it grew."""
        with self._transactions.read() as session:
            return staleness.outdated_articles(session, site, rules_version)

    def related(self, article_id: int) -> list[RelatedArticle]:
        """Where the removed headlines of an article led; with the stored article, if it is here."""
        with self._transactions.read() as session:
            return related.related_articles(session, article_id)

    def search(
        self,
        words: str,
        filters: Filters = ALL,
        limit: int | None = None,
        order: Order = "relevance",
    ) -> Found:
        """The articles that answer any text, loaded while they are read (docs/search.md)."""
        return Found(self._transactions, words, filters, order, limit)

    def count(self, words: str, filters: Filters = ALL) -> int:
        """How many articles answer."""
        return self.search(words, filters).count()

    def article(self, which: int | str) -> StoredArticle | None:
        """The article with that number or at that URL, in any spelling, fetched or canonical."""
        with self._transactions.read() as session:
            return articles.find_article(session, which)

    def articles(self, filters: Filters = ALL) -> Iterator[StoredArticle]:
        """The articles, the newest first, a few in memory at a time."""
        return articles.stream_articles(self._transactions, filters)

    def pages(self, filters: Filters = ALL, after: int = 0) -> Iterator[StoredPage]:
        """The pages whose raw body is kept, by number, a few at a time; those beyond `after`."""
        return pages.stream_pages(self._transactions, filters, after)

    def page_of(self, article_id: int) -> StoredPage | None:
        """The page that an article was made from; None if its body is not kept."""
        with self._transactions.read() as session:
            return pages.page_of(session, article_id)

    def stats(self) -> Stats:
        """What the store holds, in numbers."""
        with self._transactions.read() as session:
            return stats.stats(session, file_bytes(self._engine.url))

    def runs(self, limit: int = 10) -> list[Run]:
        """The crawls that began last, the newest first."""
        with self._transactions.read() as session:
            return runs.latest_runs(session, limit)

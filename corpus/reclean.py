"""Articles rebuilt from the stored pages with today's rules, in worker processes, offline."""

import multiprocessing
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pebble import ProcessExpired, ProcessPool

from cleaners import Article, CleaningError
from cleaners.cleaning import RULES_VERSION
from cleaners.memory import Recalled, fingerprint
from cleaners.recipe import Recipe
from cleaners.serialise import article_to_dict
from corpus.reclean_page import Job, clean_page, save_memory, warm_up
from storage import Filters, Store, StoredArticle, StoredPage

AHEAD = 4
"""Pages that wait for each worker; enough to keep it busy, few enough to fit in memory."""


@dataclass(slots=True)
class Summary:
    """What recleaning did: pages cleaned, articles that changed, pages that failed by reason."""

    recleaned: int = 0
    changed: int = 0
    failed: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Recleaning:
    """How to reclean: with how many workers, how long a page may take, and whom to tell.

    `recipe_of` gives the recipe of a site. `on_page` hears of each page that is done: its URL,
    and the reason if it failed. `pages_of` chooses the pages of a site: all, or
    `stale_pages`.
    """

    workers: int
    seconds: float
    recipe_of: Callable[[str], Recipe]
    on_page: Callable[[str, str | None], None]
    pages_of: Callable[[Store, Filters], Iterable[StoredPage]] = Store.pages


@dataclass(frozen=True, slots=True)
class _Waiting:
    stored: StoredPage
    old: StoredArticle | None
    result: "Future[tuple[Article, Recalled]]"


def reclean(store: Store, filters: Filters, how: Recleaning) -> Summary:
    """Clean the stored pages anew, site by site; a page that fails keeps the article it had.

    Raises BrokenProcessPool if no worker can start; what was done until then is stored.
    """
    summary = Summary()
    sites = [filters.site] if filters.site else [site.site for site in store.stats().sites]
    with TemporaryDirectory() as folder, _workers(how.workers) as pool:
        for number, site in enumerate(sites):
            memory = save_memory(store.memory(site), Path(folder) / f"{number}.memory")
            pages = how.pages_of(store, replace(filters, site=site))
            jobs = _jobs(store, pages, memory, how.recipe_of(site))
            for waiting in _scheduled(pool, jobs, how):
                reason = _finish(store, waiting, summary)
                how.on_page(waiting.stored.page.address or "", reason)
    return summary


@contextmanager
def _workers(number: int) -> Iterator[ProcessPool]:
    """A pool of fresh processes (none inherits the database); an error stops it at once."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPool(max_workers=number, initializer=warm_up, context=context)
    try:
        yield pool
        pool.close()  # type: ignore[no-untyped-call]
    except BaseException:
        pool.stop()  # type: ignore[no-untyped-call]
        raise
    finally:
        pool.join()


def stale_articles(store: Store, filters: Filters) -> list[int]:
    """The articles, by number, that other rules made or that their grown memory may change."""
    sites = [filters.site] if filters.site else [site.site for site in store.stats().sites]
    return [n for site in sites for n in store.outdated_articles(site, RULES_VERSION)]


def stale_pages(store: Store, filters: Filters) -> Iterator[StoredPage]:
    """The pages of these articles, for `reclean`."""
    for number in stale_articles(store, filters):
        page = store.page_of(number)
        if page is None:
            continue
        article = store.article(number)
        dated = article and (article.article.published_at or article.fetched_at)
        if filters.since is None or (dated and dated >= filters.since):
            yield page


def _jobs(
    store: Store, pages: Iterable[StoredPage], memory: Path, recipe: Recipe
) -> Iterator[tuple[StoredPage, StoredArticle | None, Job]]:
    for stored in pages:
        old = store.article(stored.page.address or "")
        if old is None and store.quarantine.spent(stored.page, RULES_VERSION):
            continue  # these rules have broken on it twice
        yield stored, old, Job(stored.page, memory, recipe)


def _scheduled(
    pool: ProcessPool,
    jobs: Iterator[tuple[StoredPage, StoredArticle | None, Job]],
    how: Recleaning,
) -> Iterator[_Waiting]:
    """The pages in order, each after a few more have been handed to the workers."""
    waiting: deque[_Waiting] = deque()
    for stored, old, job in jobs:
        try:
            result = pool.schedule(clean_page, args=(job,), timeout=how.seconds)
        except RuntimeError as error:  # pebble's word for a pool that has lost its workers
            raise BrokenProcessPool(str(error)) from error
        waiting.append(_Waiting(stored, old, result))
        if len(waiting) > how.workers * AHEAD:
            yield waiting.popleft()
    yield from waiting


def _finish(store: Store, waiting: _Waiting, summary: Summary) -> str | None:
    """Store what came out of a page and count it; returns the reason if the page failed."""
    reason = None
    try:
        article, recalled = waiting.result.result()
    except BrokenProcessPool:
        raise
    except CleaningError as error:
        reason = error.name
    except TimeoutError:
        reason = "timeout"
    except ProcessExpired:
        reason = "crashed"
    except (
        Exception
    ) as error:  # whatever a page brings about is its reason, and the next one's turn
        reason = f"error {type(error).__name__}"
    else:
        summary.recleaned += 1
        summary.changed += _keep(store, waiting, article, recalled)
        return None
    summary.failed[reason] += 1
    if waiting.old is None:
        found_by = waiting.stored.found_by
        store.store_unclean(waiting.stored.page, reason, found_by, RULES_VERSION)
    return reason


def _keep(store: Store, waiting: _Waiting, article: Article, recalled: Recalled) -> bool:
    """Store the article unless it is what the store has; whether its content changed."""
    stored, old = waiting.stored, waiting.old
    if old is None:
        store.store_article(stored.page, article, stored.found_by, recalled)
        return True
    if old.page_id != stored.id and _same_name(old.article, article):
        return False
    if not store.renew_article(stored.id, article, recalled):
        return False
    before = article_to_dict(old.article)
    now = store.article(stored.page.address or "")
    return now is None or before | {"rules_version": ""} != article_to_dict(now.article) | {
        "rules_version": ""
    }


def _same_name(one: Article, other: Article) -> bool:
    """Whether two pages are still copies of one article: the better copy is the one to keep."""
    same_url = one.canonical_url == other.canonical_url
    return same_url and fingerprint(one.title or "") == fingerprint(other.title or "")

"""Articles rebuilt from the stored pages with today's rules, in worker processes, offline."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from cleaners import Article
from cleaners.cleaning import RULES_VERSION, rules_version
from cleaners.memory import Recalled, fingerprint
from cleaners.recipe import Recipe
from cleaners.serialise import article_to_dict
from corpus.reclean_page import Job, clean_page, save_memory, warm_up
from corpus.workers import Failed, Workers, workers
from storage import Filters, Store, StoredArticle, StoredPage, by_new_rules, cleaned_again


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
    and the reason if it failed. `pages_of` chooses the pages of a site, those beyond a number:
    all, or those that `corpus.choosing` finds.
    """

    workers: int
    seconds: float
    recipe_of: Callable[[str], Recipe]
    on_page: Callable[[str, str | None], None]
    pages_of: Callable[[Store, Filters, int], Iterable[StoredPage]] = Store.pages


class Tried(NamedTuple):
    """A page that was cleaned again: the article it had, and what came of it."""

    stored: StoredPage
    old: StoredArticle | None
    result: tuple[Article, Recalled] | Failed


Start = tuple[str, int]
"""Where to begin: the name of a site, and the number of its last page that is done."""

FIRST: Start = ("", 0)


def reclean(
    store: Store,
    filters: Filters,
    how: Recleaning,
    start: Start = FIRST,
    note: Callable[[StoredPage], None] | None = None,
) -> Summary:
    """Clean the stored pages anew, site by site; a page that fails keeps the article it had.

    `note` hears of each page once what came of it is stored. Raises BrokenProcessPool if no worker
    can start; what was done until then is stored.
    """
    summary = Summary()
    for tried in cleaned(store, filters, how, start):
        reason = _finish(store, tried, summary)
        if note is not None:
            note(tried.stored)
        how.on_page(tried.stored.page.address or "", reason)
    return summary


def cleaned(
    store: Store, filters: Filters, how: Recleaning, start: Start = FIRST
) -> Iterator[Tried]:
    """What today's rules make of the pages, site by site; nothing is stored."""
    first, last = start
    with (
        TemporaryDirectory() as folder,
        workers(how.workers, how.seconds, warm_up) as pool,
    ):
        for number, site in enumerate(sites_of(store, filters)):
            if site < first:
                continue
            file = Path(folder) / f"{number}.memory"
            after = last if site == first else 0
            yield from _of_site(store, replace(filters, site=site), how, pool, file, after)
            file.unlink(missing_ok=True)


def sites_of(store: Store, filters: Filters) -> list[str]:
    """The site that is asked for, else all that have pages, by name."""
    return [filters.site] if filters.site else store.recleans.sites()


def _of_site(
    store: Store, filters: Filters, how: Recleaning, pool: Workers, file: Path, after: int
) -> Iterator[Tried]:
    assert filters.site is not None, "pages are cleaned site by site"
    recipe = how.recipe_of(filters.site)
    pages = how.pages_of(store, filters, after)
    memory = save_memory(store.memory(filters.site), file)
    jobs = _jobs(store, pages, memory, recipe)
    for (stored, old), result in pool.each(clean_page, jobs):
        yield Tried(stored, old, result)


def _jobs(
    store: Store, pages: Iterable[StoredPage], memory: Path, recipe: Recipe
) -> Iterator[tuple[tuple[StoredPage, StoredArticle | None], Job]]:
    for stored in pages:
        old = store.article(stored.page.address or "")
        if old is None and store.quarantine.spent(stored.page, RULES_VERSION):
            continue  # these rules have broken on it twice
        yield (stored, old), Job(stored.page, memory, recipe)


def stale_articles(store: Store, filters: Filters, recipe_of: Callable[[str], Recipe]) -> list[int]:
    """The articles, by number, that other rules made or that their grown memory may change."""
    return [
        number
        for site in sites_of(store, filters)
        for number in store.holdings.passing(
            store.outdated_articles(site, rules_version(recipe_of(site))), filters
        )
    ]


def _finish(store: Store, tried: Tried, summary: Summary) -> str | None:
    """Store what came out of a page and count it; returns the reason if the page failed."""
    if not isinstance(tried.result, Failed):
        summary.recleaned += 1
        summary.changed += _keep(store, tried, *tried.result)
        return None
    reason = tried.result.reason
    summary.failed[reason] += 1
    if tried.old is None:
        found_by = tried.stored.found_by
        store.store_unclean(tried.stored.page, reason, found_by, RULES_VERSION)
    return reason


def _keep(store: Store, tried: Tried, article: Article, recalled: Recalled) -> bool:
    """Store the article unless it is what the store has; whether its content changed.

    What new rules or a new recipe make of it is a new version; what its site's memory alone cuts
    otherwise is none. Of another page than before the former text stays in the history anyhow.
    """
    stored, old, _ = tried
    if old is None:
        store.store_article(stored.page, article, stored.found_by, recalled)
        return True
    if is_twin(tried, article):
        return False
    why = cleaned_again if old.page_id == stored.id else by_new_rules
    if not store.renew_article(stored.id, article, recalled, why):
        return False
    now = store.article(stored.page.address or "")
    return now is None or content(old.article) != content(now.article)


def content(article: Article) -> dict[str, object]:
    """All that an article says, but for who made it."""
    return article_to_dict(article) | {"rules_version": ""}


def is_twin(tried: Tried, article: Article) -> bool:
    """Whether the page is still a copy of another one's article: the better copy is kept."""
    old = tried.old
    if old is None or old.page_id == tried.stored.id:
        return False
    same_url = old.article.canonical_url == article.canonical_url
    return same_url and fingerprint(old.article.title or "") == fingerprint(article.title or "")

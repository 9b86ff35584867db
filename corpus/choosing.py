"""Which stored pages are cleaned again: the stale ones, or those that one step cut something of."""

from collections.abc import Callable, Iterable, Iterator

from cleaners.recipe import Recipe
from corpus.reclean import stale_articles
from storage import Filters, Store, StoredPage

Pages = Callable[[Store, Filters, int], Iterable[StoredPage]]


def stale_pages(recipe_of: Callable[[str], Recipe]) -> Pages:
    """The pages of articles that today's rules, recipes or memory may change."""

    def pages(store: Store, filters: Filters, _after: int) -> Iterator[StoredPage]:
        """What is done is no longer stale, so that the number of the last page tells nothing."""
        for number in stale_articles(store, filters, recipe_of):
            page = store.page_of(number)
            if page is not None:
                yield page

    return pages


def pages_cut_by(step: str) -> Pages:
    """The pages of articles that this step cut something of."""

    def pages(store: Store, filters: Filters, after: int) -> Iterator[StoredPage]:
        for page_id, number in store.holdings.cut_by(filters, step):
            if page_id <= after:
                continue
            page = store.page_of(number)
            if page is not None:
                yield page

    return pages


def both(one: Pages, other: Pages) -> Pages:
    """The pages that both choose, in the order of the first."""

    def pages(store: Store, filters: Filters, after: int) -> Iterator[StoredPage]:
        wanted = {page.id for page in other(store, filters, after)}
        return (page for page in one(store, filters, after) if page.id in wanted)

    return pages

"""What the store holds, in numbers."""

from datetime import UTC, datetime

from cleaners.types import Removal
from storage import FoundUrl, Store
from tests.storage.examples import FETCHED, add, page_at


def test_an_empty_store_counts_nothing(store: Store) -> None:
    stats = store.stats()

    assert (stats.sites, stats.removals, stats.languages, stats.urls) == ((), {}, {}, {})


def test_articles_pages_words_and_removals_are_counted_by_site(store: Store) -> None:
    dated = datetime(2020, 1, 1, tzinfo=UTC)
    cut = (Removal(1, "share", "why", "Share"), Removal(2, "share", "why", "Post"))
    add(store, "https://b.example/1", text="One two three.", removals=cut, published_at=dated)
    add(store, "https://b.example/2", text="港が好き", language=None)
    store.store_unclean(page_at("https://a.example/1", body=b"x" * 500), "timeout", "feed")
    store.record_found([FoundUrl("https://c.example/1", "feed")])

    stats = store.stats()

    assert [site.site for site in stats.sites] == ["a.example", "b.example"]
    unclean, site = stats.sites
    assert (unclean.articles, unclean.pages, unclean.raw_bytes) == (0, 1, 500)
    assert (unclean.oldest, unclean.newest) == (None, None)
    assert (site.articles, site.pages, site.words, site.removals) == (2, 2, 7, 2)
    assert (site.oldest, site.newest) == (dated, FETCHED)
    assert stats.removals == {"share": 2}
    assert stats.languages == {"en": 1, "unknown": 1}
    assert stats.urls == {"stored": 2, "found": 1, "quarantined": 1}

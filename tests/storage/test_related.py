"""Where removed headlines led is found in the store, also where the target came later."""

from cleaners.types import RelatedLink
from storage import RelatedArticle, Store
from tests.storage.examples import add

PIER = "https://harbour.example/pier"


def test_a_link_leads_to_a_stored_article_as_soon_as_it_is_stored(store: Store) -> None:
    links = (
        RelatedLink(PIER, "The mayor opens the pier", "inline-headline"),
        RelatedLink("https://harbour.example/never", "Never stored here", "related-list"),
        RelatedLink(None, "A headline without a link", "inline-headline"),
    )
    number = add(store, "https://harbour.example/ferry", links=links)
    assert [link.article_id for link in store.related(number)] == [None, None, None]

    pier = add(store, f"{PIER}/?utm_source=feed", "The mayor opens the pier")

    found = store.related(number)
    assert found[0] == RelatedArticle(PIER, "The mayor opens the pier", "inline-headline", pier)
    assert [link.article_id for link in found[1:]] == [None, None]


def test_a_link_to_a_copy_leads_to_the_article(store: Store) -> None:
    links = (RelatedLink(PIER, "The mayor opens the pier", "inline-headline"),)
    amp = "https://harbour.example/amp/pier"
    number = add(store, "https://harbour.example/ferry", links=links)
    pier = add(store, amp, "The mayor opens the pier", canonical_url=PIER)
    assert [link.article_id for link in store.related(number)] == [pier]


def test_an_article_without_links_and_an_unknown_one_have_none(store: Store) -> None:
    assert store.related(add(store)) == []
    assert store.related(4711) == []

"""Canonical URLs make twins one article, and a canonical URL that lies loses none."""

from itertools import permutations

import pytest

from cleaners.types import Article
from storage import Store
from tests.storage.examples import add, article_at, page_at

SITE = "https://harbour.example"
STORY, AMP, PRINT, FRONT = f"{SITE}/story", f"{SITE}/amp/story", f"{SITE}/print?n=1", f"{SITE}/"


def titles(store: Store) -> list[str]:
    return sorted(str(stored.article.title) for stored in store.articles())


def test_two_pages_with_one_canonical_url_and_title_are_one_article(store: Store) -> None:
    amp = add(store, AMP, canonical_url=STORY)
    printed = add(store, PRINT, canonical_url=STORY)

    assert amp == printed
    assert len(titles(store)) == 1
    assert len(list(store.pages())) == 2


def test_every_twin_leads_to_the_article(store: Store) -> None:
    number = add(store, AMP, canonical_url=STORY)
    add(store, PRINT, canonical_url=STORY)
    add(store, STORY, canonical_url=STORY)

    for url in (AMP, PRINT, STORY):
        found, status = store.article(url), store.url_status(url)
        assert found is not None
        assert status is not None
        assert found.id == status.article_id == number


@pytest.mark.parametrize("order", list(permutations([STORY, AMP, PRINT])))
def test_the_page_at_the_canonical_url_is_the_better_copy(
    store: Store, order: tuple[str, ...]
) -> None:
    for url in order:
        add(store, url, canonical_url=STORY, text=f"As told at {url}.")

    assert [a.article.text for a in store.articles()] == [f"As told at {STORY}."]


def test_a_title_in_another_case_is_the_same_title(store: Store) -> None:
    assert add(store, AMP, "FERRY  BACK!", canonical_url=STORY) == add(store, STORY, "Ferry back")


def test_articles_whose_canonical_urls_all_name_the_front_page_all_stay(store: Store) -> None:
    for n in range(5):
        add(store, f"{SITE}/{n}", f"Title {n}", canonical_url=FRONT)

    assert titles(store) == [f"Title {n}" for n in range(5)]


def test_a_page_takes_its_own_url_back_from_a_canonical_that_lied(store: Store) -> None:
    liar = add(store, f"{SITE}/other", "Another story", canonical_url=STORY)
    honest = add(store, STORY, "The story")

    assert titles(store) == ["Another story", "The story"]
    for url, number in ((f"{SITE}/other", liar), (STORY, honest)):
        found = store.article(url)
        assert found is not None
        assert (found.id, found.article.url) == (number, url)


RING = [
    (f"{SITE}/a", "Story A", f"{SITE}/b"),
    (f"{SITE}/b", "Story B", f"{SITE}/c"),
    (f"{SITE}/c", "Story C", f"{SITE}/a"),
]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_pages_that_name_each_other_in_a_ring_all_stay(
    store: Store, order: tuple[int, ...]
) -> None:
    for n in (*order, *order):
        url, title, canonical = RING[n]
        add(store, url, title, canonical_url=canonical)
    for url, title, _ in RING:
        add(store, url, title, canonical_url=url)

    assert titles(store) == ["Story A", "Story B", "Story C"]
    assert {str(a.article.url) for a in store.articles()} == {url for url, _, _ in RING}


def test_a_page_that_learns_its_canonical_url_joins_its_twin(store: Store) -> None:
    story = add(store, STORY)
    alone = add(store, AMP)
    assert story != alone

    joined = add(store, AMP, canonical_url=STORY)

    assert joined == story
    assert len(titles(store)) == 1
    status = store.url_status(AMP)
    assert status is not None
    assert status.article_id == story


def test_the_words_of_an_article_that_joined_its_twin_are_gone_from_search(store: Store) -> None:
    add(store, STORY, text="Ships.")
    add(store, AMP, text="Boats.")
    add(store, AMP, canonical_url=STORY, text="Boats.")

    assert (store.count("ships"), store.count("boats")) == (1, 0)


def test_a_changed_title_of_the_same_page_is_the_same_article(store: Store) -> None:
    first = add(store, STORY, "Storm expected", canonical_url=STORY)

    assert add(store, STORY, "Storm hits the coast", canonical_url=STORY) == first


def test_sites_do_not_share_articles(store: Store) -> None:
    one = add(store, STORY, canonical_url=STORY)
    syndicated = add(store, "https://other.example/story", canonical_url=STORY)

    assert one != syndicated
    found = store.article(STORY)
    assert found is not None
    assert found.site == "harbour.example"


def test_storing_everything_again_changes_nothing(store: Store) -> None:
    def everything() -> list[Article]:
        for n in range(3):
            add(store, f"{SITE}/{n}", f"Title {n}", canonical_url=FRONT)
        for url in (AMP, STORY, PRINT):
            add(store, url, canonical_url=STORY, text=f"As told at {url}.")
        return [stored.article for stored in store.articles()]

    first = everything()
    again = everything()

    assert [(a.url, a.title, a.text) for a in first] == [(a.url, a.title, a.text) for a in again]


def test_cleaning_a_twin_again_leaves_the_better_copy(store: Store) -> None:
    number = store.store_article(page_at(STORY), article_at(STORY, canonical_url=STORY), "feed")
    twin = store.add_page(page_at(AMP), "link")

    worse = article_at(AMP, canonical_url=STORY, text="Shorter.")
    assert store.add_article(twin, worse) == number

    kept = store.article(number)
    assert kept is not None
    assert kept.article.url == STORY

"""What people correct in an article is kept apart from it, and holds whatever comes after."""

from dataclasses import asdict, replace

import pytest

from cleaners.corrections import CUT_BY_HAND, Correction, cut_of, restoring
from cleaners.memory import Recalled
from cleaners.types import Article, Block, Note, Removal
from storage import Store, StoreError
from tests.storage.examples import URL, article_at, page_at

TEXT = ["It sails again.", "Read it in our app.", "The crew is glad."]
HEADLINE = Removal(7, "inline-headline", "it is the title of another article", "Pier closed")
SHORT = Note("too-short", "12 words of text were found")
ARTICLE = article_at(text=TEXT, removals=(HEADLINE,), notes=(SHORT,))


@pytest.fixture
def number(store: Store) -> int:
    return store.store_article(page_at(), ARTICLE, "feed", Recalled(0, frozenset({5, 6})))


def stored(store: Store, number: int) -> Article:
    found = store.article(number)
    assert found is not None
    return found.article


def both(article: Article) -> list[Correction]:
    return [cut_of(article, 1, "an advert"), restoring(article, 7, "her answer")]


def is_corrected(article: Article) -> bool:
    steps = {removal.text: removal.step for removal in article.removals}
    return steps == {TEXT[1]: CUT_BY_HAND} and "Pier closed" in article.text


def test_the_article_and_its_index_are_as_corrected_at_once(store: Store, number: int) -> None:
    store.correcting.add(number, both(stored(store, number)))
    assert is_corrected(stored(store, number))
    assert (store.count("app"), store.count("pier")) == (0, 1)
    assert store.stale_articles("harbour.example") == []


def test_a_correction_holds_when_the_page_is_cleaned_or_fetched_again(
    store: Store, number: int
) -> None:
    store.correcting.add(number, both(stored(store, number)))
    page_id = store.url_status(URL)
    assert page_id is not None
    assert page_id.page_id is not None
    assert not store.renew_article(page_id.page_id, ARTICLE, Recalled(0, frozenset()))
    edited = replace(ARTICLE, description="Edited.", rules_version="2")
    assert store.renew_article(page_id.page_id, edited, Recalled(0, frozenset()))
    assert is_corrected(stored(store, number))
    again = article_at(text=["An editor's line.", *TEXT], removals=(HEADLINE,))
    assert store.store_article(page_at(body=b"<p>new</p>"), again, "feed") == number
    assert is_corrected(stored(store, number))
    assert store.correcting.applied(again, page_id.page_id, number).removals[0].n == 2


def test_the_better_copy_of_an_article_takes_its_corrections_over(store: Store) -> None:
    twin = "https://harbour.example/print?id=ferry"
    number = store.store_article(page_at(twin), replace(ARTICLE, url=twin, canonical_url=URL), "x")
    store.correcting.add(number, both(stored(store, number)))
    assert store.store_article(page_at(URL), replace(ARTICLE, canonical_url=URL), "x") == number
    assert is_corrected(stored(store, number))


def test_of_two_articles_that_turn_out_to_be_one_the_corrections_go_on(store: Store) -> None:
    twin = "https://harbour.example/amp/ferry"
    kept = store.store_article(page_at(URL), ARTICLE, "feed")
    other = store.store_article(page_at(twin), replace(ARTICLE, url=twin), "feed")
    store.correcting.add(other, both(stored(store, other)))
    named = replace(ARTICLE, url=twin, canonical_url=URL)
    assert store.store_article(page_at(twin), named, "feed") == kept
    assert {one.article_id for one in store.correcting.all()} == {kept}
    assert store.store_article(page_at(URL), ARTICLE, "feed") == kept
    assert is_corrected(stored(store, kept))


def test_undone_the_article_is_as_it_was(store: Store, number: int) -> None:
    before = stored(store, number)
    numbers = store.correcting.add(number, both(before))
    for one in numbers:
        dropped = store.correcting.drop(one)
        assert dropped is not None
        assert dropped.url == URL
    assert asdict(stored(store, number)) == asdict(before)
    assert store.correcting.all() == []
    assert store.correcting.drop(numbers[0]) is None


def test_the_same_correction_twice_is_one_and_the_last_word_counts(
    store: Store, number: int
) -> None:
    before = stored(store, number)
    (cut, _) = both(before)
    first = store.correcting.add(number, [cut])
    assert store.correcting.add(number, [cut]) == first
    store.correcting.add(number, [restoring(stored(store, number), 1, "it is a joke")])
    assert [one.correction.action for one in store.correcting.all()] == ["restore"]
    assert TEXT[1] in stored(store, number).text


def test_corrections_are_listed_by_site_and_by_article(store: Store, number: int) -> None:
    store.correcting.add(number, both(stored(store, number)))
    assert len(store.correcting.all("harbour.example")) == 2
    assert store.correcting.all("other.example") == []
    cut, restored = store.correcting.all(article_id=number)
    assert (cut.site, cut.article_id, cut.url) == ("harbour.example", number, URL)
    assert cut.correction == both(ARTICLE)[0] or cut.correction.why == "an advert"
    assert restored.correction.undoes == HEADLINE


def test_forgetting_and_taking_back_leave_no_correction(store: Store, number: int) -> None:
    store.correcting.add(number, both(stored(store, number)))
    store.withdrawing.withdraw([URL], "gone")
    assert store.correcting.all() == []
    number = store.store_article(page_at(URL + "s"), replace(ARTICLE, url=URL + "s"), "feed")
    store.correcting.add(number, both(stored(store, number)))
    store.forgetting.forget(URL + "s")
    assert store.correcting.all() == []


def test_what_is_forgotten_is_named_by_no_correction(store: Store) -> None:
    pier = "https://harbour.example/pier"
    store.store_article(page_at(pier), article_at(pier, "Pier closed", text="Until May."), "feed")
    headline = replace(HEADLINE, why=f"is the title of another article of this site: {pier}")
    mine = replace(
        ARTICLE, removals=(headline,), blocks=(*ARTICLE.blocks, Block(9, "heading", "Pier closed"))
    )
    number = store.store_article(page_at(), mine, "feed")
    store.correcting.add(number, [restoring(mine, 7, "an answer"), cut_of(mine, 9, "a headline")])
    store.forgetting.forget(pier)
    (left,) = store.correcting.all()
    assert left.correction.undoes is not None
    assert (left.correction.action, left.correction.undoes.why) == ("restore", "")


def test_what_is_not_there_cannot_be_corrected(store: Store) -> None:
    with pytest.raises(StoreError, match="no article 9 to correct"):
        store.correcting.add(9, both(ARTICLE))

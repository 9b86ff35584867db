"""The pages of one article are kept raw and in order, and come back as one page."""

from dataclasses import replace
from datetime import UTC, datetime

from storage import Store
from tests.storage.examples import URL, article_at, page_at

SECOND, THIRD = f"{URL}?page=2", f"{URL}?page=3"
WHOLE = replace(page_at(body=b"<p>1"), parts=(page_at(SECOND, b"<p>2"), page_at(THIRD, b"<p>3")))


def test_a_page_comes_back_with_its_parts_in_order(store: Store) -> None:
    number = store.store_article(WHOLE, article_at(), "feed")

    stored = store.page_of(number)
    assert stored is not None
    assert stored.page == WHOLE
    assert [page.page for page in store.pages()] == [WHOLE]
    assert store.stored_urls([SECOND, THIRD]) == {SECOND, THIRD}
    third = store.article(THIRD)
    assert third is not None
    assert third.id == number


def test_a_page_that_is_stored_again_has_the_parts_that_it_has_now(store: Store) -> None:
    number = store.store_article(WHOLE, article_at(), "feed")
    shorter = replace(WHOLE, parts=WHOLE.parts[:1])
    store.store_article(shorter, article_at(), "feed")

    stored = store.page_of(number)
    assert stored is not None
    assert stored.page == shorter


def test_parts_are_pruned_with_their_page(store: Store) -> None:
    store.store_article(WHOLE, article_at(), "feed")

    assert store.history.prune(datetime(2030, 1, 1, tzinfo=UTC)).pages == 3
    assert list(store.pages()) == []

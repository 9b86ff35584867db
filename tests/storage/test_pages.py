"""Pages go in and come out as they came, once a URL."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from cleaners.types import Page
from storage import Filters, Store, StoreError
from tests.storage.examples import FETCHED, URL, add, article_at, page_at


def test_a_page_comes_back_as_it_came(store: Store) -> None:
    page = page_at(
        "https://harbour.example/r/77",
        body=bytes(range(256)) * 40,
        final_url=URL,
        headers=(("content-type", "text/html"), ("set-cookie", "a=1"), ("set-cookie", "b=2")),
        fetched_at=datetime(2026, 3, 1, 8, tzinfo=timezone(timedelta(hours=9))),
    )
    number = store.add_page(page, "feed")

    (stored,) = store.pages()

    assert stored.page == page
    assert (stored.id, stored.site, stored.found_by) == (number, "harbour.example", "feed")


def test_a_page_with_no_facts_but_a_url_comes_back_equal(store: Store) -> None:
    page = Page(URL, None, None, (), None, b"")
    store.add_page(page, "link")

    assert [stored.page for stored in store.pages()] == [page]


def test_the_same_page_twice_is_one_row_with_the_later_body(store: Store) -> None:
    first = store.add_page(page_at(body=b"old"), "feed")
    second = store.add_page(page_at(URL + "/?utm_source=x", body=b"new"), "sitemap")

    (stored,) = store.pages()
    assert first == second == stored.id
    assert (stored.page.body, stored.found_by) == (b"new", "feed")


def test_two_urls_that_lead_to_one_page_store_it_once(store: Store) -> None:
    first = store.add_page(page_at("https://harbour.example/r/1", final_url=URL), "feed")

    assert store.add_page(page_at("https://t.example/x", final_url=URL), "link") == first


def test_a_page_without_url_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="without a URL"):
        store.add_page(Page(None, None, 200, (), None, b"x"), "file")


def test_bodies_are_stored_compressed(store: Store) -> None:
    store.add_page(page_at(body=b"<p>again and again</p>" * 1_000), "feed")

    (site,) = store.stats().sites
    assert site.raw_bytes == 22_000
    assert site.stored_bytes < 200


def test_the_page_of_an_article_is_found(store: Store) -> None:
    number = add(store)

    page = store.page_of(number)

    assert page is not None
    assert page.page == page_at()
    assert store.page_of(number + 1) is None


def test_pages_stream_in_order_across_batches(store: Store) -> None:
    numbers = [store.add_page(page_at(f"https://a.example/{n}"), "feed") for n in range(70)]

    assert [page.id for page in store.pages()] == numbers


def test_pages_can_be_cleaned_again_while_they_stream(store: Store) -> None:
    for n in range(60):
        add(store, f"https://a.example/{n}", f"Title {n}")

    for stored in store.pages():
        address = str(stored.page.address)
        store.add_article(stored.id, article_at(address, f"New {address}"))

    assert all(str(a.article.title).startswith("New") for a in store.articles())


def test_filters_choose_pages_by_site_fetch_and_by_what_their_article_says(store: Store) -> None:
    dated = datetime(2020, 1, 1, tzinfo=UTC)
    old = store.article(add(store, published_at=dated, language="de"))
    assert old is not None
    unclean = store.store_unclean(page_at("https://other.example/x"), "timeout", "link")

    def chosen(filters: Filters) -> list[int]:
        return [page.id for page in store.pages(filters)]

    assert chosen(Filters()) == [old.page_id, unclean]
    assert chosen(Filters(site="other.example")) == [unclean]
    assert chosen(Filters(until=dated)) == [old.page_id]
    assert chosen(Filters(since=FETCHED)) == [unclean]
    assert chosen(Filters(language="de")) == [old.page_id]

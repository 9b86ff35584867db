"""What is passed over without a request has its reason; what is stored stays what it is."""

from storage import FoundUrl, Store
from tests.storage.examples import add, article_at, page_at

HOST = "https://harbour.example"


def test_what_is_passed_over_is_refused_with_its_reason_and_was_not_tried(store: Store) -> None:
    many = [
        (FoundUrl(f"{HOST}/{n}", "sitemap", f"T{n}"), "outside-dates: 2020") for n in range(1200)
    ]
    store.watch.pass_over(many)
    store.watch.pass_over([(FoundUrl(f"{HOST}/7", "feed"), "outside-dates: 2021")])

    status = store.url_status(f"{HOST}/7")
    assert status is not None
    assert (status.state, status.reason, status.tries) == ("refused", "outside-dates: 2021", 0)
    assert status.found_by == "sitemap"
    assert store.stats().urls == {"refused": 1200}
    store.watch.pass_over([])


def test_a_page_that_is_stored_is_not_refused_afterwards(store: Store) -> None:
    add(store, f"{HOST}/ferry")
    store.watch.pass_over([(FoundUrl(f"{HOST}/ferry", "feed"), "outside-dates: 2020")])

    status = store.url_status(f"{HOST}/ferry")
    assert status is not None
    assert status.state == "stored"


def test_the_addresses_of_articles_and_of_other_pages_are_told_apart(store: Store) -> None:
    add(store, f"{HOST}/ferry", "The ferry is back")
    store.store_article(page_at(f"{HOST}/shop"), article_at(f"{HOST}/shop", kind="product"), "link")
    store.record_outcome(f"{HOST}/shop", "refused", "product: a price and a basket")
    store.record_outcome(f"{HOST}/gone", "refused", "http-404")
    store.record_outcome("https://gulls.example/a", "refused", "list-page: many links")

    assert store.watch.addresses("harbour.example") == ([f"{HOST}/ferry"], [f"{HOST}/shop"])
    assert store.watch.addresses("nowhere.example") == ([], [])

"""Pages without an article: listed, tried twice by one cleaner, let out or dropped."""

from cleaners.types import Page
from cleaners.urls import url_key
from storage import Store
from tests.storage.examples import URL, add, article_at, page_at

OTHER = "https://other.example/long-table"


def broken(store: Store, url: str = URL, reason: str = "clean-timeout: 10 s", **facts: str) -> Page:
    page = page_at(url, body=f"<p>Poison {url}".encode())
    store.store_unclean(page, reason, "feed", facts.get("cleaner", "1"))
    return page


def test_what_is_in_quarantine_is_listed_with_reason_size_and_tries(store: Store) -> None:
    page = broken(store)
    broken(store, OTHER, "clean-crash: code -6")
    first, second = store.quarantine.pages()
    assert (first.url, first.site, first.reason) == (URL, "harbour.example", "clean-timeout: 10 s")
    assert (first.raw_bytes, first.tries, first.cleaner) == (len(page.body), 1, "1")
    assert first.at is not None
    assert store.quarantine.pages(site="www.other.example") == [second]
    assert store.quarantine.pages(reason="clean-crash") == [second]
    assert store.quarantine.pages(url=URL + "/") == [first]
    assert store.quarantine.pages(reason="clean") == []
    stored = store.quarantine.bytes_of(first.id)
    assert stored is not None
    assert stored.page == page


def test_a_redirected_page_is_listed_once(store: Store) -> None:
    page = page_at("https://harbour.example/r/7", final_url=URL)
    store.store_unclean(page, "clean-error", "feed", "1")
    assert len(store.quarantine.pages()) == 1


def test_after_two_tries_a_cleaner_is_spared_the_same_bytes(store: Store) -> None:
    page = broken(store)
    assert store.quarantine.spent(page, "1") is None
    broken(store)
    assert store.quarantine.spent(page, "1") == "clean-timeout: 10 s"
    assert store.quarantine.troubled("1") == {url_key(URL)}
    assert store.quarantine.troubled("2") == set()
    assert store.quarantine.spent(page, "2") is None
    assert store.quarantine.spent(page_at(URL, body=b"other"), "1") is None
    broken(store, cleaner="2")
    assert store.quarantine.pages()[0].tries == 1


def test_a_page_that_gave_an_article_after_all_is_out(store: Store) -> None:
    page = broken(store)
    broken(store)
    (kept,) = store.quarantine.pages()
    store.add_article(kept.id, article_at(URL))
    assert store.quarantine.pages() == []
    assert store.quarantine.bytes_of(kept.id) is None
    assert store.quarantine.spent(page, "1") is None


def test_a_page_can_leave_as_no_article(store: Store) -> None:
    broken(store)
    (kept,) = store.quarantine.pages()
    store.quarantine.leave(kept.id, "refused", "list-page: 40 links")
    assert store.quarantine.pages() == []
    status = store.url_status(URL)
    assert status is not None
    assert (status.state, status.reason) == ("refused", "list-page: 40 links")


def test_a_dropped_page_is_gone_with_its_bytes_and_its_url_is_refused(store: Store) -> None:
    broken(store)
    broken(store, OTHER)
    ids = [page.id for page in store.quarantine.pages()]
    assert store.quarantine.drop(ids[:1]) == 1
    assert store.quarantine.drop(ids[:1]) == 0
    status = store.url_status(URL)
    assert status is not None
    assert (status.state, status.reason) == ("refused", "dropped")
    assert [stored.page.url for stored in store.pages()] == [OTHER]
    assert store.stored_urls([URL]) == set()


def test_an_article_of_an_older_fetch_stays_when_the_new_bytes_are_dropped(store: Store) -> None:
    number = add(store)
    broken(store)
    (kept,) = store.quarantine.pages()
    assert store.quarantine.drop([kept.id]) == 1
    assert store.article(number) is not None
    assert store.page_of(number) is None
    status = store.url_status(URL)
    assert status is not None
    assert status.state == "stored"

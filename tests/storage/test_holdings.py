"""Questions about much at once."""

from datetime import UTC, datetime, timedelta

from storage import Filters, Store
from storage.holdings import BATCH
from tests.storage.examples import URL, article_at, page_at


def filled(store: Store, number: int) -> list[int]:
    urls = [f"{URL}/{n}" for n in range(number)]
    return [
        store.store_article(page_at(url), article_at(url, title=f"Story {url}"), "link")
        for url in urls
    ]


def test_articles_come_in_the_order_of_their_numbers(store: Store) -> None:
    numbers = filled(store, BATCH + 2)
    assert [stored.id for stored in store.holdings.in_order(Filters())] == numbers
    assert list(store.holdings.in_order(Filters(site="nosuch.example"))) == []
    assert store.holdings.count(Filters()) == store.holdings.count_pages(Filters()) == BATCH + 2
    assert store.holdings.count(Filters(language="xx")) == 0
    found = store.holdings.numbered([*numbers, 999_999])
    assert list(found) == numbers
    assert found[numbers[-1]].article.url == f"{URL}/{BATCH + 1}"


def test_when_what_is_at_a_url_was_settled(store: Store) -> None:
    page = page_at(URL)
    store.store_article(page, article_at(URL), "link")
    before = datetime.now(UTC) - timedelta(seconds=1)
    store.record_outcome(f"{URL}/refused", "refused", "noindex", http_status=200)
    store.record_outcome(f"{URL}/robots", "refused", "robots")
    store.record_outcome(f"{URL}/failed", "failed", "timeout")
    urls = [URL, f"{URL}#again", f"{URL}/refused", f"{URL}/failed", f"{URL}/robots"]
    settled = store.holdings.settled_at(urls)
    assert list(settled) == urls[:3]
    assert settled[URL] == settled[f"{URL}#again"] == page.fetched_at
    assert settled[f"{URL}/refused"] > before

"""The ledger says what became of every URL."""

from datetime import UTC, datetime

from storage import FoundUrl, Store, UrlStatus
from tests.storage.examples import URL, add, article_at, page_at


def status(store: Store, url: str = URL) -> UrlStatus:
    found = store.url_status(url)
    assert found is not None
    return found


def test_only_new_urls_are_counted(store: Store) -> None:
    found = [FoundUrl(URL, "feed"), FoundUrl(URL + "/#comments", "link")]

    assert store.record_found(found) == 1
    assert store.record_found([*found, FoundUrl("https://b.example/1", "link")]) == 1
    assert store.record_found([]) == 0


def test_a_found_url_waits_untried(store: Store) -> None:
    store.record_found([FoundUrl(URL, "news sitemap", "The ferry")])

    was = status(store)
    assert (was.state, was.reason, was.found_by) == ("found", None, "news sitemap")
    assert (was.tries, was.tried_at, was.article_id) == (0, None, None)
    assert (datetime.now(UTC) - was.found_at).total_seconds() < 60


def test_the_first_finder_stays_and_a_missing_title_is_filled_in(store: Store) -> None:
    store.record_found([FoundUrl(URL, "link")])
    store.record_found([FoundUrl(URL, "feed", "The ferry is back in town")])
    store.record_found([FoundUrl(URL, "sitemap", "A later title that is another")])

    known = store.memory("harbour.example").article_at(URL)
    assert known is not None
    assert known.title == "The ferry is back in town"
    assert status(store).found_by == "link"


def test_thousands_of_urls_are_found_at_once(store: Store) -> None:
    found = [FoundUrl(f"https://s{n % 7}.example/{n}", "sitemap", f"T{n}") for n in range(3_000)]

    assert store.record_found(found) == 3_000
    assert store.record_found(found) == 0


def test_an_outcome_counts_the_tries_and_keeps_the_last_reason(store: Store) -> None:
    store.record_found([FoundUrl(URL, "feed")])
    store.record_outcome(URL, "failed", "timeout")
    store.record_outcome(URL, "refused", "robots.txt forbids it", http_status=None)
    store.record_outcome(URL, "failed", "not found", http_status=404)

    was = status(store)
    assert (was.state, was.reason, was.http_status) == ("failed", "not found", 404)
    assert (was.tries, was.found_by) == (3, "feed")
    assert was.tried_at is not None


def test_an_outcome_of_an_unknown_url_makes_it_known(store: Store) -> None:
    store.record_outcome(URL, "refused", "robots.txt forbids it", found_by="start")

    assert (status(store).found_by, status(store).tries) == ("start", 1)


def test_a_url_that_no_crawl_met_has_no_status(store: Store) -> None:
    assert store.url_status(URL) is None
    assert store.validators(URL) == (None, None)


def test_a_stored_article_marks_its_url_and_the_one_that_answered(store: Store) -> None:
    asked = "https://harbour.example/r/1"
    number = add(store)
    store.store_unclean(page_at(asked, final_url=URL), "too slow", "feed")

    assert status(store).article_id == number
    assert status(store, asked).state == "quarantined"
    assert store.stored_urls([asked, URL]) == {asked, URL}


def test_stored_and_quarantined_urls_need_not_be_fetched_again(store: Store) -> None:
    add(store, "https://a.example/stored")
    store.store_unclean(page_at("https://a.example/unclean"), "the cleaner crashed", "feed")
    store.record_outcome("https://a.example/failed", "failed", "timeout")
    store.record_found([FoundUrl("https://a.example/found", "feed")])
    store.store_listing(page_at("https://a.example/"), "start")

    asked = [
        f"http://www.a.example/{name}/?utm_source=x"
        for name in ("stored", "unclean", "failed", "found", "", "never")
    ]
    assert store.stored_urls(asked) == {asked[0], asked[1]}


def test_a_stored_url_that_is_unchanged_or_fails_later_is_still_stored(store: Store) -> None:
    add(store)
    store.record_outcome(URL, "unchanged", None, http_status=304)
    assert store.stored_urls([URL]) == {URL}

    store.record_outcome(URL, "failed", "gone", http_status=410)
    assert store.stored_urls([URL]) == {URL}
    assert store.article(URL) is not None


def test_which_of_thousands_of_urls_are_stored(store: Store) -> None:
    add(store)

    assert store.stored_urls([*(f"https://a.example/{n}" for n in range(40_000)), URL]) == {URL}


def test_validators_are_those_of_the_last_answer(store: Store) -> None:
    headers = (("etag", 'W/"1"'), ("last-modified", "Sun, 01 Mar 2026 12:00:00 GMT"))
    store.store_listing(page_at(headers=headers), "start")
    assert store.validators(URL) == ('W/"1"', "Sun, 01 Mar 2026 12:00:00 GMT")

    store.record_outcome(URL, "unchanged", None, http_status=304)
    assert store.validators(URL) == ('W/"1"', "Sun, 01 Mar 2026 12:00:00 GMT")

    store.store_listing(page_at(headers=(("etag", '"2"'),)), "start")
    assert store.validators(URL) == ('"2"', None)


def test_a_listing_keeps_no_page(store: Store) -> None:
    store.store_listing(page_at(), "start")

    assert list(store.pages()) == []
    assert (status(store).state, status(store).tries) == ("found", 1)


def test_a_page_that_gave_no_article_is_kept_with_the_reason(store: Store) -> None:
    number = store.store_unclean(page_at(body=b"<p>x"), "timeout: more than 30 s", "feed")

    assert [(p.id, p.page.body) for p in store.pages()] == [(number, b"<p>x")]
    assert (status(store).state, status(store).reason) == (
        "quarantined",
        "timeout: more than 30 s",
    )


def test_a_quarantined_page_that_gives_an_article_later_is_stored(store: Store) -> None:
    page = store.store_unclean(page_at(), "the cleaner crashed", "feed")
    number = store.add_article(page, article_at())

    was = status(store)
    assert (was.state, was.reason, was.article_id) == ("stored", None, number)


def test_urls_that_are_no_web_pages_are_recorded_as_they_are(store: Store) -> None:
    for url in (
        "",
        "http://[",
        "javascript:alert(1)",
        "http://x.example/" + "a" * 9_000,
        "\x00\ud800",
    ):
        store.record_outcome(url, "refused", "no web page")
        assert status(store, url).state == "refused"

"""Articles go in and come out equal, once each."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaners.types import Block, Container
from storage import Filters, Store, StoreError, open_store
from tests.storage.examples import FETCHED, URL, add, article_at, full_article, page_at, same


def test_an_article_with_everything_comes_back_equal(store: Store) -> None:
    number = store.store_article(page_at(), full_article(), "feed")

    stored = store.article(number)

    assert stored is not None
    assert same(stored.article, full_article())
    assert (stored.id, stored.site, stored.fetched_at) == (number, "harbour.example", FETCHED)


def test_an_article_with_nothing_but_a_url_comes_back_equal(store: Store) -> None:
    bare = article_at(title=None, text=[], language=None)

    stored = store.article(store.store_article(page_at(), bare, "link"))

    assert stored is not None
    assert same(stored.article, bare)


def test_times_keep_the_zone_that_the_page_states(store: Store) -> None:
    stated = datetime(2026, 2, 28, 6, 5, tzinfo=timezone(timedelta(hours=5, minutes=30)))

    stored = store.article(add(store, published_at=stated))

    assert stored is not None
    assert stored.article.published_at is not None
    assert stored.article.published_at.isoformat() == "2026-02-28T06:05:00+05:30"


@pytest.mark.parametrize("stated", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_times_at_the_ends_of_the_calendar_can_be_stored(store: Store, stated: str) -> None:
    stored = store.article(add(store, published_at=datetime.fromisoformat(stated)))

    assert stored is not None
    assert stored.article.published_at == datetime.fromisoformat(stated)
    assert [a.id for a in store.articles()] == [stored.id]


def test_a_time_without_zone_is_refused_in_words(store: Store) -> None:
    with pytest.raises(StoreError, match="no zone"):
        add(store, published_at=datetime(2026, 1, 1))  # noqa: DTZ001 - the point


def test_elements_and_hidden_reasons_of_blocks_are_not_stored(store: Store) -> None:
    box = Container("div", "x", "", frozenset(), None)
    block = Block(0, "paragraph", "Text", container=box, hidden="style")

    stored = store.article(add(store, blocks=(block,)))

    assert stored is not None
    assert same(stored.article, article_at(blocks=(Block(0, "paragraph", "Text"),)))


def test_the_same_article_twice_is_one_row_with_the_later_content(store: Store) -> None:
    first = add(store, text=["One.", "Two.", "Three."])
    second = add(store, "http://www.harbour.example/news/ferry/#top", text="Only one.")

    assert first == second
    assert [a.article.text for a in store.articles()] == ["Only one."]
    assert (store.count("three"), store.count("only")) == (0, 1)


def test_an_article_is_found_by_number_and_by_any_spelling_of_its_urls(store: Store) -> None:
    page = page_at("https://harbour.example/r/77", final_url=URL)
    article = article_at(URL, canonical_url="https://harbour.example/2026/ferry")
    number = store.store_article(page, article, "feed")

    for which in (
        number,
        "https://harbour.example/r/77",
        "http://www.harbour.example/news/ferry/?utm_source=x#end",
        "https://harbour.example/2026/ferry/",
    ):
        found = store.article(which)
        assert found is not None, which
        assert found.id == number


def test_an_article_that_is_not_there_is_none(store: Store) -> None:
    add(store)

    for number in (0, -1, 99, 2**63, 2**200):
        assert store.article(number) is None
    for url in ("", "nonsense", "http://[", "https://a.example/\x00"):
        assert store.article(url) is None


def test_an_article_without_url_is_refused(store: Store) -> None:
    number = store.add_page(page_at(), "feed")

    with pytest.raises(StoreError, match="no URL"):
        store.add_article(number, replace(article_at(), url=None))


def test_an_article_of_no_page_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="no page 7"):
        store.add_article(7, article_at())


def test_a_refused_article_leaves_no_page_behind(store: Store) -> None:
    with pytest.raises(StoreError):
        store.store_article(page_at(), replace(article_at(), url=None), "feed")

    assert list(store.pages()) == []
    assert store.url_status(URL) is None


def days(store: Store, number: int) -> list[int]:
    first = datetime(2026, 1, 1, tzinfo=UTC)
    return [
        add(
            store,
            f"https://s{n % 3}.example/{n}",
            f"Title {n}",
            published_at=first + timedelta(n),
            language="de" if n % 2 else "en",
        )
        for n in range(number)
    ]


def test_articles_stream_newest_first_across_batches(store: Store) -> None:
    numbers = days(store, 60)

    assert [a.id for a in store.articles()] == numbers[::-1]


def test_articles_of_one_moment_are_each_streamed_once(store: Store) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    numbers = {add(store, f"https://a.example/{n}", published_at=moment) for n in range(55)}

    assert sorted(a.id for a in store.articles()) == sorted(numbers)


def test_filters_choose_by_site_language_and_inclusive_dates(store: Store) -> None:
    numbers = days(store, 10)

    def chosen(filters: Filters) -> set[int]:
        return {numbers.index(a.id) for a in store.articles(filters)}

    assert chosen(Filters(site="www.s1.example")) == {1, 4, 7}
    assert chosen(Filters(site="https://s1.example/front")) == {1, 4, 7}
    assert chosen(Filters(language="DE")) == {1, 3, 5, 7, 9}
    since, until = datetime(2026, 1, 3, tzinfo=UTC), datetime(2026, 1, 5, tzinfo=UTC)
    assert chosen(Filters(since=since, until=until)) == {2, 3, 4}
    assert chosen(Filters("s1.example", since, until, "en")) == {4}


def test_an_article_without_date_counts_by_its_fetch(store: Store) -> None:
    number = add(store)

    assert [a.id for a in store.articles(Filters(since=FETCHED, until=FETCHED))] == [number]
    assert not list(store.articles(Filters(since=FETCHED + timedelta(seconds=1))))


def test_streaming_while_writing_ends(store: Store) -> None:
    days(store, 60)

    for stored in store.articles():
        store.add_article(stored.page_id, replace(stored.article, rules_version="2"))

    assert {a.article.rules_version for a in store.articles()} == {"2"}


offsets = st.builds(timezone, st.timedeltas(timedelta(hours=-14), timedelta(hours=14)))
words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20)


@pytest.fixture(scope="module")
def memory_store() -> Iterator[Store]:
    with open_store("sqlite://") as opened:
        yield opened


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    title=st.none() | words,
    texts=st.lists(words, max_size=3),
    tags=st.lists(words, max_size=3),
    published=st.none() | st.datetimes(timezones=offsets),
)
def test_any_article_of_safe_text_comes_back_equal(
    memory_store: Store,
    title: str | None,
    texts: list[str],
    tags: list[str],
    published: datetime | None,
) -> None:
    def unharmed(text: str) -> str:
        return text.replace("\ufffe", "").replace("\uffff", "")

    article = article_at(
        title=None if title is None else unharmed(title),
        text=[unharmed(text) for text in texts],
        tags=tuple(unharmed(tag) for tag in tags),
        published_at=published,
    )

    stored = memory_store.article(memory_store.store_article(page_at(), article, "feed"))

    assert stored is not None
    assert same(stored.article, article)

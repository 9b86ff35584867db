"""Copies of a story are found when they are stored, and kept in groups."""

import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import text

from storage import Filters, Period, Store, grouping, open_store
from storage.copies import Copy
from tests.storage.examples import URL, add, article_at, page_at
from tests.storage.test_migrate import downgraded, writing

CHANCE = random.Random(5)
WORDS = [f"word{n}" for n in range(500)]
WIRE = "https://quay.example/wire"
AMP = f"{URL}?view=amp"


def story(seed: int, paragraphs: int = 6) -> list[str]:
    """Paragraphs of 40 words each, always the same for a seed."""
    chance = random.Random(seed)
    return [" ".join(chance.choices(WORDS, k=40)) for _ in range(paragraphs)]


A, B = story(1), story(2)
TWIN = [*A[:4], *story(3, 1)]
BRIDGE = [*A[:6], *B[:1]]


def put(store: Store, place: str, lines: list[str], **parts: object) -> int:
    """Store an article with that text."""
    url = place if "://" in place else f"https://{place}.example/story"
    return add(store, url, f"The title at {place}", text=lines, **parts)


def groups(store: Store, numbers: Sequence[int]) -> list[int | None]:
    return [store.copies.group(number) for number in numbers]


def test_copies_on_other_sites_and_addresses_are_one_group(store: Store) -> None:
    first, wire, amp = (put(store, url, A) for url in (URL, WIRE, AMP))
    other = put(store, "other", B)
    assert groups(store, [first, wire, amp, other]) == [first, first, first, None]
    assert store.copies.of(amp) == [
        Copy(first, URL, "harbour.example", f"The title at {URL}", None),
        Copy(wire, WIRE, "quay.example", f"The title at {WIRE}", None),
    ]
    assert store.copies.of(other) == store.copies.of(99) == []
    assert store.copies.numbers([first, other]) == {first: 2}


def test_search_shows_one_of_a_group(store: Store) -> None:
    for url in (URL, WIRE, AMP):
        put(store, url, A)
    put(store, "other", [A[0], *B])
    word = A[0].split()[0]
    found = store.search(word, order="date")
    assert [hit.site for hit in found] == [
        *("other.example", "harbour.example", "quay.example", "harbour.example"),
    ]
    assert found.count() == 4
    assert [hit.url for hit in found.once()] == ["https://other.example/story", AMP]
    assert found.once().count() == 2
    assert [hit.url for hit in found.once()[1:2]] == [AMP]


def test_a_story_in_copies_is_counted_once_when_the_first_of_them_was_published(
    store: Store,
) -> None:
    november = datetime(2025, 11, 30, 23, tzinfo=UTC)
    late, first, print_view = (
        put(store, url, A, published_at=november + timedelta(days=days))
        for url, days in ((URL, 40), (WIRE, 0), (AMP, 2))
    )
    alone = put(store, "other", B, published_at=november)
    found = store.search(f"{A[0].split()[0]} OR {B[0].split()[0]}")
    assert [period.articles for period in found.trend("month")] == [2, 1, 1]
    assert found.once().trend("month") == [Period(date(2025, 11, 1), 2)]
    assert sum(period.articles for period in found.once().trend()) == found.once().count()
    assert store.copies.later(Filters()) == {late, print_view}
    december = Filters(since=november + timedelta(hours=2))
    assert store.copies.later(december) == {late}
    of_december = store.search(A[0].split()[0], december).once()
    assert of_december.trend("month") == [Period(date(2025, 12, 1), 1)]
    stories = {stored.id: stored.story for stored in store.articles()}
    assert stories == {late: late, first: late, print_view: late, alone: alone}
    one = store.article(first)
    assert one is not None
    assert one.story == late


def test_a_large_group_that_its_first_article_leaves_has_another_number(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grouping, "MAX_REGROUPED", 1)
    first, second, third = (put(store, url, A) for url in (URL, WIRE, AMP))
    put(store, URL, B)
    assert groups(store, [first, second, third]) == [None, second, second]


@pytest.mark.parametrize("order", list(permutations(range(4)))[::5])
def test_groups_are_the_same_whatever_came_first(store: Store, order: Sequence[int]) -> None:
    texts = [A, TWIN, BRIDGE, B]
    numbers = {place: put(store, f"site{place}", texts[place]) for place in order}
    first = min(numbers[place] for place in (0, 1, 2))
    assert groups(store, [numbers[place] for place in range(4)]) == [first, first, first, None]


def test_a_story_that_two_groups_share_makes_them_one(store: Store) -> None:
    whole = story(7, 12)
    one, two = whole[:7], [whole[0], *whole[7:]]
    numbers = [put(store, f"one{n}", one) for n in range(2)]
    numbers += [put(store, f"two{n}", two) for n in range(2)]
    assert groups(store, numbers) == [numbers[0]] * 2 + [numbers[2]] * 2
    bridge = put(store, "bridge", whole)
    assert groups(store, [*numbers, bridge]) == [numbers[0]] * 5
    put(store, "bridge", B)
    assert groups(store, [*numbers, bridge]) == [numbers[0]] * 2 + [numbers[2]] * 2 + [None]


def test_an_article_that_becomes_another_leaves_its_group(store: Store) -> None:
    first, wire = put(store, URL, A), put(store, WIRE, A)
    put(store, WIRE, [*A, "One more line."])
    assert groups(store, [first, wire]) == [first, first]
    put(store, WIRE, B)
    assert groups(store, [first, wire]) == [None, None]
    put(store, WIRE, A)
    assert groups(store, [first, wire]) == [first, first]


def test_what_is_forgotten_or_withdrawn_leaves_no_trace_in_groups(
    store: Store, store_url: str
) -> None:
    first, wire, amp = (put(store, url, A) for url in (URL, WIRE, AMP))
    store.forgetting.forget(WIRE)
    assert groups(store, [first, amp]) == [first, first]
    store.withdrawing.withdraw([URL], "noindex")
    assert store.copies.of(amp) == []
    assert groups(store, [first, wire, amp]) == [None, None, None]
    store.forgetting.forget("harbour.example")
    with writing(store_url) as connection:
        for table in ("sketches", "shingles", "copies"):
            assert connection.scalar(text(f"SELECT count(*) FROM {table}")) == 0


def test_lists_and_short_texts_have_no_copies(store: Store) -> None:
    lists = [put(store, f"list{n}", A, kind="list") for n in range(2)]
    short = [put(store, f"short{n}", [A[0][:100]]) for n in range(2)]
    assert groups(store, [*lists, *short]) == [None] * 4


def test_many_forms_of_one_paper_are_looked_at_quickly(store: Store) -> None:
    """Lines that all pages of a site share are no copies, and each number finds only some."""
    common = story(9, 2)
    numbers = [
        put(store, f"https://harbour.example/{n}", [*story(100 + n), *common]) for n in range(36)
    ]
    assert set(groups(store, numbers)) == {None}
    copy = put(store, WIRE, [*story(100), *common])
    assert groups(store, [copy]) == [numbers[0]]


def write(url: str, number: int, begin: Barrier) -> None:
    """Store what others store at this moment: copies elsewhere, and edits of one article."""
    with open_store(url) as store:
        begin.wait(30)
        for place in range(8):
            address = f"https://site{number}.example/{place}"
            store.store_article(page_at(address), article_at(address, text=story(place)), "feed")
            edited = article_at(text=f"Writer {number} wrote edit {place}.")
            store.store_article(page_at(), edited, "feed")


def test_writers_who_come_at_once_lose_no_copy_and_no_version(store: Store, store_url: str) -> None:
    number, begin = add(store), Barrier(3)
    with ThreadPoolExecutor(3) as writers:
        list(writers.map(write, [store_url] * 3, range(3), [begin] * 3))
    for place in range(8):
        found = store.article(f"https://site0.example/{place}")
        assert found is not None
        copies = {copy.url for copy in store.copies.of(found.id)}
        assert copies == {f"https://site{n}.example/{place}" for n in (1, 2)}
    texts = [v.article.text for v in store.versions.history(number) if v.article]
    assert len(texts) == len(set(texts)) == 25


def test_copies_that_were_stored_before_are_found_by_the_migration(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'copydesk.db'}"
    with open_store(url) as store:
        numbers = [put(store, place, A) for place in (URL, WIRE)]
        numbers += [put(store, "list", A, kind="list"), put(store, "other", B)]
    downgraded(url, "0018")
    with open_store(url) as store:
        assert groups(store, numbers) == [numbers[0], numbers[0], None, None]
        assert put(store, AMP, A) in {copy.id for copy in store.copies.of(numbers[0])}


def test_a_page_that_comes_with_another_query_is_known(store: Store) -> None:
    first = f"{URL}?v=1"
    add(store, first, text=A)
    add(store, f"{URL}/more?v=1", text=A)

    def known(url: str, text: list[str] = A, title: str = "The ferry is back") -> str | None:
        return store.copies.same_page(article_at(url, title, text=text))

    assert known(f"{URL}?v=2") == known(URL) == first
    assert known(first) is None
    assert known(f"{URL}/other?v=2") is None
    assert known(f"{URL}?v=2", text=[*A, "One more line."]) is None
    assert known(f"{URL}?v=2", title="The ferry is late") is None
    assert known(f"{URL}?v=2", text=["Short."]) is None

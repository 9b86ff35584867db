"""What waits to be fetched is handed out once, and comes back if nobody ends it."""

from datetime import UTC, datetime, timedelta

import pytest

from storage import FoundUrl, Holder, LeaseLostError, Store
from tests.storage.examples import URL, article_at, page_at

SITE = "harbour.example"
MINE, OTHER = Holder.new(), Holder.new()


def urls(number: int, first: int = 0) -> list[str]:
    return [f"https://{SITE}/{n}" for n in range(first, first + number)]


def add(store: Store, found: list[str]) -> int:
    return store.frontier.add([FoundUrl(url, "feed") for url in found])


def claim(store: Store, holder: Holder = MINE, limit: int = 10) -> list[str]:
    return [found.url for found in store.frontier.claim([SITE], holder, limit)]


def state(store: Store, url: str) -> str:
    status = store.url_status(url)
    assert status is not None
    return status.state


def test_articles_are_claimed_once_the_newest_first_in_the_order_of_their_listing(
    store: Store,
) -> None:
    old, new = urls(3), urls(3, first=3)
    assert (add(store, old), add(store, new), add(store, old)) == (3, 3, 0)
    store.frontier.add([FoundUrl("https://other.example/1", "feed")])
    assert claim(store, limit=4) == [*new, old[0]]
    assert claim(store, OTHER) == old[1:]
    assert claim(store) == []
    status = store.url_status(new[0])
    assert status is not None
    assert (status.state, status.holder, status.aim) == ("leased", MINE.id, "article")


def test_who_takes_over_a_site_takes_over_what_was_claimed_there(store: Store) -> None:
    add(store, urls(3))
    claim(store, OTHER, limit=2)
    assert store.frontier.take_over([SITE], MINE) == 3
    assert claim(store) == urls(3)
    assert store.frontier.take_over([SITE], MINE) == 0
    assert store.frontier.give_back(MINE, ["other.example"]) == 0
    assert store.frontier.give_back(MINE) == 3
    assert store.frontier.give_back(MINE, [SITE]) == 0


def test_what_another_took_over_is_not_stored_by_who_lost_it(store: Store) -> None:
    add(store, [URL])
    claim(store)
    store.frontier.take_over([SITE], OTHER)
    claim(store, OTHER)
    with pytest.raises(LeaseLostError, match="another crawl's"):
        store.store_article(page_at(), article_at(), "feed", holder=MINE.id)
    with pytest.raises(LeaseLostError):
        store.record_outcome(URL, "failed", "timeout", holder=MINE.id)
    with pytest.raises(LeaseLostError):
        store.store_unclean(page_at(), "empty", "feed", holder=MINE.id)
    assert list(store.pages()) == []
    store.store_article(page_at(), article_at(), "feed", holder=OTHER.id)
    assert state(store, URL) == "stored"
    assert store.frontier.give_back(OTHER) == 0


def test_a_failed_article_is_due_again_when_its_time_has_come(store: Store) -> None:
    add(store, urls(3))
    claim(store)
    now = datetime.now(UTC)
    times = (now - timedelta(seconds=1), now + timedelta(hours=1), None)
    for url, due_at in zip(urls(3), times, strict=True):
        store.record_outcome(url, "failed", "timeout", due_at=due_at, holder=MINE.id)
    assert claim(store) == []
    assert store.frontier.take_over([SITE], MINE) == 1
    (again,) = store.frontier.claim([SITE], MINE, 9)
    assert (again.url, again.tries) == (urls(3)[0], 1)


def test_what_was_no_try_is_not_counted(store: Store) -> None:
    add(store, [URL])
    store.record_outcome(URL, "failed", "no-such-host", counted=False)
    status = store.url_status(URL)
    assert status is not None
    assert (status.tries, status.state) == (0, "failed")


def test_a_listing_is_never_claimed_as_an_article(store: Store) -> None:
    store.store_listing(page_at(), "feed")
    store.record_outcome(urls(1)[0], "failed", "timeout", aim="listing", due_at=datetime.now(UTC))
    add(store, [URL, *urls(1)])
    store.frontier.take_over([SITE], MINE)
    assert claim(store) == []


def test_what_was_only_noted_becomes_due_and_what_was_judged_can_be_made_due(
    store: Store,
) -> None:
    store.record_found([FoundUrl(URL, "link")])
    assert claim(store) == []
    assert add(store, [URL]) == 0
    assert claim(store) == [URL]
    store.frontier.make_due([URL])
    assert state(store, URL) == "leased"
    store.record_outcome(URL, "refused", "list-page")
    store.frontier.make_due([URL])
    assert claim(store) == [URL]


def test_statuses_come_for_every_spelling_that_was_asked(store: Store) -> None:
    add(store, urls(600))
    asked = [f"{url}/" for url in urls(600)]
    statuses = store.frontier.statuses([*asked, "https://never.example/"])
    assert set(statuses) == set(asked)
    assert {status.state for status in statuses.values()} == {"due"}


def test_a_page_that_waits_for_its_cleaning_is_fetched_until_it_is_stored_or_given_back(
    store: Store,
) -> None:
    add(store, [URL, *urls(2)])
    claim(store)
    store.frontier.came([URL, urls(1)[0]], OTHER)
    assert state(store, URL) == "leased", "it is not theirs"
    store.frontier.came([URL, urls(1)[0]], MINE)
    assert state(store, URL) == state(store, urls(1)[0]) == "fetched"
    store.frontier.make_due([URL])
    assert claim(store, OTHER) == [], "somebody is at it"
    store.store_article(page_at(URL), article_at(URL), "feed", holder=MINE.id)
    store.frontier.came([URL], MINE)
    assert state(store, URL) == "stored"
    assert store.frontier.take_over([SITE], OTHER) == 2
    assert state(store, urls(1)[0]) == "due"


def test_what_failed_while_the_clock_was_ahead_does_not_wait_for_it(store: Store) -> None:
    now = datetime.now(UTC)
    for url, wait in zip(urls(3), (-1, 20, 30_000), strict=True):
        store.record_outcome(url, "failed", "http-500", due_at=now + timedelta(hours=wait))
    assert store.frontier.take_over([SITE], MINE) == 2
    assert sorted(claim(store)) == [urls(3)[0], urls(3)[2]]

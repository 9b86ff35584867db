"""The store knows what to ask again and when, on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from storage import Listing, Store, YoungArticle

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
FEED = Listing(
    site="harbour.example",
    url="https://harbour.example/feed",
    kind="feed",
    asked_at=NOW - 2 * HOUR,
    due_at=NOW - HOUR,
    pause=HOUR,
    etag='"abc"',
    last_modified="Sun, 22 Nov 2026 10:00:00 GMT",
    digest=b"\x00\x01",
    read_at=NOW - 2 * HOUR,
    brought_at=NOW - 3 * HOUR,
    asked=7,
    brought=40,
    barren=1,
    since=NOW - 24 * HOUR,
    named_by="https://harbour.example/",
    modified_at=NOW - 9 * HOUR,
)
STORY = YoungArticle(
    site="harbour.example",
    url="https://harbour.example/ferry",
    born_at=NOW - 2 * HOUR,
    visited_at=NOW - 2 * HOUR,
    due_at=NOW - HOUR,
    digest=b"\x02",
    etag='"x"',
)


def test_a_listing_and_a_visit_come_back_as_they_were_kept(store: Store) -> None:
    store.watch.keep(FEED)
    store.watch.keep_article(STORY)

    assert store.watch.listing("www.harbour.example", FEED.url + "/") == FEED
    assert store.watch.article("http://www.harbour.example/ferry") == STORY
    assert store.watch.listing("other.example", FEED.url) is None
    assert store.watch.article(FEED.url) is None


def test_what_is_kept_again_takes_the_place_of_what_was(store: Store) -> None:
    later = replace(FEED, due_at=NOW + HOUR, brought=41, until=NOW, etag=None)
    store.watch.keep(FEED)
    store.watch.keep(later)
    store.watch.keep_article(STORY)
    store.watch.keep_article(replace(STORY, visits=1, reason="http-503"))

    assert store.watch.listings("harbour.example") == [later]
    visit = store.watch.article(STORY.url)
    assert visit is not None
    assert (visit.visits, visit.reason) == (1, "http-503")


def test_one_feed_may_belong_to_two_sites(store: Store) -> None:
    other = replace(FEED, site="gulls.example")
    store.watch.keep(FEED)
    store.watch.keep(other)

    assert store.watch.listings("harbour.example") == [FEED]
    assert store.watch.listings("gulls.example") == [other]


def test_only_what_has_come_due_is_due(store: Store) -> None:
    front = replace(FEED, url="https://harbour.example/", kind="front page", due_at=NOW + HOUR)
    guess = replace(FEED, url="https://harbour.example/rss", absent="http-404")
    other = replace(FEED, site="gulls.example", url="https://gulls.example/feed", due_at=NOW)
    for listing in (front, FEED, guess, other):
        store.watch.keep(listing)
    store.watch.keep_article(STORY)
    store.watch.keep_article(replace(STORY, url="https://harbour.example/b", due_at=NOW + HOUR))

    due = store.watch.due("harbour.example", NOW)
    assert due.listings == (FEED,)
    assert due.articles == (STORY,)
    assert store.watch.due("gulls.example", NOW - HOUR).listings == ()
    assert store.watch.due("nowhere.example", NOW).articles == ()


def test_due_sites_are_named_with_their_start_the_longest_overdue_first(store: Store) -> None:
    front = replace(FEED, url="https://harbour.example/", kind="front page", due_at=NOW + HOUR)
    late = replace(FEED, site="gulls.example", url="https://gulls.example/", due_at=NOW - 5 * HOUR)
    sleeping = replace(FEED, site="owls.example", due_at=NOW + HOUR)
    for listing in (front, FEED, late, sleeping):
        store.watch.keep(listing)
    store.watch.keep_article(STORY)

    found = [(d.site, d.start, d.listings, d.articles) for d in store.watch.due_sites(NOW)]
    assert found == [
        ("gulls.example", "https://gulls.example/", 1, 0),
        ("harbour.example", "https://harbour.example/", 1, 1),
    ]
    assert store.watch.due_sites(NOW)[0].due_at == NOW - 5 * HOUR


def test_an_article_is_visited_no_more_once_dropped(store: Store) -> None:
    store.watch.keep_article(STORY)
    store.watch.drop_article(STORY.url)
    store.watch.drop_article(STORY.url)

    assert store.watch.article(STORY.url) is None
    assert store.watch.due_sites(NOW) == []


def test_text_that_no_database_takes_is_made_safe(store: Store) -> None:
    store.watch.keep(replace(FEED, etag='"\x00\ud800"', absent="a\x00b"))

    kept = store.watch.listing("harbour.example", FEED.url)
    assert kept is not None
    assert "\x00" not in (kept.etag or "") + (kept.absent or "")


def test_a_listing_that_could_not_be_read_and_answers_has_not_failed(store: Store) -> None:
    story = "https://harbour.example/ferry"
    for url, aim in ((FEED.url, "listing"), ("https://harbour.example/", "start")):
        store.record_outcome(url, "failed", "http-502", http_status=502, aim=aim, due_at=NOW)
    store.record_outcome(story, "failed", "http-502")
    store.watch.keep(FEED, answered=[FEED.url, story])

    status = store.url_status(FEED.url)
    assert status is not None
    assert (status.state, status.reason, status.due_at) == ("unchanged", None, None)
    assert store.stats().urls == {"unchanged": 1, "failed": 2}


def test_what_was_asked_while_the_clock_was_ahead_is_due(store: Store) -> None:
    later = NOW + timedelta(days=400)
    feed = replace(FEED, asked_at=later, due_at=later + HOUR)
    story = replace(STORY, visited_at=later, due_at=later + HOUR)
    store.watch.keep(feed)
    store.watch.keep_article(story)

    assert store.watch.due("harbour.example", NOW).listings == (feed,)
    assert store.watch.due("harbour.example", NOW).articles == (story,)
    assert [(d.listings, d.articles) for d in store.watch.due_sites(NOW)] == [(1, 1)]
    assert store.watch.due_sites(later) == []

"""What one crawl learns of a site's listings, the next one knows."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cleaners import page_from_bytes
from cleaners.types import Page
from crawler.agenda import Visit
from crawler.archive import Archive
from crawler.reading import Candidate, Reading
from crawler.sections import PATIENCE
from crawler.span import Span
from crawler.watching import ABSENT_FOR, OPEN, Watching

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
FEED = "http://e.x/feed"
CANDIDATES = tuple(
    Candidate(f"http://e.x/{n}", "feed", None, NOW - 2 * n * HOUR) for n in range(1, 6)
)
VISIT = Visit(FEED, "listing", "feed")
READING = Reading("feed", "feed", CANDIDATES)
VALIDATORS = (("etag", '"1"'), ("last-modified", "Sun, 22 Nov 2026 10:00:00 GMT"))


def page(body: bytes = b"<rss/>", at: datetime = NOW) -> Page:
    return replace(page_from_bytes(body, FEED), headers=VALIDATORS, fetched_at=at)


def crawls(
    tmp_path: Path, *works: Callable[[Watching], Awaitable[None]], span: Span = OPEN
) -> None:
    """Let these have a look one after the other, each in a crawl of its own."""

    async def run() -> None:
        for work in works:
            archive = Archive(f"sqlite:///{tmp_path / 'a.db'}")
            await archive.open()
            watching = Watching(archive, span)
            await watching.open("e.x")
            await work(watching)
            await archive.close()

    asyncio.run(run())


def read(
    finish: bool = True, brought: int = 5, unfinished: frozenset[str] = frozenset()
) -> Callable[[Watching], Awaitable[None]]:
    async def work(watching: Watching) -> None:
        watching.note_read(VISIT, page(), READING, brought, frozenset({"e.x/1"}))
        if finish:
            await watching.finish(unfinished)

    return work


def test_a_listing_is_asked_on_condition_once_a_crawl_that_read_it_has_finished(
    tmp_path: Path,
) -> None:
    async def first(watching: Watching) -> None:
        assert watching.conditions(FEED) == {}

    async def third(watching: Watching) -> None:
        assert watching.conditions("https://www.e.x/feed/") == {
            "If-None-Match": '"1"',
            "If-Modified-Since": "Sun, 22 Nov 2026 10:00:00 GMT",
        }
        known = watching.of(FEED)
        assert known is not None
        assert (known.pause, known.due_at) == (2 * HOUR, NOW + 2 * HOUR)
        assert [listing.url for listing in watching] == [FEED]

    crawls(tmp_path, first, read(finish=False), first, read(), third)


def test_what_was_read_for_a_shorter_span_is_read_again_without_conditions(tmp_path: Path) -> None:
    async def longer(watching: Watching) -> None:
        assert watching.conditions(FEED) == {}

    async def shorter(watching: Watching) -> None:
        assert watching.conditions(FEED) != {}

    week = Span(since=NOW - timedelta(days=7))
    crawls(tmp_path, read(), span=week)
    crawls(tmp_path, longer)
    crawls(tmp_path, longer, span=Span(since=NOW - timedelta(days=8)))
    crawls(tmp_path, shorter, span=Span(since=NOW - timedelta(days=6)))


def test_a_listing_of_which_something_failed_is_read_in_full_again(tmp_path: Path) -> None:
    async def then(watching: Watching) -> None:
        assert watching.conditions(FEED) == {}
        assert watching.of(FEED) is not None

    crawls(tmp_path, read(unfinished=frozenset({"e.x/1", "e.x/7"})), then)


def test_listings_that_bring_nothing_are_due_later_and_later(tmp_path: Path) -> None:
    async def unchanged(watching: Watching) -> None:
        watching.note_unchanged(FEED, NOW + 2 * HOUR)
        await watching.finish(frozenset())

    async def then(watching: Watching) -> None:
        known = watching.of(FEED)
        assert known is not None
        assert (known.asked, known.barren, known.brought) == (2, 1, 5)
        assert known.pause == 3 * HOUR
        assert known.due_at == known.asked_at + 3 * HOUR == NOW + 5 * HOUR
        assert known.etag == '"1"'

    crawls(tmp_path, read(), unchanged, then)


def test_a_known_listing_that_fails_is_asked_less_and_stays_what_it_was(tmp_path: Path) -> None:
    async def failed(watching: Watching) -> None:
        watching.note_failed(FEED, NOW + 2 * HOUR)
        watching.note_failed("http://e.x/unknown", NOW)
        await watching.finish(frozenset())

    async def then(watching: Watching) -> None:
        known = watching.of(FEED)
        assert known is not None
        assert (known.due_at, known.read_at, known.etag) == (NOW + 5 * HOUR, NOW, '"1"')
        assert watching.of("http://e.x/unknown") is None

    crawls(tmp_path, read(), failed, then)


def test_an_empty_place_is_not_looked_at_for_a_month(tmp_path: Path) -> None:
    async def missing(watching: Watching) -> None:
        assert watching.is_wanted("http://e.x/rss", None, NOW)
        await watching.note_absent("http://e.x/rss", "http-404", NOW)

    async def then(watching: Watching) -> None:
        assert not watching.is_wanted("http://e.x/rss", None, NOW + ABSENT_FOR - HOUR)
        assert watching.is_wanted("http://e.x/rss", None, NOW + ABSENT_FOR)
        assert list(watching) == []

    crawls(tmp_path, missing, then)


def test_a_sitemap_is_read_again_when_its_index_says_that_it_changed(tmp_path: Path) -> None:
    async def then(watching: Watching) -> None:
        assert not watching.is_wanted(FEED, NOW - HOUR, NOW)
        assert watching.is_wanted(FEED, NOW + HOUR, NOW)
        assert watching.is_wanted(FEED, None, NOW)
        assert watching.is_wanted("http://e.x/other", NOW - HOUR, NOW)

    async def newest(watching: Watching) -> None:
        assert not watching.is_wanted("http://e.x/other", NOW - 30 * HOUR, NOW)
        assert watching.is_wanted("http://e.x/other", NOW - HOUR, NOW)

    crawls(tmp_path, read(), then)
    crawls(tmp_path, newest, span=Span(since=NOW - 24 * HOUR))


def test_a_section_that_never_brings_anything_is_let_go(tmp_path: Path) -> None:
    url = "http://e.x/sport/"

    async def barren(watching: Watching) -> None:
        assert watching.is_wanted(url, None, NOW + HOUR)
        visit = Visit(url, "listing", "link")
        watching.note_read(visit, page(), Reading("section", "section"), 0, frozenset())
        await watching.finish(frozenset())

    async def then(watching: Watching) -> None:
        assert not watching.is_wanted(url, None, NOW + HOUR)
        assert watching.is_wanted(url, None, NOW + ABSENT_FOR)

    crawls(tmp_path, *[barren] * PATIENCE, then)


def test_a_sitemap_that_was_read_while_the_clock_was_ahead_is_read_again(tmp_path: Path) -> None:
    ahead = NOW + timedelta(days=900)

    async def then(watching: Watching) -> None:
        watching.note_read(VISIT, page(at=ahead), READING, 5, frozenset())
        await watching.note_absent("http://e.x/rss", "http-404", ahead)
        await watching.finish(frozenset())

    async def now(watching: Watching) -> None:
        assert watching.is_wanted(FEED, NOW - HOUR, NOW)
        assert watching.is_wanted("http://e.x/rss", None, NOW)

    crawls(tmp_path, then, now)

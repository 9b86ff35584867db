"""What is found and not asked for, by its address, by who names it, by what the site has taught."""

from datetime import UTC, datetime

import pytest

from crawler.passing import UNLIKELY, refusal_of
from crawler.reading import Candidate, FoundBy
from crawler.site_shapes import SiteShapes
from crawler.span import Span

NOW = datetime(2026, 11, 22, tzinfo=UTC)
THREADS = [
    "http://e.x/threads/which-ferry-sails-at-dawn-in-the-winter.12345/",
    "http://e.x/forum/viewtopic.php?t=4711",
    "http://e.x/docs/how-to-start-a-program-with-arguments",
]
WARES = [
    "http://e.x/products/a-kettle-of-steel-with-a-wooden-handle",
    "http://e.x/collections/tea/products/green-tea-of-the-last-harvest",
]
NEAR = [
    "http://e.x/2026/11/forum-on-the-harbour-opens-in-winter",
    "http://e.x/products/2026/11/20/which-kettle-is-the-best-one",
    "http://e.x/news/threads-wins-a-hundred-million-users",
    "http://e.x/local/docs-and-nurses-strike-again-on-monday",
]


def refusal(url: str, found_by: FoundBy, shapes: SiteShapes | None = None) -> str | None:
    known = shapes or SiteShapes()
    outcome = refusal_of(Candidate(url, found_by), ("e.x",), Span(), known, NOW)
    return outcome.name if outcome else None


@pytest.mark.parametrize("url", [*THREADS, *WARES])
def test_threads_manuals_and_wares_of_a_sitemap_are_not_asked_for(url: str) -> None:
    assert refusal(url, "sitemap") == UNLIKELY


@pytest.mark.parametrize("url", THREADS)
def test_threads_are_none_of_a_feed_either(url: str) -> None:
    assert refusal(url, "feed") == refusal(url, "news-sitemap") == UNLIKELY


@pytest.mark.parametrize("url", WARES)
def test_what_a_feed_names_may_be_reviews(url: str) -> None:
    assert refusal(url, "feed") is None


@pytest.mark.parametrize("url", NEAR)
@pytest.mark.parametrize("found_by", ["feed", "sitemap"])
def test_near_misses_are_asked_for(url: str, found_by: FoundBy) -> None:
    assert refusal(url, found_by) is None


@pytest.mark.parametrize("found_by", ["feed", "sitemap"])
def test_a_site_that_has_its_articles_there_teaches_it(found_by: FoundBy) -> None:
    shapes = SiteShapes()
    many = [f"http://e.x/threads/the-story-of-number-{n}-in-full.99{n}/" for n in range(10, 16)]
    shapes.learn(many, article=True)
    assert refusal(many[0], found_by, shapes) is None

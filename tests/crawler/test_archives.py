"""Archives are told by their names and dates, and their pages are turned in order."""

from datetime import UTC, datetime

import pytest

from crawler.archives import (
    MAX_PAGES,
    archive_pages,
    is_archive_of,
    may_reach,
    next_pages,
    sitemap_period,
)
from crawler.span import Span, read_period

NOW = datetime(2026, 11, 22, tzinfo=UTC)
JANUARY = read_period("backfill", "2024-01")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/sitemap-2024-01.xml", "2024-01"),
        ("/sitemap-202401.xml.gz", "2024-01"),
        ("/sitemap_2024_1.xml", "2024-01"),
        ("/sitemaps/2024/01/sitemap.xml", "2024-01"),
        ("/sitemap/2024-01-15.xml", "2024-01-15"),
        ("/sitemap-2024.xml", "2024"),
        ("/sitemap.xml?year=2024&month=1", "2024-01"),
        ("/sitemap.xml", None),
        ("/sitemap-1234.xml", None),
        ("/sitemap-2024-31-31.xml", "2024"),
        ("/sitemap-2027-01.xml", None),
        ("/sitemap.xml?yyyy=2024&mm=77", None),
    ],
)
def test_a_sitemap_is_named_after_a_time(path: str, expected: str | None) -> None:
    period = sitemap_period(f"https://e.x{path}", NOW)
    assert (str(period) if period else None) == expected


@pytest.mark.parametrize(
    ("path", "modified", "expected"),
    [
        ("/sitemap-2024-01.xml", None, True),
        ("/sitemap-2024-01.xml", datetime(2026, 1, 1, tzinfo=UTC), True),
        ("/sitemap-2024.xml", None, True),
        ("/sitemap-2024-03.xml", None, False),
        ("/sitemap-7.xml", None, True),
        ("/sitemap-7.xml", datetime(2023, 12, 1, tzinfo=UTC), False),
        ("/sitemap-7.xml", datetime(2024, 6, 1, tzinfo=UTC), True),
    ],
)
def test_only_sitemaps_that_may_reach_into_the_span_are_read(
    path: str, modified: datetime | None, expected: bool
) -> None:
    assert may_reach(f"https://e.x{path}", modified, JANUARY, NOW) is expected


def test_the_months_stand_where_the_articles_of_the_site_have_their_dates() -> None:
    known = [
        "https://e.x/news/2026/11/20/ferry-sails",
        "https://e.x/news/2026/nov/19/gulls-win",
        "https://e.x/2020/01/odd",
        "https://e.x/about",
    ]
    span = Span(datetime(2023, 12, 15, tzinfo=UTC), datetime(2024, 2, 1, tzinfo=UTC))
    assert archive_pages(known, span, "https://e.x/") == (
        "https://e.x/news/2023/12/",
        "https://e.x/news/2024/01/",
    )
    assert archive_pages(["https://e.x/ferry"], span, "https://e.x/") == ()
    assert archive_pages(known, Span(since=NOW), "https://e.x/") == ()


@pytest.mark.parametrize(
    ("page", "links", "expected"),
    [
        ("/2024/01/", ["/2024/01/page/2/", "/2024/01/page/9/"], ["/2024/01/page/2/"]),
        ("/2024/01/page/2/", ["/2024/01/", "/2024/01/page/3/"], ["/2024/01/page/3/"]),
        ("/2024/01", ["/2024/01?page=2", "/2024/02?page=2"], ["/2024/01?page=2"]),
        ("/2024/01/", ["/2024/01/17/", "/2024/01/ferry"], []),
        (f"/a/page/{MAX_PAGES}/", [f"/a/page/{MAX_PAGES + 1}/"], []),
    ],
)
def test_a_page_is_turned_to_the_next_one_only(
    page: str, links: list[str], expected: list[str]
) -> None:
    found = next_pages([f"https://e.x{link}" for link in links], f"https://e.x{page}")
    assert [url.removeprefix("https://e.x") for url in found] == expected


def test_the_archive_of_a_day_inside_the_span_is_one() -> None:
    assert is_archive_of("https://e.x/2024/01/17", JANUARY, NOW)
    assert not is_archive_of("https://e.x/2024/02/17/", JANUARY, NOW)
    assert not is_archive_of("https://e.x/sport/", JANUARY, NOW)

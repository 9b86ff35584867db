"""Traps: addresses without an end are told by their shape, or by what they lead to."""

from dataclasses import replace
from pathlib import Path

import pytest

from cleaners import clean, page_from_bytes
from cleaners.types import Article
from crawler.traps import SAME_PAGES, Traps, pattern_of, trap_in
from tests.crawler.crawls import crawl, status
from tests.crawler.hostile import feed, story
from tests.crawler.hostile_server import serve_hostile
from tests.crawler.server import article

PAGE: Article = clean(page_from_bytes(article("An empty day in the calendar"), "http://e.x/a"))
OTHERS = [
    replace(PAGE, title=name, blocks=(replace(PAGE.blocks[0], text=f"{name} and nothing else."),))
    for name in (f"Story {'abcdefghijklmnopqrstuvwxyz'[n % 26] * (n // 26 + 1)}" for n in range(60))
]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://e.x/" + "a/b/" * 4, "'a' stands 4 times in the path"),
        ("https://e.x/list?" + "&".join(f"f{n}=1" for n in range(13)), "13 keys in the query"),
        ("https://e.x/list?" + "&".join(f"f{n}=" for n in range(12)), None),
        ("https://e.x/2024/05/05/storm-hits-coast-05?id=7", None),
        ("https://e.x/a/a/a/b", None),
        ("https://e.x", None),
    ],
)
def test_an_address_shows_what_is_wrong_with_it(url: str, expected: str | None) -> None:
    assert trap_in(url) == expected


def test_addresses_of_one_kind_have_one_pattern() -> None:
    assert pattern_of("http://e.x/cal/2031/05?b=1&a=") == pattern_of("http://e.x/cal/1/2?a=9&b=")
    assert pattern_of("http://e.x/s/9f8e7d6c5b4a/x") == "e.x/s/#/x"
    assert pattern_of("http://e.x/news/mayor") == "e.x/news/mayor"


def test_a_calendar_is_left_alone_after_twenty_days_alike() -> None:
    traps = Traps()
    for day in range(SAME_PAGES + 1):
        assert traps.trap_at(f"http://e.x/cal/{day}") is None
        assert traps.note(f"http://e.x/cal/{day}", replace(PAGE, title=f"Day {day}")) is None
    why = traps.trap_at("http://e.x/cal/99")
    assert why == "20 pages like http://e.x/cal/20 at e.x/cal/#"
    assert traps.trap_at("http://e.x/news/99") is None


def test_a_site_with_some_pages_alike_among_many_others_goes_on() -> None:
    traps = Traps()
    for n, other in enumerate(OTHERS):
        traps.note(f"http://e.x/news/{n}", other)
        traps.note(f"http://e.x/news/{1_000 + n}", PAGE if n < 30 else other)
    assert traps.trap_at("http://e.x/news/5000") is None


def test_pages_that_differ_in_numbers_alone_are_no_trap() -> None:
    traps = Traps()
    for n in range(60):
        made = replace(PAGE, blocks=(replace(PAGE.blocks[0], text=f"Wind {n} knots."),))
        traps.note(f"http://e.x/weather/{n}", made)
    assert traps.trap_at("http://e.x/weather/99") is None


def test_a_word_for_word_copy_is_told_by_the_url_of_the_first() -> None:
    traps = Traps()
    assert traps.note("http://e.x/a?s=1", PAGE) is None
    assert traps.note("http://e.x/a?s=2", PAGE) == "http://e.x/a?s=1"
    assert traps.note("https://www.e.x/a?s=1", PAGE) is None
    assert traps.note("http://e.x/b", replace(PAGE, title="Another")) is None
    assert traps.note("http://e.x/amp/a", replace(PAGE, canonical_url="http://e.x/a?s=1")) is None
    short = OTHERS[0]
    assert traps.note("http://e.x/c", short) is None
    assert traps.note("http://e.x/d", short) is None


def test_a_crawl_leaves_traps_alone_and_names_what_it_left(tmp_path: Path) -> None:
    days = [f"/cal/2026/{n}" for n in range(100, 160)]
    wrong = ["/x/" * 5 + "story-of-the-day", "/list?" + "&".join(f"k{n}=1" for n in range(20))]
    stories = {f"/news/{name}": story(f"Story of the {name}") for name in ("bridge", "ferry")}
    with serve_hostile() as site:
        site.paths |= dict.fromkeys(days, story("Nothing happens on this day")) | stories
        site.paths["/feed.xml"] = feed([*stories, *days, *wrong])
        done = crawl(site.url("/feed.xml"), tmp_path, allow=site.host)
        assert sum(site.asked[day] for day in days) <= SAME_PAGES + 4
        assert sum(site.asked[path] for path in wrong) == 0
        assert done.counts["stored"] == 3
        assert done.counts["refused"] == len(days) - 1 + len(wrong)
        assert f"{site.host}/cal/#/#: left alone, its pages are all like" in done.err
        copy = status(tmp_path, site.url(days[2])).reason or ""
        assert copy.startswith(f"same-text: {site.base}/cal/2026/1")
        assert (status(tmp_path, site.url(days[-1])).reason or "").startswith("trap: 20 pages like")

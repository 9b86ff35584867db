"""Which pages are one story: copies, views and parts, and never two articles of one shape."""

import pytest

from cleaners.stories import Stories, story_address, story_keys

FERRY = "https://paper.example/town/ferry-stops-for-repairs"


@pytest.mark.parametrize(
    "copy",
    [
        f"{FERRY}/",
        f"{FERRY}/amp",
        f"{FERRY}.amp",
        f"{FERRY}.amp.html",
        f"{FERRY}?amp=1",
        f"{FERRY}?outputType=amp",
        f"{FERRY}?print=1",
        f"{FERRY}/print/",
        f"{FERRY}.html?page=3",
        f"{FERRY}/2",
        f"{FERRY}-2.html",
        f"{FERRY}/page/2",
        f"{FERRY}/seite-4",
        f"{FERRY},3",
        "http://m.paper.example/town/ferry-stops-for-repairs",
        "https://amp.paper.example/town/ferry-stops-for-repairs",
        "https://paper.example/amp/town/ferry-stops-for-repairs",
    ],
)
def test_views_and_parts_of_a_page_have_its_address(copy: str) -> None:
    assert story_address(copy) == story_address(FERRY)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://p.example/news/1", "https://p.example/news/2"),
        ("https://p.example/?p=4711", "https://p.example/?p=4712"),
        ("https://p.example/story?id=1", "https://p.example/story?id=2"),
        ("https://p.example/ferry-1234567", "https://p.example/ferry-1234568"),
        ("https://p.example/amp/", "https://p.example/print/"),
    ],
)
def test_numbers_that_name_an_article_stay(one: str, other: str) -> None:
    assert story_address(one) != story_address(other)


def test_a_title_names_a_story_without_its_numbers_and_a_short_one_names_none() -> None:
    parts = ("The long road home", "The long road home (2)", "THE LONG ROAD HOME – 3/4")
    assert len({key for title in parts for key in story_keys(title, [])}) == 1
    assert not list(story_keys("Live 2025", [None]))


def test_pages_that_share_a_key_are_one_whatever_their_order() -> None:
    for order in ([1, 2, 3], [3, 1, 2], [2, 3, 1]):
        stories, keys = Stories(), {1: [10], 2: [20], 3: [10, 20]}
        for page in order:
            stories.add(page, keys[page])
        assert {stories.of(page) for page in order} == {1}
        assert stories.by_key() == {10: 1, 20: 1}
    assert Stories().of(9) == 9

"""AMP, print and tracking variants are told by their spelling; articles of their own are not."""

import pytest

from crawler.variants import canonical_spelling


@pytest.mark.parametrize(
    ("variant", "page"),
    [
        ("https://amp.e.x/ferry-sails", "https://e.x/ferry-sails"),
        ("https://m.e.x/news/4711.html", "https://e.x/news/4711.html"),
        ("https://e.x/ferry-sails/amp", "https://e.x/ferry-sails"),
        ("https://e.x/ferry-sails/print/", "https://e.x/ferry-sails"),
        ("https://e.x/ferry-sails/amp.html", "https://e.x/ferry-sails"),
        ("https://e.x/amp/news/ferry-sails", "https://e.x/news/ferry-sails"),
        ("https://e.x/ferry-sails.amp.html", "https://e.x/ferry-sails.html"),
        ("https://e.x/ferry-sails.amp", "https://e.x/ferry-sails"),
        ("https://e.x/ferry-4711-print.html", "https://e.x/ferry-4711.html"),
        ("https://e.x/ferry-sails?amp", "https://e.x/ferry-sails"),
        ("https://e.x/ferry-sails?outputType=amp", "https://e.x/ferry-sails"),
        ("https://e.x/a?id=7&print=1", "https://e.x/a?id=7"),
        ("https://e.x/ferry-sails?page=2", "https://e.x/ferry-sails"),
        ("https://e.x/a?ref=home&cid=9", "https://e.x/a"),
    ],
)
def test_a_variant_tells_its_page(variant: str, page: str) -> None:
    assert canonical_spelling(variant) == page


@pytest.mark.parametrize(
    "url",
    [
        "https://e.x/",
        "https://e.x/amp/",
        "https://e.x/storm-2",
        "https://e.x/storm/2",
        "https://e.x/storm?page=4711",
        "https://e.x/?page=2",
        "https://e.x/how-to-print",
        "https://e.x/guitar-amp",
        "https://e.x/?p=4711",
        "https://e.x/a?view=comments",
        "https://e.x/3d-print-is-here.html",
        "https://127.0.0.1:8000/m",
        "https://e.x/mobile/",
    ],
)
def test_a_page_of_its_own_is_no_variant(url: str) -> None:
    assert canonical_spelling(url) is None

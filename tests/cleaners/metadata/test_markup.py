"""Where an element stands, and what follows it."""

import time

import pytest
from lxml import html as lxml_html

from cleaners.metadata.markup import Markup, behind
from cleaners.metadata.record import read_metadata
from cleaners.tree import page_from_bytes, parse
from tests.cleaners.metadata.pages import html

SECONDS = 2.0
"""A generous bound for a busy machine; what grows with the square takes far longer."""


@pytest.mark.parametrize(
    ("page", "furniture"),
    [
        ("<div><h1>A</h1><i>x</i></div>", False),
        ("<h1>A</h1><aside><i>x</i></aside>", True),
        ("<h1>A</h1><div class='related-posts'><p><i>x</i></p></div>", True),
        ("<div class='has-sidebar'><h1>A</h1><i>x</i></div>", False),
        ("<div class='has-sidebar'><h1>A</h1><div id='sidebar'><i>x</i></div></div>", True),
        ("<article><h1>A</h1><p class='date'><i>x</i></p></article>", False),
        ("<h1>A</h1><div class='node node--promoted'><i>x</i></div>", False),
        ("<h1>A</h1><div class='node promo promoted'><i>x</i></div>", True),
    ],
)
def test_what_holds_the_heading_is_no_furniture(page: str, furniture: bool) -> None:
    root = lxml_html.document_fromstring(page)
    assert Markup(root, root.find(".//h1")).in_furniture(root.find(".//i")) is furniture


def test_what_follows_an_element_is_read_in_the_order_of_the_page() -> None:
    root = lxml_html.document_fromstring("<div><h1>A<b>1</b></h1><p>2<i>3</i></p></div><p>4</p>")
    tags = [element.tag for element in behind(root.find(".//h1"), 10)]
    assert tags == ["b", "p", "i", "p"]


@pytest.mark.parametrize(
    "element",
    [
        "<div class='date author meta posted'>x<p>By</p></div>",
        "<time datetime='x'>y</time>",
        "<h1>A heading</h1>",
        "<img src='/a.jpg'>",
        "<meta property='og:image' content='/a.jpg'>",
        "<a rel='author' class='byline'>",
        "<span></span>",
        "<p>By </p>",
    ],
)
def test_fifty_thousand_elements_take_no_time(element: str) -> None:
    fetched = page_from_bytes(html("", "<h1>A</h1><article>" + element * 50_000).encode(), None)
    document = parse(fetched)
    start = time.process_time()
    read_metadata(document, fetched)
    assert time.process_time() - start < SECONDS

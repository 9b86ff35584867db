"""Bylines and dates are looked for beside the heading that the page's head confirms."""

import pytest

from cleaners.metadata.phrases import element_text
from tests.cleaners.metadata.pages import evidence, html, meta

TITLE = "The new bridge opens"


@pytest.mark.parametrize(
    ("body", "anchor"),
    [
        ("<h1>Anything</h1>", "Anything"),
        (f"<h1>All of the news</h1><h1>{TITLE}</h1>", TITLE),
        ("<h1>All of the news</h1><h1>More of it</h1>", "All of the news"),
        (f"<h2>All of the news</h2><h3>{TITLE}</h3>", TITLE),
        (f"<h2>All of the news</h2><h3>Town: {TITLE}</h3>", f"Town: {TITLE}"),
        (f"<h2>All of the news</h2><font size=5><b>{TITLE}</b></font>", TITLE),
        ("<h3>All of the news</h3><h2>More of it</h2>", "More of it"),
        ("<h3>All of the news</h3><b>Bridge</b>", None),
        ("", None),
    ],
)
def test_the_heading_is_the_one_that_the_head_repeats(body: str, anchor: str | None) -> None:
    head = f"<title>{TITLE} | Herald</title>" + meta(og__title=TITLE)
    found = evidence(html(head, body)).anchor
    assert (None if found is None else element_text(found)) == anchor

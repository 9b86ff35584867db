"""What a page states may have any shape and size: metadata are read in little time, or absent."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners.metadata import statements
from cleaners.tree import page_from_bytes
from tests.cleaners.metadata.pages import html, json_ld, meta, read

SECONDS = 2.0
"""A generous bound for a busy machine; what grows with the square takes far longer."""

TITLE = "<h1>Bridge opens</h1>"
KEYS = [
    *("@type", "@id", "@graph", "@value", "name", "headline", "author", "creator", "publisher"),
    *("datePublished", "dateModified", "dateCreated", "description", "articleSection", "keywords"),
    *("image", "url", "mainEntityOfPage", "mainEntity", "itemListElement", "item", "contentUrl"),
    *("caption", "inLanguage", "isAccessibleForFree", "hasPart", "cssSelector", "givenName"),
    *("familyName", "articleBody", "alternateName"),
]
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["Article", "WebSite", "BreadcrumbList", "Person", "2024-05-03", "Ana Silva"])
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=12,
)


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=12))
def test_json_ld_with_any_value_anywhere_is_read(fields: dict[str, object]) -> None:
    page = html(json_ld({"@type": "NewsArticle", **fields}, [fields]), TITLE)
    assert read(page).title
    assert statements(page_from_bytes(page.encode()))


@given(st.text(alphabet='{}[]":,\\ \x00\ud800a1', max_size=60))
def test_json_ld_that_is_no_json_leaves_the_rest_of_the_page(text: str) -> None:
    page = f"<script type='application/ld+json'>{text}</script>{TITLE}"
    encoded = page.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    assert read(encoded).title == "Bridge opens"


@pytest.mark.parametrize(
    "head",
    [
        json_ld({"@type": "WebSite", "name": "x"}) * 10_000,
        json_ld({"@type": "NewsArticle", "headline": "Bridge opens"}) * 10_000,
        '<script type="application/ld+json">{"headline": "' + 1_000_000 * "\\" + "</script>",
        '<script type="application/ld+json">{"headline": "' + 1_000_000 * "x" + "</script>",
        '<script type="application/ld+json">' + 120_000 * '{"a": "b" ' + "</script>",
        '<script type="application/ld+json">' + 100_000 * "[" + "</script>",
        '<script type="application/ld+json">' + 950 * '{"a":' + "1" + 950 * "}" + "</script>",
        meta(author="Ana Silva") * 50_000,
        '<link rel="canonical" href="/x">' * 50_000,
        f"<meta name='keywords' content='{300_000 * 'a,'}'>",
        f"<title>{200_000 * 'a | '}</title>",
    ],
)
def test_a_head_of_any_size_is_read_in_little_time(head: str) -> None:
    page = html(head, TITLE)
    start = time.process_time()
    assert read(page).title == "Bridge opens"
    assert time.process_time() - start < SECONDS

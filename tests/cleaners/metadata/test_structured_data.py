"""Which of the many things that JSON-LD describes is the page's article."""

import pytest

from cleaners.metadata.structured_data import StructuredData, text_of
from tests.cleaners.metadata.pages import URL, article, evidence, html, json_ld

TITLE = "<h1>Bridge opens</h1>"
OURS = article(headline="Bridge opens", url=URL)
OTHER = article(headline="Ferry sinks", url="https://www.morning-herald.example/ferry")


def headline(*values: object) -> str | None:
    """The headline of the article that was chosen."""
    data: StructuredData = evidence(html(json_ld(*values), TITLE)).data
    return text_of(data.article.get("headline"))


@pytest.mark.parametrize(
    "values",
    [
        [OURS],
        [[OURS]],
        [{"@graph": [{"@type": "WebSite", "name": "Morning Herald"}, OURS]}],
        [{"@type": "WebPage", "mainEntity": OURS}],
        [OTHER, OURS],
        [OURS, OTHER],
        [{"@graph": [OTHER, OTHER, OURS]}],
        [{**OURS, "@type": ["Thing", "https://schema.org/ReportageNewsArticle"]}],
        [{**OURS, "mainEntityOfPage": {"@id": URL}, "url": None}],
        [article(headline="Bridge opens")],
        [{**OTHER, "headline": "Bridge opens"}],
    ],
)
def test_the_article_of_the_page_is_found(values: list[object]) -> None:
    assert headline(*values) == "Bridge opens"


@pytest.mark.parametrize(
    "values",
    [
        [],
        [{"@type": "WebSite", "name": "Morning Herald"}],
        [{"@type": "ItemList", "itemListElement": [{"item": {"@type": "Thing"}}]}],
        [{"@type": "WebPage", "hasPart": OURS}],
        [42, "text", None, [[]], {"@type": 3}],
    ],
)
def test_where_no_article_is_described_none_is_found(values: list[object]) -> None:
    assert headline(*values) is None


def test_an_entry_of_a_live_blog_is_not_the_page() -> None:
    blog = {**OURS, "@type": "LiveBlogPosting", "liveBlogUpdate": [{**OTHER, "headline": "12:00"}]}
    assert headline(blog) == "Bridge opens"


def test_headline_and_url_decide_before_the_order() -> None:
    assert headline(OTHER, article(headline="Bridge opens"), OTHER) == "Bridge opens"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("A  b", "A b"),
        (["A", "B"], "A"),
        ({"@value": "A"}, "A"),
        ({"name": ["A"]}, "A"),
        ([], None),
        (3, None),
        ([[[[["A"]]]]], None),
        ("<b>A</b> &amp; B", "A & B"),
    ],
)
def test_a_text_is_read_out_of_many_shapes(value: object, text: str | None) -> None:
    assert text_of(value) == text

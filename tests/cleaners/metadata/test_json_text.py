"""JSON as it comes: mended where that is cheap, picked apart where not, and never for long."""

import time

import pytest

from cleaners.metadata.json_text import MAX_JSON, read_json
from tests.cleaners.metadata.pages import article, html, json_ld, read

SECONDS = 2.0
"""A generous bound for a machine that is busy with other tests; quadratic code takes minutes."""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"headline": "A"}', {"headline": "A"}),
        ('{"headline": "A",}', {"headline": "A"}),
        ('[{"headline": "A",},]', [{"headline": "A"}]),
        ('{"headline": "line\nbreak"}', {"headline": "line\nbreak"}),
        (r'{"headline": "It\'s"}', {"headline": "It's"}),
        (r'{"headline": "a\d"}', {"headline": "a\\d"}),
        ('<!-- {"headline": "A"} -->', {"headline": "A"}),
        ('//<![CDATA[\n{"headline": "A"}\n//]]>', {"headline": "A"}),
        ('{"headline": "A"};', {"headline": "A"}),
        ('{"headline": "A"}{"headline": "B"}', {"headline": "A"}),
        ("{&quot;headline&quot;: &quot;A&quot;}", {"headline": "A"}),
        ("", None),
        ("var x = 1", None),
        ('{"name": "no headline', None),
    ],
)
def test_common_mistakes_are_mended(text: str, value: object) -> None:
    assert read_json(text) == value


def test_what_cannot_be_mended_is_picked_apart() -> None:
    text = """{"@type": "NewsArticle", "headline": "A \\u00fc", "description": "He said "no".",
        "datePublished": "2024-05-03", "author": {"@type": "Person", "name": "Ana Silva"},"""
    assert read_json(text) == {
        "@type": "Article",
        "headline": "A ü",
        "description": "He said ",
        "datePublished": "2024-05-03",
        "author": "Ana Silva",
    }


@pytest.mark.parametrize(
    "hostile",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"headline": "' + "a" * 1_000_000,
        '{"headline": "' + '\\"' * 500_000,
        '{"x": "' + "\\" * 1_000_000,
        '{"x": [' + "," * 1_000_000,
        '{"headline":"' * 80_000,
        '"author"' * 120_000,
        '{"x": ' + "9" * 1_000_000,
        " " * 1_000_000 + "{",
        '{"a": 1' + ", " * 500_000,
        "&quot;" * 160_000,
        "<!--" * 250_000,
        "x" * (MAX_JSON + 1),
    ],
)
def test_a_million_hostile_characters_take_no_time(hostile: str) -> None:
    start = time.process_time()
    read_json(hostile)
    assert time.process_time() - start < SECONDS


def test_ten_thousand_scripts_are_read_in_passing() -> None:
    page = html(10_000 * json_ld(article(headline="Bridge opens")), "<h1>Bridge opens</h1>")
    start = time.process_time()
    assert read(page).title == "Bridge opens"
    assert time.process_time() - start < SECONDS


def test_a_page_whose_json_is_broken_still_has_its_metadata() -> None:
    broken = '<script type="application/ld+json">{"headline": ' + "[" * 100_000 + "</script>"
    head = broken + '<meta property="og:title" content="Bridge opens">'
    assert read(html(head)).title == "Bridge opens"

"""The section is read from a breadcrumb above the heading, and from no menu."""

import pytest

from tests.cleaners.metadata.pages import html, json_ld, read

TITLE = "The new bridge opens"


@pytest.mark.parametrize(
    ("above", "section"),
    [
        ('<p class="breadcrumbs"><a href="/">Home</a> › <a href="/t">Town</a></p>', "Town"),
        (f'<p><a href="/">MH</a><a href="/t">Town</a>{TITLE}</p>', "Town"),
        (f'<p><a href="/">MH</a> <a href="/t">Town</a> <a href="#">{TITLE}</a></p>', "Town"),
        ('<ul id="crumbs"><li><a href="/en">Home</a><li><a href="/w">Weir</a></ul>', "Weir"),
        ('<p class="breadcrumb"><a href="/">Home</a> <a href="/t#c">0 comments</a></p>', None),
        ('<p class="breadcrumb"><a href="/w">World</a> <a href="/t">Town</a></p>', None),
        ('<p><a href="/">Home</a> <a href="/t">Town</a> <a href="/w">World</a></p>', None),
        ('<p class="breadcrumb">' + 9 * '<a href="/">Home</a>' + "</p>", None),
        (
            f'<p class="breadcrumb"><a href="/">Home</a><a href="/t">Town</a>{90 * "word "}</p>',
            None,
        ),
        ('<p class="breadcrumb"><a href="http://[">Home</a><a>Town</a></p>', "Town"),
    ],
)
def test_a_breadcrumb_leads_from_home_to_the_section(above: str, section: str | None) -> None:
    for page in (f"{above}<h1>{TITLE}</h1>", f"<div>{above}</div><div><h1>{TITLE}</h1></div>"):
        assert read(html(f"<title>{TITLE}</title>", page)).section == section


def test_what_json_ld_calls_the_section_is_believed_before() -> None:
    trail = '<p class="breadcrumb"><a href="/">Home</a> <a href="/t">Town</a></p>'
    head = json_ld({"@type": "NewsArticle", "headline": TITLE, "articleSection": "World"})
    assert read(html(head, f"{trail}<h1>{TITLE}</h1>")).section == "World"


def test_a_short_section_may_be_a_word_of_the_title() -> None:
    trail = f'<p><a href="/">Home</a> <a href="/b">Bridge</a> {TITLE}</p>'
    page = html(f"<title>{TITLE}</title>", f"{trail}<h1>{TITLE}</h1>")
    assert read(page).section == "Bridge"

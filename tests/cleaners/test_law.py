"""Kept + removed = page: whatever the markup, every text is in the article or on the record."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaners import Article, CleaningError, clean, clean_text, page_from_bytes
from cleaners.recipe import Recipe
from cleaners.serialise import article_to_dict
from cleaners.site_configs import parse_config
from cleaners.tree import normalise, page_text, parse, squeeze

TEXT = st.text(
    alphabet=st.one_of(
        st.sampled_from("abc xyz .,:?!\n\t"),
        st.characters(codec="utf-8", exclude_characters="<>&"),
        st.sampled_from("\u200d\u200c\u0301\u00ad\ufeff\u2028é한글中文العربية"),
    ),
    max_size=40,
)
WORDS = st.sampled_from(
    [
        "The harbour froze over on Monday, and nobody in the town could remember the last time.",
        "Read also: Ferry fares rise again",
        "LEAVE A REPLY",
        "spot_img",
        "Share",
        "We use cookies to improve your experience on this site.",
        "&#1;&#8;&#x1f;&amp;&lt;b&gt;&nbsp;",
    ]
)
TAGS = (
    "p div span a b strong em h1 h2 h3 ul ol li table tr td th blockquote pre figure figcaption"
    " section article aside nav header footer main form label button noscript my-card br hr img"
    " script style template select option textarea title iframe dialog video progress".split()
)
ATTRIBUTES = st.sampled_from(
    [
        "",
        " hidden",
        " style='display:none'",
        " class='comments'",
        " class='share-bar related'",
        " href='/other-story'",
        " href='javascript:x()'",
        " id='content'",
        " popover",
        ' class=unclosed"',
    ]
)


def _element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, attributes, inside, close: (
            f"<{tag}{attributes}>{''.join(inside)}{f'</{tag}>' if close else ''}"
        ),
        st.sampled_from(TAGS),
        ATTRIBUTES,
        st.lists(children, max_size=4),
        st.booleans(),
    )


HTML = st.lists(
    st.recursive(st.one_of(TEXT, WORDS, st.just("<!-- c -->")), _element, max_leaves=25),
    max_size=8,
).map("".join)


def both_sides(article: Article) -> str:
    pieces = [(b.n, b.text) for b in article.blocks] + [(r.n, r.text) for r in article.removals]
    return squeeze("".join(text for _, text in sorted(pieces)))


@given(HTML)
@settings(max_examples=150, deadline=None)
def test_kept_and_removed_blocks_are_the_page_in_order(html: str) -> None:
    page = page_from_bytes(f"<html><body>{html}</body></html>".encode(), "http://a.example/x")
    article = clean(page)
    assert both_sides(article) == squeeze(page_text(parse(page)))


CONFIGS = [
    "strip: //p | //span\nstrip_id_or_class: share",
    "body: //div[1]\nstrip: //a/..\nprune: no",
    "body: //article\nstrip: //*[@class]\nstrip: //b | //td | //br | //script",
    "strip: //text()\nstrip: //*\nstrip: //body",
]


@given(HTML, st.sampled_from(CONFIGS))
@settings(max_examples=40, deadline=None)
def test_what_others_know_of_a_site_loses_and_adds_nothing(html: str, config: str) -> None:
    page = page_from_bytes(f"<html><body>{html}</body></html>".encode(), "http://a.example/x")
    recipe = Recipe("a.example", config=parse_config(config, "a.example.txt")[0])
    assert both_sides(clean(page, recipe=recipe)) == squeeze(page_text(parse(page)))


@given(st.lists(st.one_of(TEXT, WORDS), max_size=12).map("\n".join))
@settings(max_examples=120, deadline=None)
def test_kept_and_removed_lines_are_the_dump_in_order(text: str) -> None:
    if not normalise(text):
        with pytest.raises(CleaningError, match="empty"):
            clean_text(text)
        return
    assert both_sides(clean_text(text)) == squeeze(text)


@given(HTML)
@settings(max_examples=30, deadline=None)
def test_the_same_bytes_give_the_same_article_byte_for_byte(html: str) -> None:
    page = page_from_bytes(f"<p>x</p>{html}".encode(), "http://a.example/x")
    first, second = (json.dumps(article_to_dict(clean(page))) for _ in range(2))
    assert first == second


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_bytes_give_an_article_or_a_named_error(body: bytes) -> None:
    page = page_from_bytes(body)
    try:
        document = parse(page)
    except CleaningError as error:
        with pytest.raises(CleaningError, match=error.name):
            clean(page)
        return
    assert both_sides(clean(page)) == squeeze(page_text(document))


@given(st.text())
def test_normalise_is_stable_and_leaves_nothing_invisible(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert "\x00" not in once
    assert not any(0xD800 <= ord(c) <= 0xDFFF for c in once)


def test_normalise_keeps_joiners_that_are_spelling() -> None:
    persian = "می\u200cخواهم"
    assert normalise(persian) == persian

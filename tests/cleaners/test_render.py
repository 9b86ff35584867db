"""Rendering is tested by reading it back: a CommonMark parser and an HTML parser see only text."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cleaners.render import to_html, to_html_page, to_markdown, to_text
from cleaners.types import Article, Block, BlockKind, Link
from quality.synthetic_corpus import bare_article

EMPTY = bare_article("https://example.com/a", "Ferry stops for repairs", ())
KINDS: list[BlockKind] = [
    "paragraph",
    "heading",
    "list-item",
    "quote",
    "preformatted",
    "table-row",
    "caption",
    "credit",
]


def article(
    *blocks: tuple[BlockKind, str], title: str | None = "Ferry stops for repairs"
) -> Article:
    numbered = (
        Block(n, kind, text, level=2 if kind == "heading" else None)
        for n, (kind, text) in enumerate(blocks)
    )
    return replace(EMPTY, title=title, blocks=tuple(numbered))


def linked(text: str, *links: tuple[str, str]) -> Article:
    block = Block(0, "paragraph", text, links=tuple(Link(url, label) for label, url in links))
    return replace(EMPTY, title=None, blocks=(block,))


@dataclass(frozen=True)
class Read:
    """What a reader of the Markdown sees: the element, its text, and where it links to."""

    element: str
    text: str
    hrefs: tuple[str, ...] = ()


def read_markdown(markdown: str) -> Iterator[Read]:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    around: list[str] = []
    for token in parser.parse(markdown):
        assert token.type != "html_block", markdown
        if token.type == "inline":
            yield inline(token, around[-2:])
        elif token.type in ("fence", "code_block"):
            assert token.type == "fence", markdown
            yield Read("pre", token.content.rstrip("\n"))
        elif token.type == "hr":
            yield Read("hr", "")
        elif token.nesting:
            around = [*around, token.tag] if token.nesting > 0 else around[:-1]


def inline(token: Token, around: list[str]) -> Read:
    text, hrefs, emphasis = "", [], False
    for child in token.children or []:
        match child.type:
            case "text" | "text_special":
                text += child.content
            case "hardbreak" | "softbreak":
                text += "\n"
            case "link_open":
                hrefs.append(str(child.attrs["href"]))
            case "em_open":
                emphasis = True
            case "link_close" | "em_close":
                pass
            case other:
                pytest.fail(f"{other} in {token.content!r}")
    element = "em" if emphasis else next((a for a in around if a != "p"), "p")
    return Read(element, text, tuple(hrefs))


STARTS = ["# ", "1. ", "2) ", "- ", "+ ", "* ", "> ", "===", "---", "***", "~~~", "```", "|", ":--"]
SPANS = [
    "`",
    "**bold**",
    "_it_",
    "~~no~~",
    "&lt;",
    "&#60;",
    "&amp",
    "&",
    "\\",
    "#",
    "|---|",
    "![",
    "](",
]
LINKS = [
    "[x](javascript:alert(1))",
    "![x](https://e.example/i.png)",
    "[x]: /y",
    "<http://e.example>",
]
HTML = ["<script>alert(1)", "</script>", "<!--", "<b>", '" onclick="x', "'", "{{ x }}"]
SPACES = [" ", "    ", "\t", "\n", "\r\n", "\u2028", "\xa0", "\x00", "\x1b[31m", "\ud800"]
LIVE = st.sampled_from([*STARTS, *SPANS, *LINKS, *HTML, *SPACES])
TEXT = st.lists(LIVE | st.text(max_size=8), max_size=8).map("".join)
BLOCKS = st.lists(st.tuples(st.sampled_from(KINDS), TEXT), max_size=6)
ELEMENTS = {
    "paragraph": "p",
    "heading": "h2",
    "list-item": "li",
    "quote": "blockquote",
    "caption": "em",
    "credit": "p",
}


def shown(text: str) -> str:
    """The text as a reader should see it: without controls, white space folded."""
    kept = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    kept = "".join(c for c in kept if c.isspace() or unicodedata.category(c) != "Cc")
    return " ".join(kept.translate({0xFFFE: None, 0xFFFF: None}).split())


@given(BLOCKS, TEXT)
def test_a_markdown_reader_sees_the_same_texts_in_the_same_elements(
    blocks: list[tuple[BlockKind, str]], title: str
) -> None:
    whole = article(*blocks, title=title)
    read = [r for r in read_markdown(to_markdown(whole)) if r.element != "h1"]
    assert all(not r.hrefs for r in read)
    expected = "".join(shown(text) for _, text in blocks)
    assert "".join(shown(r.text) for r in read).replace(" ", "") == expected.replace(" ", "")
    if all(kind in ELEMENTS for kind, _ in blocks):
        elements = [ELEMENTS[kind] for kind, text in blocks if shown(text)]
        assert [r.element for r in read] == elements


@given(BLOCKS, TEXT, TEXT)
def test_html_holds_no_script_no_foreign_element_and_no_foreign_attribute(
    blocks: list[tuple[BlockKind, str]], title: str, language: str
) -> None:
    whole = replace(article(*blocks, title=title), language=language)
    root = html.fromstring(to_html(whole))
    allowed = {"article", "h1", "pre", "table", "tbody", "tr", "td", "ul", *ELEMENTS.values()}
    assert {str(element.tag) for element in root.iter()} <= allowed
    assert {name for e in root.iter() for name in e.keys()} <= {"lang", "dir", "class"}  # noqa: SIM118
    expected = "".join([shown(title), *(shown(text) for _, text in blocks)]).replace(" ", "")
    assert shown(str(root.xpath("string()"))).replace(" ", "") == expected


@given(st.lists(st.tuples(TEXT, TEXT | st.just("https://e.example/a_b?x=1&copy;2")), max_size=4))
def test_only_web_pages_are_linked_whatever_the_links_say(links: list[tuple[str, str]]) -> None:
    whole = linked(" and ".join(label for label, _ in links), *links)
    hrefs = [h for r in read_markdown(to_markdown(whole)) for h in r.hrefs]
    hrefs += [str(a.get("href")) for a in html.fromstring(to_html(whole)).iter("a")]
    assert all(href.startswith(("http://", "https://")) for href in hrefs)


def test_a_link_stands_where_its_text_stands_once() -> None:
    whole = linked(
        "The report (PDF) names the harbour; the report is long.",
        ("PDF", "https://e.example/a_(b)?x=1&copy=2"),
        ("report", "https://e.example/ambiguous"),
        ("harbour", "javascript:alert(1)"),
    )
    assert to_markdown(whole) == (
        "The report ([PDF](<https://e.example/a_(b)?x=1&copy=2>)) names the harbour;"
        " the report is long.\n"
    )
    assert '(<a href="https://e.example/a_(b)?x=1&amp;copy=2" rel="nofollow noopener">PDF</a>)' in (
        to_html(whole)
    )


def test_an_exclamation_mark_before_a_link_does_not_make_it_an_image() -> None:
    markdown = to_markdown(linked("Look!here", ("here", "https://e.example/")))
    assert markdown == "Look\\![here](<https://e.example/>)\n"
    assert [r.text for r in read_markdown(markdown)] == ["Look!here"]


@pytest.mark.parametrize(
    ("kind", "text", "markdown"),
    [
        ("paragraph", "# 1 in the country", "\\# 1 in the country"),
        ("paragraph", "1. Mai ist Feiertag", "1\\. Mai ist Feiertag"),
        ("paragraph", "- so they said", "\\- so they said"),
        ("paragraph", "2 * 3 and snake_case", "2 \\* 3 and snake\\_case"),
        ("paragraph", "[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))"),
        ("paragraph", "<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
        ("paragraph", "AT&T pays &lt;5 %", "AT&T pays \\&lt;5 %"),
        ("paragraph", "It cost 1.5 million, no more.", "It cost 1.5 million, no more."),
        ("heading", "Why C #", "## Why C \\#"),
        ("quote", "> nested?", "> \\> nested?"),
        ("list-item", "2. second", "- 2\\. second"),
        ("caption", "The *old* pier", "*The \\*old\\* pier*"),
        ("preformatted", "a ```` b\n  c", "`````\na ```` b\n  c\n`````"),
    ],
)
def test_markdown_of_one_block(kind: BlockKind, text: str, markdown: str) -> None:
    assert to_markdown(article((kind, text), title=None)) == f"{markdown}\n"


def test_lists_quotes_and_rows_are_joined_and_the_rest_is_parted() -> None:
    whole = article(
        ("paragraph", "First."),
        ("list-item", "one"),
        ("list-item", "two"),
        ("quote", "He said."),
        ("quote", "She said."),
        ("table-row", "North 3"),
        ("table-row", "--- 4"),
        ("caption", "The pier."),
        ("credit", "Harbour Post"),
    )
    assert to_markdown(whole) == (
        "# Ferry stops for repairs\n\nFirst.\n\n- one\n- two\n\n> He said.\n>\n> She said.\n\n"
        "North 3\\\n\\--- 4\n\n*The pier.*\n\nHarbour Post\n"
    )
    assert to_text(whole) == (
        "Ferry stops for repairs\n\nFirst.\n\none\ntwo\n\nHe said.\nShe said.\n\nNorth 3\n--- 4\n"
    )


def test_the_title_is_the_only_heading_of_level_one() -> None:
    whole = replace(EMPTY, blocks=(Block(0, "heading", "Big", 1), Block(1, "heading", "Deep", 6)))
    assert to_markdown(whole) == "# Ferry stops for repairs\n\n## Big\n\n###### Deep\n"
    assert "<h2>Big</h2>\n<h6>Deep</h6>" in to_html(whole)


def test_an_article_without_anything_is_empty_text_and_an_empty_element() -> None:
    nothing = article(title=None)
    assert to_text(nothing) == ""
    assert to_markdown(nothing) == ""
    assert to_html(nothing) == '<article lang="en" dir="auto">\n</article>\n'


def test_an_html_page_names_its_encoding_and_title() -> None:
    page = to_html_page(article(("paragraph", "Früh <b>")))
    assert page.startswith('<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n')
    assert "<title>Ferry stops for repairs</title>" in page
    assert "<p>Früh &lt;b&gt;</p>" in page

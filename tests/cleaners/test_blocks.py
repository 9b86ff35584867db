"""Blocks are what a reader sees as paragraphs, lines and rows, each with its links and names."""

from cleaners.blocks import read_blocks
from cleaners.tree import page_from_bytes, parse
from cleaners.types import Block

URL = "http://paper.example/town/story"


def blocks_of(html: str) -> tuple[Block, ...]:
    return read_blocks(parse(page_from_bytes(f"<body>{html}</body>".encode(), URL)), URL)


def kinds(html: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks_of(html)]


def test_elements_give_the_kinds_they_stand_for() -> None:
    html = (
        "<h2>Head</h2><p>Para</p><ul><li>Item</li></ul><blockquote><p>Said</p></blockquote>"
        "<pre>a\n  b</pre><figure><figcaption>Seen</figcaption></figure>"
    )
    assert kinds(html) == [
        ("heading", "Head"),
        ("paragraph", "Para"),
        ("list-item", "Item"),
        ("quote", "Said"),
        ("preformatted", "a\nb"),
        ("caption", "Seen"),
    ]


def test_numbers_are_given_once_in_reading_order_and_headings_have_levels() -> None:
    blocks = blocks_of("<h3>One</h3>two<p>three</p>four")
    assert [(b.n, b.text, b.level) for b in blocks] == [
        (0, "One", 3),
        (1, "two", None),
        (2, "three", None),
        (3, "four", None),
    ]


def test_inline_elements_do_not_part_a_paragraph() -> None:
    assert kinds("<p>The <b>old</b> <a href=/x>bri<i>dge</i></a>, closed.</p>") == [
        ("paragraph", "The old bridge, closed.")
    ]


def test_a_link_is_absolute_and_counted_in_letters() -> None:
    (block,) = blocks_of('<p>See <a href="/a?utm_source=x">the story</a></p>')
    assert [(link.url, link.text) for link in block.links] == [
        ("http://paper.example/a", "the story")
    ]
    assert (block.linked, len(block.text)) == (9, 13)


def test_links_into_the_page_and_to_no_web_page_have_no_url() -> None:
    (block,) = blocks_of('<p><a href="#note">1</a> <a href="javascript:x()">go</a></p>')
    assert [link.url for link in block.links] == ["", ""]


def test_a_link_around_a_card_is_the_link_of_each_of_its_blocks() -> None:
    head, text = blocks_of('<a href="/x"><h3>Ferry fares rise</h3><p>From May.</p></a>')
    assert head.links[0].url == text.links[0].url == "http://paper.example/x"


def test_two_line_breaks_part_paragraphs_in_a_page_without_paragraphs() -> None:
    html = "<div>One sentence here.<br><br>Another one.<br> <br>And a third.</div>"
    assert [text for _, text in kinds(html)] == [
        "One sentence here.",
        "Another one.",
        "And a third.",
    ]


def test_single_breaks_part_lines_as_long_as_paragraphs_are() -> None:
    line = "The council met on Tuesday evening and spoke about the bridge for four hours."
    assert len(blocks_of(f"<div>{line}<br>{line}<br>{line}</div>")) == 3


def test_single_breaks_in_a_verse_or_an_address_are_spaces() -> None:
    assert kinds("<p>Weir Lane 4<br>Dunmarrow<br>Harbourshire</p>") == [
        ("paragraph", "Weir Lane 4 Dunmarrow Harbourshire")
    ]


def test_a_line_that_is_a_link_stands_alone_between_single_breaks() -> None:
    html = '<div>He left.<br><a href="/x">Ferry fares rise</a><br>She stayed.</div>'
    assert [text for _, text in kinds(html)] == ["He left.", "Ferry fares rise", "She stayed."]


def test_rows_of_data_are_one_block_and_rows_of_layout_are_not() -> None:
    data = "<table><tr><th>Port</th><td>12</td></tr><tr><th>Quay</th><td>7</td></tr></table>"
    assert kinds(data) == [("table-row", "Port 12"), ("table-row", "Quay 7")]
    layout = "<table><tr><td><p>Menu</p></td><td><p>Story.</p></td></tr></table>"
    assert kinds(layout) == [("paragraph", "Menu"), ("paragraph", "Story.")]


def test_hidden_elements_are_blocks_that_say_why_they_are_hidden() -> None:
    html = "<p hidden>a</p><p style='Display : none'>b</p><noscript>c</noscript><p>d</p>"
    assert [block.hidden for block in blocks_of(html)] == [
        "attribute hidden",
        "style Display : none",
        "noscript, shown only without JavaScript",
        None,
    ]


def test_code_and_comments_are_no_text_but_what_follows_them_is() -> None:
    html = "<p>a<script>x()</script>b<!-- c -->d<style>e</style></p>"
    assert kinds(html) == [("paragraph", "abd")]


def test_containers_know_the_words_of_their_class_names() -> None:
    (block,) = blocks_of('<div class="Share-Bar top" id="x1"><p>Tweet</p></div>')
    names = frozenset[str]().union(*(c.names for c in block.ancestors()))
    assert {"share-bar", "share", "bar", "top", "x1", "div", "p"} <= names


def test_a_base_element_moves_relative_links() -> None:
    html = "<html><head><base href='http://paper.example/b/'></head><body><a href=c>x</a></body>"
    (block,) = read_blocks(parse(page_from_bytes(html.encode(), URL)), URL)
    assert block.links[0].url == "http://paper.example/b/c"


def test_a_custom_element_parts_blocks_outside_paragraphs_only() -> None:
    assert [t for _, t in kinds("<my-card>a</my-card><my-card>b</my-card>")] == ["a", "b"]
    assert kinds("<p>a <x-link>b</x-link> c</p>") == [("paragraph", "a b c")]


def test_a_thousand_nested_elements_are_read_to_the_bottom() -> None:
    depth = 1_000
    assert kinds("<div>" * depth + "deep" + "</div>" * depth) == [("paragraph", "deep")]


def test_a_block_counts_the_pictures_since_the_block_before() -> None:
    blocks = blocks_of("<p>One</p><div><img src=a><amp-img src=b></amp-img></div><p>Two</p>three")
    assert [(b.text, b.pictures) for b in blocks] == [("One", 0), ("Two", 2), ("three", 0)]

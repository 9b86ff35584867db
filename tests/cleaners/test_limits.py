"""What is beyond a limit is refused by name before it is parsed; what is below comes out whole."""

import time
import unicodedata

import pytest

from cleaners import CleaningError, page_from_bytes
from cleaners.limits import (
    MAX_ATTRIBUTES,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_TAGS,
    check_blocks,
    check_bytes,
    check_source,
)
from cleaners.tree import normalise, page_text, parse


def _check(text: str) -> None:
    check_source(text, text.encode())


BINARY = [
    b"%PDF-1.7\n%\xe2\xe3",
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    b"\xff\xd8\xff\xe0\x00\x10JFIF",
    b"GIF89a\x01\x00",
    b"RIFF\x24\x00\x00\x00WEBPVP8 ",
    b"PK\x03\x04\x14\x00",
    b"\x1f\x8b\x08\x00",
    b"\x00\x00\x00\x20ftypisom",
    b"OggS\x00\x02",
    b"\x7fELF\x02\x01",
    b"wOF2\x00\x01",
]


def tag(attributes: int, separator: str = " ") -> str:
    return "<p" + separator + separator.join(f"a{n}" for n in range(attributes)) + ">text"


@pytest.mark.parametrize("body", BINARY)
def test_a_binary_file_is_no_page_whatever_it_is_called(body: bytes) -> None:
    with pytest.raises(CleaningError, match=r"not-html: the page is an? ") as refusal:
        parse(page_from_bytes(body + b"<p>text</p>" * 3))
    assert refusal.value.name == "not-html"


def test_bytes_without_a_known_beginning_that_are_no_text_are_no_page() -> None:
    with pytest.raises(CleaningError, match="not-html: the page is no text"):
        _check("\x01\x02\x05k\x00" * 300)
    _check("<p>" + "\x00\x01" * 300)


@pytest.mark.parametrize("body", [b"", b" \n\t " * 500])
def test_nothing_is_no_page(body: bytes) -> None:
    with pytest.raises(CleaningError, match="empty"):
        check_bytes(body)


def test_the_error_says_the_figure_and_the_limit() -> None:
    with pytest.raises(CleaningError) as refusal:
        check_bytes(b"x" * (MAX_BYTES + 1))
    assert str(refusal.value) == "too-big: 20,000,001 bytes, the limit is 20,000,000"
    with pytest.raises(CleaningError) as refusal:
        _check("<br>" * (MAX_TAGS + 1))
    assert str(refusal.value) == "too-many-tags: 250,001 tags, the limit is 250,000"
    with pytest.raises(CleaningError, match="too-many-blocks: 41,000 lines, the limit is 12,000"):
        check_blocks(41_000, "lines")


EVASIONS = {
    "bare": tag(MAX_ATTRIBUTES + 1),
    "slashes": tag(MAX_ATTRIBUTES + 1, "/"),
    "values": "<p " + " ".join(f"a{n} = '>'" for n in range(501)) + ">text",
    "joined": "<p " + "".join(f'a{n}="<p>"' for n in range(501)) + ">text",
    "unquoted": "<p " + " ".join(f'a{n}=x"' for n in range(501)) + ">text",
    "tags in values": "<p " + " ".join(f'a{n} b{n}="</p><p>"' for n in range(300)) + ">text",
    "behind a comment": "<!-- > --><!--><i>" + tag(501),
    "behind a script": "<script>'<p '</script>" + tag(501),
    "behind a quote": "<i ='> <p title=\"'\">" + tag(501),
    "never closed": tag(501).removesuffix(">text"),
    "capitals": tag(501).replace("<p", "<P"),
}


@pytest.mark.parametrize("name", EVASIONS)
def test_too_many_attributes_in_a_tag_are_seen_however_they_hide(name: str) -> None:
    with pytest.raises(CleaningError, match=r"too-many-attributes: 5..|too-many-attributes: 600"):
        _check("<div class='a' id=b>words</div>" * 5 + EVASIONS[name])


HARMLESS = {
    "in a comment": "<!-- " + tag(900) + " --><p>text",
    "in a script": "<script>if (a<b " + "x=1 " * 900 + ")</script><p>text",
    "in a title": "<title>" + tag(900) + "</title><p>text",
    "at the limit": tag(MAX_ATTRIBUTES),
    "in text": "a < " + "b = c " * 900,
    "open at the end": '<p>text<a href="' + "x=1 " * 900,
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_like_attributes_is_let_through(name: str) -> None:
    _check(HARMLESS[name])


def test_many_attributes_over_many_tags_are_counted_in_large_pages() -> None:
    with pytest.raises(CleaningError, match="too-many-attributes: 600,000 attributes, the limit"):
        _check("<p a b c d e f g h i j k l>" * 50_000 + " " * 2_000_000)


@pytest.mark.parametrize("name", ["div", "b", "span", "li", "table><tr><td", "section><p"])
@pytest.mark.parametrize("noise", ["", "</x>" * 200 + "<p a a>" * 200])
def test_elements_nested_too_deep_to_be_read_are_refused_not_lost(name: str, noise: str) -> None:
    page = page_from_bytes((noise + f"<{name}>" * (MAX_DEPTH + 10) + "lost").encode())
    if name == "li":  # the next item closes the last
        assert page_text(parse(page)).endswith("lost")
        return
    with pytest.raises(CleaningError, match="too-deep: more than 2,048 elements in each other"):
        parse(page)


@pytest.mark.parametrize("depth", [255, 1_000, 2_000])
def test_what_is_nested_less_deep_is_read_whole(depth: int) -> None:
    page = page_from_bytes(("<div>a" * depth + "</div>b" * depth).encode())
    assert page_text(parse(page)) == "a" * depth + "b" * depth


LATE = {
    "<html><body>a</body></html>b<p>c</p>d": "abcd",
    "<html><body><p>a</p></body>b<p>c</p></html>d": "abcd",
    "<body><p>a</body><body>b</body>c": "abc",
    "<html><body>a</body></html><html><head><meta name=x></head><body>b<p>c": "abc",
    "a</html>b</html>c</html><p>d": "abcd",
    "<body></body>a": "a",
    "<body>a</body>\x01b\x0cc\x1fd\ufffee": "abcde",
    "<body>a&#1;</body>b": "ab",
    "<body><p>a</p>&#2;b</body>c": "abc",
    "<body><p>a</body></html><!-- b --><script>c</script> <noscript>d</noscript>": "ad",
}


@pytest.mark.parametrize("html", LATE)
def test_text_behind_the_end_of_the_body_is_of_the_body(html: str) -> None:
    assert page_text(parse(page_from_bytes(html.encode()))).replace(" ", "") == LATE[html]


def test_a_million_accents_upon_one_letter_are_put_in_order_in_no_time() -> None:
    few = "e" + "\u0301\u0323\u0f73" * 100
    assert normalise(few) == unicodedata.normalize("NFC", few)
    begun = time.process_time()
    many = normalise("e" + "\u0301\u0323" * 100_000 + "a")
    assert (len(many), many[-1]) == (200_001, "a")
    assert time.process_time() - begun < 2  # Python's own order took minutes

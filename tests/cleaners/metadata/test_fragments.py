"""Names and descriptions that hold HTML are read as a browser shows them."""

import time

import pytest

from cleaners.metadata.phrases import MAX_PHRASE, plain


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ('<b title="a>b">The harbour</b> freezes', "The harbour freezes"),
        ("<!-- teaser -->The harbour", "The harbour"),
        ("<script>track()</script>The harbour", "The harbour"),
        ("<style>p { color: red }</style><p>The harbour</p>", "The harbour"),
        ("one<br>two<p>three", "one two three"),
        ("&lt;i&gt;AT&amp;amp;T&lt;/i&gt;", "AT&T"),
        ("<b>" * 1_200 + "deep", "deep"),
        ("\ud800<b>x</b>\x00", "x"),
    ],
)
def test_a_fragment_is_read_without_its_markup(markup: str, shown: str) -> None:
    assert plain(markup) == shown


@pytest.mark.parametrize("text", ["5 < 6 and 7 > 3", "a<b", "A <3 B", "<a href="])
def test_what_is_no_markup_stays(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize("piece", ["<a ", "<b>", "<!--", "</b", "<a b='", "<![CDATA[", "<p>"])
def test_no_fragment_takes_long(piece: str) -> None:
    plain("<b>x</b>")
    start = time.process_time()
    plain(piece * MAX_PHRASE)
    assert time.process_time() - start < 0.5

"""Whether bytes are HTML or text."""

import pytest

from corpus.sniff import is_html


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE html><title>x",
        b"\xef\xbb\xbf\n <html lang=en>",
        "<html><body>Grüße".encode("utf-16"),
        b'<?xml version="1.0"?><html>',
        b"<!-- saved --><p>One",
        b"One<br>two<br/>three",
        b"<div class='a'>text</div>",
        b"  Loose text first\n<p>then</p>",
    ],
)
def test_markup_is_html(body: bytes) -> None:
    assert is_html(body)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"One.\n\nTwo.",
        b"3 < 4 and 5 > 4, so <3",
        b"The tag <p> is for paragraphs.",
        b"Wer <b> sagt, sagt auch <i>.",
        "日本語の記事です。".encode("shift_jis"),
        b"Mail <ada@example.com> or see <https://example.com/a>.",
    ],
)
def test_prose_is_text(body: bytes) -> None:
    assert not is_html(body)

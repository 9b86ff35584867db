"""Every cleaner answers in the same form."""

import importlib.util

import pytest

from cleaners.memory import NOTHING
from quality.contenders import CONTENDERS, MissingPeerError, require
from tests.quality.sets import SENTENCES, page

URL = "https://www.herald.example/bridge"


@pytest.mark.parametrize("cleaner", ["copydesk", "trafilatura"])
def test_a_cleaner_gives_text_and_metadata(cleaner: str) -> None:
    answer = CONTENDERS[cleaner](page("The bridge opens").encode(), URL, NOTHING)
    assert answer.text.split("\n")[-4:] == [f"The bridge opens: {line}" for line in SENTENCES]
    assert answer.title == "The bridge opens"
    assert answer.authors == ("Ana Silva",)
    assert str(answer.date).startswith("2024-05-03")
    assert answer.kind == "article"


def test_our_text_is_without_the_title() -> None:
    answer = CONTENDERS["copydesk"](page("The bridge opens").encode(), URL, NOTHING)
    assert len(answer.text.split("\n")) == len(SENTENCES)


def test_the_flattened_page_is_cleaned_as_text() -> None:
    answer = CONTENDERS["copydesk-flat"](page("The bridge opens").encode(), URL, NOTHING)
    assert f"The bridge opens: {SENTENCES[1]}" in answer.text.split("\n")
    assert "<p>" not in answer.text


def test_a_preformatted_block_is_one_line() -> None:
    body = page("The bridge opens", extra="<pre>one\ntwo three four five six seven</pre>")
    text = CONTENDERS["copydesk"](body.encode(), URL, NOTHING).text
    assert "one\n" not in text


def test_a_page_that_trafilatura_cannot_read_is_an_empty_answer() -> None:
    assert CONTENDERS["trafilatura"](b"", URL, NOTHING).text == ""


@pytest.mark.skipif(
    importlib.util.find_spec("newspaper") is not None, reason="newspaper4k is installed here"
)
def test_a_peer_that_is_not_installed_is_named_with_the_install_line() -> None:
    with pytest.raises(MissingPeerError, match=r"pip install --group peers"):
        require("newspaper4k")

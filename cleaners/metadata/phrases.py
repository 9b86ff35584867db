"""Short texts from attributes and JSON: what a person would read of them."""

import re
from functools import lru_cache
from html import unescape
from itertools import islice
from typing import Any

from cleaners.tree import normalise

MAX_PHRASE = 5_000
"""Characters. A title, name or description is shorter; the rest is not read."""

MAX_PIECES = 1_000
"""Texts of an element that are read; a phrase has a handful."""

_WORD = re.compile(r"\w+")
_NO_LETTER = re.compile(r"[\W_]+")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")


def plain(text: str | None) -> str | None:
    """Normalised text without entities and tags; None if nothing is left.

    >>> plain(" AT&amp;amp;T <b title='a>b'>wins</b><!-- again --> "), plain("5 < 6 and 7 > 3")
    ('AT&T wins', '5 < 6 and 7 > 3')
    """
    if not text:
        return None
    text = text[:MAX_PHRASE]
    for _ in range(2):
        if "&" in text:
            text = unescape(text)
    if _MARKUP.search(text):
        text = _reading(normalise(text))
    return normalise(text) or None


def _reading(fragment: str) -> str:
    """What a browser shows of a fragment: no comment, no script, no rest of an attribute.

    One phrase in two hundred has markup, so the library is loaded for these alone. It warns of what
    begins as XML.
    """
    from bs4 import BeautifulSoup

    return BeautifulSoup(fragment.replace("<?xml", "<?"), "lxml").get_text(" ")


def element_text(element: Any) -> str | None:
    """The text of an element as it reads, or None."""
    pieces: list[str] = []
    length = 0
    for piece in islice(element.itertext(), MAX_PIECES):
        pieces.append(piece)
        length += len(piece)
        if length > MAX_PHRASE:
            break
    return normalise("".join(pieces)) or None


@lru_cache(maxsize=1_024)
def letters(text: str) -> str:
    """The letters and digits of a text, case folded: what two spellings of a name share.

    >>> letters("The Daily-News") == letters("the DAILY news")
    True
    """
    return _NO_LETTER.sub("", text.casefold())


def word_set(text: str) -> frozenset[str]:
    """The words of a text, case folded."""
    return frozenset(_WORD.findall(text.casefold()))

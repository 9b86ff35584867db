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
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")


def plain(text: str | None) -> str | None:
    """Normalised text without entities and tags; None if nothing is left.

    >>> plain(" AT&amp;amp;T <b>wins</b> ")
    'AT&T wins'
    """
    if not text:
        return None
    text = text[:MAX_PHRASE]
    for _ in range(2):
        if "&" in text:
            text = unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    return normalise(text) or None


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

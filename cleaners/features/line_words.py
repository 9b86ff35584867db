"""What the words of a line say that has lost its markup, and which of them have learned weights."""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from cleaners.features.characters import count_characters
from cleaners.features.containers import Floats
from cleaners.features.signs import Joined
from cleaners.features.wording import photos, text_columns, tokens
from cleaners.steps.plain_lines import is_caption_like, is_listed
from cleaners.types import Block

MAX_KNOWN = 120
"""Characters of a line whose shape is remembered."""

LOOKED_AT = 400
"""Characters at the beginning and at the end of a line that are looked at."""

SHAPES = (
    "listed", "stamped", "spoken", "credited", "ends_open", "ends_in_dots", "ends_in_letter",
    "ends_in_digit",
)  # fmt: skip

_WORD = re.compile(r"[^\W_]+")
_STAMP = re.compile(r"\d{1,2}[:.h]\d{2}|\d{1,2}\.\s?\d{1,2}\.")
_SPOKEN = frozenset("\"'“”„«»‘’「『—–-")


def read_words(blocks: Sequence[Block]) -> dict[str, Floats]:
    """The columns of the lines' own words and characters."""
    texts = [block.text for block in blocks]
    joined = Joined(texts)
    columns = text_columns(blocks, joined, [False] * len(blocks), None, None)
    columns["photo"] = photos(texts, joined, columns["words"])
    shapes = np.array([_shape(text) for text in texts], dtype=np.float64)
    columns |= dict(zip(SHAPES, shapes.T, strict=True))
    return columns | _counted(texts)


def _counted(texts: Sequence[str]) -> dict[str, Floats]:
    count = count_characters(texts)
    return {
        "capital_letters": count["great"] / np.maximum(1.0, count["letters"]),
        "letters": count["letters"] / count["sizes"],
        "joined": count["joins"],
        "quotes": count["quotes"],
        "brackets": count["brackets"],
        "sentence_letters": count["sizes"] / (1 + count["sentences"]),
        "slashes": count["slashes"],
    }


def _shape(text: str) -> tuple[float, ...]:
    return _known_shape(text) if len(text) <= MAX_KNOWN else line_shape(text)


def line_shape(text: str) -> tuple[float, ...]:
    """The shape of a line, in the order of `SHAPES`."""
    start, last = text[:LOOKED_AT], text[-1]
    return (
        is_listed(start),
        _STAMP.match(start) is not None,
        text[0] in _SPOKEN,
        is_caption_like(text[-LOOKED_AT:]),
        last in ":：;；,，،、",
        text.endswith(("…", "...")),
        last.isalpha(),
        last.isdigit(),
    )


_known_shape = lru_cache(maxsize=16_384)(line_shape)
"""The same, remembered: short lines come again on every page of a site."""


def line_tokens(text: str) -> tuple[str, ...]:
    """The first words of a line, and its last one, marked as such.

    >>> line_tokens("Photo: Anna Berg")
    ('photo', 'anna', 'berg', '$berg')
    """
    last = _WORD.findall(text[-40:].casefold())
    return (*tokens(text), "$" + last[-1]) if last else tokens(text)

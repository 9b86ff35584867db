"""What the characters of a page's blocks say, counted over all blocks at once.

The texts are joined, each character has a kind by a table, and counting is by numpy: a page of two
hundred blocks costs what ten patterns cost on one.
"""

from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from cleaners.features.containers import Floats, Integers

MAX_COUNTED = 4_000
"""Characters from the beginning of a block that are counted."""

HEAD = 60
"""Characters from the beginning of a block among which a cue ends."""

(OTHER, SPACE, UPPER, LOWER, DIGIT, STOP, QUESTION, COMMA, BAR, SIGN, COLON, UNSPACED, SEPARATOR,
 QUOTE) = range(14)  # fmt: skip
KINDS = 16

_SIGNS = {
    STOP: ".!…。！।۔",
    QUESTION: "?？؟",
    COMMA: ",，、،;",
    BAR: "|»«›•·→/>",
    SIGN: "©®@#",
    COLON: ":：",
    SEPARATOR: "–—-[([【",
    QUOTE: "*“\"'„‘▶►",
}
_UNSPACED = (
    (0x0E00, 0x0F00), (0x1000, 0x10A0), (0x1780, 0x1800), (0x3040, 0x3100), (0x3400, 0xA000),
)  # fmt: skip
_BEYOND = 0xFFFF
_SEPARATES = np.isin(np.arange(KINDS), (COLON, BAR, SEPARATOR))
_MARKS = np.isin(np.arange(KINDS), (BAR, SIGN, SEPARATOR, QUOTE))


@cache
def _kinds() -> NDArray[np.uint8]:
    """The kind of each character of the first plane; of those beyond the last one's stands."""
    table = np.zeros(_BEYOND + 1, dtype=np.uint8)
    characters = np.arange(_BEYOND, dtype=np.uint32).view("<U1")
    table[:-1][np.char.isspace(characters)] = SPACE
    table[:-1][np.char.isdecimal(characters)] = DIGIT
    table[:-1][np.char.isupper(characters)] = UPPER
    table[:-1][np.char.islower(characters)] = LOWER
    for begin, end in _UNSPACED:
        table[begin:end] = UNSPACED
    for kind, signs in _SIGNS.items():
        table[[ord(sign) for sign in signs]] = kind
    return table


class Joined:
    """Texts as one, so that a part is sought in all of them at once."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.text = "\n".join(texts)
        self._ends = np.cumsum(np.array([len(text) for text in texts], dtype=np.int64) + 1)

    def folded(self) -> "Joined | None":
        """The same in lower case; None where that has another length."""
        lower = self.text.lower()
        if len(lower) != len(self.text):
            return None
        other = Joined(())
        other.text, other._ends = lower, self._ends
        return other

    def holding(self, parts: Iterable[str]) -> NDArray[np.bool_]:
        """Which texts hold one of these parts; no part has a line break."""
        found = np.zeros(len(self._ends), dtype=bool)
        for part in parts:
            if places := _places(part, self.text):
                found[np.searchsorted(self._ends, places, side="right")] = True
        return found


def character_columns(texts: Sequence[str]) -> dict[str, Floats]:
    """The columns that the blocks' characters give; no text may be empty."""
    cut = [text[:MAX_COUNTED] for text in texts]
    joined = "\n" + "\n".join(cut) + "\n"
    codes = _codes(joined)
    kinds = _kinds()[codes]
    sizes = np.array([len(text) for text in cut])
    ends = np.cumsum(sizes + 1)
    starts = ends - sizes
    owner = np.repeat(np.arange(len(cut)), sizes + 1)
    own = kinds[1:]
    counts = np.bincount(owner * KINDS + own, minlength=len(cut) * KINDS).reshape(-1, KINDS).T
    first, last = kinds[starts], kinds[ends - 1]
    found = {
        "stops": counts[STOP] + counts[QUESTION],
        "commas": counts[COMMA],
        "digits": counts[DIGIT] / sizes,
        "capitals": _capitals(kinds, owner, len(cut)),
        "ends_with_colon": last == COLON,
        "asks": last == QUESTION,
        "begins_small": first == LOWER,
        "begins_with_mark": _MARKS[first],
        "bars": counts[BAR],
        "signs": counts[SIGN] > 0,
        "unspaced": counts[UNSPACED] > 0,
        "separated": _separated(kinds, starts, ends),
        **_numbers(codes, kinds, owner, len(cut)),
    }
    return {name: column.astype(np.float64) for name, column in found.items()}


def _codes(joined: str) -> NDArray[np.uint8] | NDArray[np.uint32]:
    if joined.isascii():
        return np.frombuffer(joined.encode(), dtype=np.uint8)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return np.minimum(codes, np.uint32(_BEYOND))


def _places(part: str, text: str) -> list[int]:
    places = []
    at = text.find(part)
    while at >= 0:
        places.append(at)
        at = text.find(part, at + len(part))
    return places


def _capitals(kinds: NDArray[np.uint8], owner: Integers, count: int) -> Floats:
    """The share of the words of each block that begin with a capital."""
    begins = np.flatnonzero((kinds[1:] != SPACE) & (kinds[:-1] == SPACE))
    words = np.bincount(owner[begins], minlength=count)
    capitals = np.bincount(owner[begins[kinds[begins + 1] == UPPER]], minlength=count)
    share: Floats = capitals / np.maximum(1, words)
    return share


def _separated(kinds: NDArray[np.uint8], starts: Integers, ends: Integers) -> NDArray[np.bool_]:
    """Whether a separator stands among a block's first characters."""
    places = np.append(np.flatnonzero(_SEPARATES[kinds]), len(kinds))
    next_place = places[np.searchsorted(places, starts)]
    near: NDArray[np.bool_] = next_place < np.minimum(starts + HEAD, ends)
    return near


def _numbers(
    codes: NDArray[np.uint8] | NDArray[np.uint32],
    kinds: NDArray[np.uint8],
    owner: Integers,
    count: int,
) -> dict[str, NDArray[np.bool_]]:
    """Whether a year and whether a time of day stands in each block."""
    digit = kinds == DIGIT
    edges = np.flatnonzero(digit[1:] != digit[:-1]) + 1
    begin, end = edges[::2], edges[1::2]
    length = end - begin
    head = codes[begin].astype(np.int64) - ord("0")
    following = codes[begin + 1].astype(np.int64) - ord("0")
    century = (head == 1) & (following == 9) | (head == 2) & (following == 0)
    found = {"year": begin[(length == 4) & century]}
    hour = (length == 1) | (length == 2) & (head <= 2)
    minutes = (length == 2) & (head <= 5)
    mark = codes[end]
    joins = (mark == ord(":")) | (mark == ord(".")) | (mark == ord("h"))
    beside = begin[1:] == end[:-1] + 1
    found["clock"] = begin[:-1][hour[:-1] & joins[:-1] & beside & minutes[1:]]
    columns = {}
    for name, places in found.items():
        column = np.zeros(count, dtype=bool)
        column[owner[places - 1]] = True
        columns[name] = column
    return columns

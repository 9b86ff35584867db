"""What the characters of lines without markup are: what `signs` counts of blocks is not enough.

Each character is looked up once, and all lines are counted at once.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cleaners.features.containers import Floats

MOST = 1_000
"""Characters at the beginning of a line that are looked at."""

SIGNS = {
    "stops": ".!?…。！？।۔؟",
    "wide_stops": "。！？",
    "quotes": '"“”„«»「」『』',
    "brackets": "()[]{}（）",
    "slashes": "/\\_&+=",
}
KINDS = ("known", "letters", "small", "great", "digits", "spaces", *SIGNS)
_BIT = {name: 1 << place for place, name in enumerate(KINDS)}
_CODES = 0x110000

Bits = NDArray[np.uint16]


class Alphabet:
    """The kinds of all characters met so far, as bits by code."""

    def __init__(self) -> None:
        self._bits: Bits = np.zeros(_CODES, dtype=np.uint16)

    def read(self, text: str) -> Bits:
        """The kinds of each character of a text."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        bits = self._bits[codes]
        if not bits.all():
            new = set(codes[bits == 0].tolist())
            for code in new:
                self._bits[code] = _kinds(chr(code))
            bits = self._bits[codes]
        return bits


_ALPHABET = Alphabet()


def _kinds(character: str) -> int:
    told = {
        "letters": character.isalpha(),
        "small": character.islower(),
        "great": character.isupper(),
        "digits": character.isdecimal(),
        "spaces": character.isspace(),
    }
    told |= {name: character in signs for name, signs in SIGNS.items()}
    return _BIT["known"] + sum(_BIT[name] for name, is_so in told.items() if is_so)


def count_characters(texts: Sequence[str]) -> dict[str, Floats]:
    """How many characters of each kind the lines have, and how they follow each other.

    `sizes` are the characters looked at, `sentences` the stops with a space behind, `joins` where
    two words run together.
    """
    starts_of = [text[:MOST] for text in texts]
    bits = _ALPHABET.read("\n".join(starts_of) + "\n")
    sizes = np.array([len(text) for text in starts_of])
    starts = np.concatenate(([0], np.cumsum(sizes + 1)[:-1]))
    flags = {name: (bits & bit) > 0 for name, bit in _BIT.items() if name != "known"}
    counted = dict(flags)
    spaces, letters, great, digits = (flags[n] for n in ("spaces", "letters", "great", "digits"))
    before_space = np.concatenate((spaces[1:], [True]))
    counted["sentences"] = flags["stops"] & (before_space | flags["wide_stops"])
    counted["joins"] = _joins(flags["small"], great, letters, digits)
    found = {
        name: np.add.reduceat(mask, starts, dtype=np.float64) for name, mask in counted.items()
    }
    found["sizes"] = sizes.astype(np.float64)
    return found


def _joins(
    small: NDArray[np.bool_],
    great: NDArray[np.bool_],
    letters: NDArray[np.bool_],
    digits: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Where a capital stands inside a word, or a number runs into one: "NewsSport", "5Kommentare".

    No such place crosses the end of a line, which is neither.
    """
    found = np.zeros_like(letters)
    found[1:-1] = small[:-2] & great[1:-1] & small[2:]
    three = letters[:-2] & letters[1:-1] & letters[2:]
    found[:-3] |= digits[:-3] & three[1:]
    found[3:] |= three[:-1] & digits[3:]
    return found

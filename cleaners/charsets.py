"""Which encoding a few unlabelled bytes are in: the one in which their characters are common.

Statistics need hundreds of letters, and a headline has twenty. But what is read in a wrong encoding
is made of rare ideographs, of marks, or of capitals inside words.
"""

import re
from collections.abc import Callable, Mapping, Sequence

FEW = 300
"""Bytes beyond ASCII up to which this is asked before statistics."""

GOOD = 0.75
"""The mean value of the characters from which an encoding is believed."""

MIN_VOWELS = 0.2
"""Of Cyrillic letters a third are vowels; of Hebrew ones, read as Cyrillic, few."""

A_WORD_OR_TWO = 2
"""Bytes beyond ASCII so few that they are rather an accent or a quote than a script."""

_HIGH = re.compile(rb"[\x80-\xff]")
_LETTER = re.compile(rb"[A-Za-z]")
_KANA = re.compile(r"[\u3041-\u30fa]")
_MARKS = frozenset("«»“”„‘’‚–—…·•¿¡°§€©®\u00a0")


def guess(sample: bytes) -> str | None:
    """The encoding in which a short sample's characters are common; None if there is none.

    >>> guess("Мост открыт".encode("koi8_r")), guess("新桥通车".encode("gb18030"))
    ('koi8_r', 'gb18030')
    """
    high, letters = len(_HIGH.findall(sample)), len(_LETTER.findall(sample))
    if not high or high > FEW:
        return None
    is_latin = letters >= high or high <= A_WORD_OR_TWO
    return best_of(sample, [*(LATIN if is_latin else ()), *OTHERS])


def best_of(sample: bytes, names: Sequence[str], least: float = GOOD) -> str | None:
    """The best of these encodings for the sample, the first of equals; None if none is good."""
    scores = {name: _score(sample, name) for name in names}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] >= least else None


def _score(sample: bytes, name: str) -> float:
    """The mean value of the characters beyond ASCII; capitals inside words cost two, and letters
    of another script that hang on Latin ones a half."""
    try:
        text = sample.decode(name)
    except UnicodeDecodeError:
        return -1.0
    value, total, number, before = _VALUES[name], 0.0, 0, " "
    for c in text:
        if c > "\x7f":
            number += 1
            total += value(c) - 2 * (before.islower() and c.isupper())
            total -= 0.5 * (value is not _latin and before.isascii() and before.isalpha())
        before = c
    return total / max(1, number) * _likely(value, text, number)


def _likely(value: Callable[[str], float], text: str, number: int) -> float:
    """What a whole text is worth in a script: 1, or less where it lacks what the script has."""
    if value is _cyrillic:
        vowels = sum(c in "аеиоуыэюяіє" for c in text.lower())
        return (1.0 if vowels >= MIN_VOWELS * number else 0.5) * (0.9 if text.isupper() else 1.0)
    if value is _japanese:
        return 1.0 if _KANA.search(text) else 0.8  # it is Chinese more often
    if value is _korean:
        return 1.0 if " " in text.strip() else 0.95
    return 0.9 if value is _thai else 1.0  # its letters fill their page, so all bytes look so


def _latin(c: str) -> float:
    return float((c.isalpha() and c not in "ªºµƒ") or c in _MARKS)


def _cyrillic(c: str) -> float:
    return float("\u0400" <= c <= "\u045f" or c in _MARKS)


def _greek(c: str) -> float:
    return float("\u0370" <= c <= "\u03ff" or c in _MARKS)


def _hebrew(c: str) -> float:
    return float("\u05d0" <= c <= "\u05ea" or c in _MARKS)


def _arabic(c: str) -> float:
    return float("\u060c" <= c <= "\u06ff" or c in _MARKS)


def _thai(c: str) -> float:
    return float("\u0e01" <= c <= "\u0e5b" or c in _MARKS)


def _ideographic(c: str, codec: str, first_rare: int) -> float:
    """1 for the common half of a character set, which comes first in it, and for its signs."""
    if "\u3000" <= c <= "\u303f" or "\uff01" <= c <= "\uff5e":
        return 1.0
    try:
        return 1.0 if c.encode(codec)[0] < first_rare else 0.3
    except UnicodeEncodeError:
        return 0.1


def _japanese(c: str) -> float:
    if "\uff61" <= c <= "\uff9f":
        return 0.1
    return 1.0 if _KANA.match(c) else _ideographic(c, "cp932", 0x98)


def _chinese(c: str) -> float:
    return 0.0 if _KANA.match(c) else _ideographic(c, "gb2312", 0xD8)


def _traditional(c: str) -> float:
    return _ideographic(c, "big5", 0xC9)


def _korean(c: str) -> float:
    return float("\uac00" <= c <= "\ud7a3" or "\u3000" <= c <= "\u303f" or c in _MARKS)


_VALUES: Mapping[str, Callable[[str], float]] = {
    **dict.fromkeys(("cp1252", "cp1250", "iso8859_2", "cp1254", "cp1257"), _latin),
    **dict.fromkeys(("cp1251", "koi8_r"), _cyrillic),
    **dict.fromkeys(("cp932", "euc_jp"), _japanese),
    "cp949": _korean,
    "gb18030": _chinese,
    "big5": _traditional,
    "cp1255": _hebrew,
    "cp1253": _greek,
    "cp1256": _arabic,
    "cp874": _thai,
}
"""What a character is worth in each encoding; of equals the first is taken."""

LATIN = tuple(name for name, value in _VALUES.items() if value is _latin)
OTHERS = tuple(name for name, value in _VALUES.items() if value is not _latin)

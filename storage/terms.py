"""Text cut into the terms that search knows: one cut for both databases, for text and query.

Case, accents and the forms of Arabic and full-width letters are folded. Scripts without spaces
(Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese) are cut into pairs of characters, each
beginning one place further, and the last character alone, so that every character begins a term.
"""

import re
import unicodedata
from collections.abc import Iterator

MAX_TERM = 64
"""Characters. PostgreSQL refuses terms of more than 2,046 bytes; no word is this long."""

_MARKS = re.compile("(?<!\u0438)[\u0300-\u036f]|[\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670]")
"""Accents, Hebrew points and Arabic vowels; the breve of Cyrillic short i is no accent."""

DENSE = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""The letters of scripts without spaces, as they stand in a character class."""

_DENSE = re.compile(f"[{DENSE}]+")
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe"}
)
"""Letters that Unicode does not decompose, but people type without their strokes."""


class _Letters(dict[int, str | int | None]):
    """What `str.translate` does with each character: keep letters, marks and digits."""

    def __missing__(self, code: int) -> str | int | None:
        category = unicodedata.category(chr(code))
        fate: str | int | None = " "
        if category == "Cf" or code == 0x640:  # joiners, soft hyphens, the Arabic stretch
            fate = None
        elif category[0] in "LMN":
            fate = _PLAIN.get(code, code)
        self[code] = fate
        return fate


_LETTERS = _Letters()


def fold(text: str) -> str:
    """The text as search compares it: folded letters and digits, all else a space.

    >>> fold("Die Straße in Zürich: ÉTÉ")
    'die strasse in zurich  ete'
    """
    if text.isascii():
        return text.lower().translate(_LETTERS)
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize("NFC", bare).translate(_LETTERS)


def terms(text: str) -> list[str]:
    """The terms of a text, in order.

    >>> terms("Neues aus 東京都")
    ['neues', 'aus', '東京', '京都', '都']
    """
    folded = fold(text)
    if folded.isascii() or not _DENSE.search(folded):
        words = folded.split()
        if max(map(len, words), default=0) <= MAX_TERM:
            return words
        return [word[:MAX_TERM] for word in words]
    return [term for word in folded.split() for term in _cut(word)]


def asked(words: str) -> list[str]:
    """The terms that stand side by side where these words do; `*` ends one that may go on.

    So does a lone character of a script without spaces, as it begins a term; and so does a word
    that a person ends with `*`, if two letters of it are there.

    >>> asked("don't"), asked("東京都"), asked("猫"), asked("night fer*")
    (['don', 't'], ['東京', '京都'], ['猫*'], ['night', 'fer*'])
    """
    found = terms(words)
    if not found:
        return found
    if dense(found[-1]):
        if len(found) > 1 and len(found[-2]) > 1 and found[-2].endswith(found[-1]):
            return found[:-1]
        found[-1] += "*"
    elif words.rstrip().endswith("*") and len(found[-1]) > 1:
        found[-1] += "*"
    return found


def dense(letters: str) -> bool:
    """Whether these letters are of a script that is written without spaces."""
    return _DENSE.fullmatch(letters) is not None


def _cut(word: str) -> Iterator[str]:
    for run, dense in _runs(word):
        if dense:
            yield from (run[i : i + 2] for i in range(len(run)))
        else:
            yield run[:MAX_TERM]


def _runs(word: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a word that are of dense scripts (True) and of others (False)."""
    end = 0
    for match in _DENSE.finditer(word):
        if match.start() > end:
            yield word[end : match.start()], False
        yield match[0], True
        end = match.end()
    if end < len(word):
        yield word[end:], False

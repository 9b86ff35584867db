"""Whether a line begins as a rule of a recipe says: with its words, and with the signs that it has.

Case and spaces make no difference, a number stands for any, and quotation marks and dashes are of
one kind each. Signs that the line has and the rule has not are passed over, so that "Share this"
means "SHARE: this" too; those that the rule has must be there.
"""

import re
import unicodedata
from collections.abc import Iterator

from cleaners.lexicon import fold, numbered

_ALIKE = str.maketrans(
    {**dict.fromkeys("“”„‟«»″＂", '"'), **dict.fromkeys("‘’‚‛‹›′＇", "'")}
    | dict.fromkeys("‐‑‒–—―−－", "-")
)
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
"""Letters of scripts that part no words, or join to a word what belongs to it."""


def begins_so(line: str, beginning: str) -> bool:
    """Whether a line begins so; a word is not half of another one.

    >>> begins_so("Photo: Ana Lind", "photo"), begins_so("Photographers met", "photo")
    (True, False)
    >>> begins_so("Agency / The Paper", "agency /"), begins_so("The agency said", "the agency /")
    (True, False)
    """
    if not fold(line).startswith(fold(beginning)):
        return False
    wanted = list(_pieces(beginning))
    found = _pieces(line)
    return bool(wanted) and all(_comes(piece, found) for piece in wanted)


def _comes(wanted: str, found: Iterator[str]) -> bool:
    """Whether a word, or a sign, comes next; signs before it are passed over."""
    for piece in found:
        if piece == wanted:
            return True
        if _is_word(piece):
            return bool(_UNSPACED.match(wanted[-1])) and piece.startswith(wanted)
    return False


def _pieces(text: str) -> Iterator[str]:
    """The words of a text and, each alone, its signs; what is neither is left out."""
    word = ""
    for letter in numbered(text.casefold()).translate(_ALIKE):
        if _is_word(letter):
            word += letter
            continue
        if word:
            yield word
            word = ""
        if unicodedata.category(letter)[0] in "PS":
            yield letter
    if word:
        yield word


def _is_word(piece: str) -> bool:
    first = piece[0]
    return first == "#" or first.isalnum() or unicodedata.category(first)[0] == "M"

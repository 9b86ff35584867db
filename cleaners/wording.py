"""What the words of two texts share, and how a line reads."""

import re
from collections.abc import Iterable

from cleaners.lexicon import fold
from cleaners.sentences import (
    FINAL_STOPS,
    MAX_LINKED,
    PLAIN_PROSE_WORDS,
    PROSE_WORDS,
    is_finished,
    word_count,
)

__all__ = [
    "FINAL_STOPS",
    "MAX_LINKED",
    "PLAIN_PROSE_WORDS",
    "PROSE_WORDS",
    "is_finished",
    "shared_words",
    "stems",
    "word_count",
]

_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+")
STEM = 7
"""Letters of a word that are compared, as inflection changes the rest."""

MAX_STEMMED = 100_000
"""Characters of a text whose words are compared; the longest block of 1,861 pages has 25,002."""


def stems(text: str) -> set[str]:
    """The beginnings of the longer words; pairs of letters where a script has no spaces."""
    folded = fold(text[:MAX_STEMMED])
    found = {word[:STEM] for word in folded.split() if len(word) >= 4}
    for run in () if folded.isascii() else _UNSPACED.findall(folded):
        found.discard(run[:STEM])
        found.update(run[i : i + 2] for i in range(len(run) - 1))
    return found


def shared_words(text: str, others: Iterable[str]) -> float:
    """The share of the text's longer words that occur in the others, 0 to 1; 0 if it has none."""
    own = stems(text)
    if not own:
        return 0.0
    found: set[str] = set()
    for other in others:
        found |= own & stems(other)
        if len(found) == len(own):
            break
    return len(found) / len(own)

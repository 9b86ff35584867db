"""How texts look: is it a finished sentence, how many words has it, which words do two share."""

import re
from collections.abc import Iterable

from cleaners.lexicon import fold
from cleaners.types import Block

FINAL_STOPS = ".!?…。！？｡।۔؟։።"
"""What ends a sentence, in any script; a colon does not."""

_CLOSING = "\"'”’»“›)]}」』】*"
_ENDS = re.compile(rf"[{re.escape(FINAL_STOPS)}][{re.escape(_CLOSING)}\s]*(\[\d+\])?$")
_NO_SPACES = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")

PROSE_WORDS = 12
"""A paragraph with as many words is prose, whatever it ends with."""

PLAIN_PROSE_WORDS = 25
"""The same in text without markup, where a long headline is a line like any other."""

MAX_LINKED = 0.5
"""Share of a block's characters inside links above which it is a link and no prose."""

STEM = 7
"""Letters of a word that are compared, as inflection changes the rest."""


def is_finished(text: str) -> bool:
    """Whether the text ends as a sentence does.

    >>> is_finished("He left.”"), is_finished("The road to the sea")
    (True, False)
    """
    return bool(_ENDS.search(text))


def word_count(text: str) -> int:
    """Words; in scripts without spaces two letters count as one word."""
    unspaced = len(_NO_SPACES.findall(text))
    if unspaced:
        return unspaced // 2 + len(_NO_SPACES.sub(" ", text).split())
    return len(text.split())


def stems(text: str) -> set[str]:
    """The beginnings of the longer words; pairs of letters where a script has no spaces."""
    folded = fold(text)
    found = {word[:STEM] for word in folded.split() if len(word) >= 4}
    for run in re.findall(
        r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+", folded
    ):
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


def linked_share(block: Block) -> float:
    """The share of a block's text that is inside links, 0 to 1."""
    return block.linked / len(block.text) if block.text else 0.0


def is_prose(block: Block) -> bool:
    """Whether a block reads like sentences of an article: finished or long, and not a link."""
    if block.kind not in ("paragraph", "quote", "list-item") or linked_share(block) > MAX_LINKED:
        return False
    words = word_count(block.text)
    if block.kind == "list-item":
        return words >= PROSE_WORDS and is_finished(block.text)
    enough = PLAIN_PROSE_WORDS if block.container is None else PROSE_WORDS
    return words >= enough or (words >= 5 and is_finished(block.text))

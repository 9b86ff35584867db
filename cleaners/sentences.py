"""How sentences look, whatever stands around them: their words, their end, and what is prose."""

import re

FINAL_STOPS = ".!?…。！？｡।۔؟։።"
"""What ends a sentence, in any script; a colon does not."""

_CLOSING = "\"'”’»“›)]}」』】*"
_ENDS = re.compile(rf"[{re.escape(FINAL_STOPS)}][{re.escape(_CLOSING)}\s]*(\[\d+\])?$")
_NO_SPACES = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+")
_FIRST_BYTES = bytes([0xE0, 0xE1, *range(0xE3, 0xEA)])
"""With which UTF-8 begins each of those letters, and other scripts' too."""

MAX_END = 40
"""Characters at the end of a text that are looked at for its last stop."""

PROSE_WORDS = 12
"""A paragraph with as many words is prose, whatever it ends with."""

PLAIN_PROSE_WORDS = 25
"""The same in text without markup, where a long headline is a line like any other."""

MAX_LINKED = 0.5
"""Share of a block's characters inside links above which it is a link and no prose."""


def is_finished(text: str) -> bool:
    """Whether the text ends as a sentence does.

    >>> is_finished("He left.”"), is_finished("The road to the sea")
    (True, False)
    """
    last = text[-1:]
    if not last or last.isalnum():
        return False
    return last in FINAL_STOPS or _ENDS.search(text[-MAX_END:]) is not None


def word_count(text: str) -> int:
    """Words; in scripts without spaces two letters count as one word."""
    return unspaced_words(text) if may_be_unspaced(text) else len(text.split())


def may_be_unspaced(text: str) -> bool:
    """Whether a text may have letters of a script without spaces; asked a tenth of what counting
    them takes."""
    if text.isascii():
        return False
    written = text.encode("utf-8", "surrogatepass")
    return len(written.translate(None, _FIRST_BYTES)) < len(written)


def unspaced_words(text: str) -> int:
    """Words where a script without spaces stands in the text: two of its letters are one."""
    letters = sum(map(len, _NO_SPACES.findall(text)))
    return letters // 2 + len(_NO_SPACES.sub(" ", text).split())


def reads_as_prose(
    kind: str, words: int, linked_share: float, *, finished: bool, marked_up: bool
) -> bool:
    """Whether a block reads like sentences of an article: finished or long, and not a link.

    `marked_up` is False for text whose elements are not known.
    """
    if kind not in ("paragraph", "quote", "list-item") or linked_share > MAX_LINKED:
        return False
    if kind == "list-item":
        return words >= PROSE_WORDS and finished
    return words >= (PROSE_WORDS if marked_up else PLAIN_PROSE_WORDS) or (words >= 5 and finished)

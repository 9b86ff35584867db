"""What changed between two texts, word by word; scripts without spaces by their characters.

Paragraphs are compared first, and words only where paragraphs differ: long texts cost little.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from storage.terms import dense

Op = Literal["equal", "delete", "insert"]

MAX_TOKENS = 12_000
"""Of two passages; longer ones stand side by side as a whole."""

MAX_PAIRS = 2_000_000
"""Equal tokens held against each other; beyond that, frequent ones are passed over."""

LITTLE = 0.25
"""Passages that share less of their words than this are shown whole, one after the other."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text that stayed, went or came."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs that stayed (one piece, "equal"), or that changed, in pieces."""

    changed: bool
    paragraphs: int
    pieces: tuple[Piece, ...]


def passages(old: str, new: str) -> tuple[Passage, ...]:
    """The two texts as passages that stayed or changed; a paragraph is a line.

    >>> [p.pieces for p in passages("It sails.", "It sails soon.")][0][1]
    Piece(op='insert', text=' soon')
    """
    before, after = old.splitlines(), new.splitlines()
    found = []
    for same, i, j, k, m in _steps(before, after):
        if same:
            whole = Piece("equal", "\n".join(before[i:j]))
            found.append(Passage(False, j - i, (whole,)))
        else:
            pieces = words("\n".join(before[i:j]), "\n".join(after[k:m]))
            found.append(Passage(True, max(j - i, m - k), pieces))
    return tuple(found)


def words(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of which two passages are made, in the order of both."""
    before, after = _tokens(old), _tokens(new)
    steps = _steps(before, after)
    kept = sum(j - i for same, i, j, _, _ in steps if same)
    if kept < LITTLE * max(len(before), len(after)):
        return _pieces([("delete", old), ("insert", new)])
    raw: list[tuple[Op, str]] = []
    for place, (same, i, j, k, m) in enumerate(steps):
        island = 0 < place < len(steps) - 1 and not any(map(_is_word, before[i:j]))
        if same and not island:
            raw.append(("equal", "".join(before[i:j])))
        else:
            raw += [("delete", "".join(before[i:j])), ("insert", "".join(after[k:m]))]
    return _pieces(raw)


def sizes(found: Sequence[Passage]) -> tuple[int, int]:
    """How many words came and how many went; characters, where there are no spaces."""
    counts: Counter[Op] = Counter()
    for piece in (piece for passage in found if passage.changed for piece in passage.pieces):
        counts[piece.op] += sum(map(_is_word, _tokens(piece.text)))
    return counts["insert"], counts["delete"]


Step = tuple[bool, int, int, int, int]


def _steps(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Step]:
    """Runs that are the same or not: from and to in the one, from and to in the other."""
    if len(before) + len(after) > MAX_TOKENS:
        return [(False, 0, len(before), 0, len(after))]
    counts = Counter(after)
    pairs = sum(number * counts[token] for token, number in Counter(before).items())
    matcher = SequenceMatcher(None, before, after, autojunk=pairs > MAX_PAIRS)
    return [(op == "equal", i, j, k, m) for op, i, j, k, m in matcher.get_opcodes()]


def _pieces(raw: Sequence[tuple[Op, str]]) -> tuple[Piece, ...]:
    """Without empty ones; between two that stay, what went stands before what came."""
    merged: list[Piece] = []
    for changed, run in groupby((part for part in raw if part[1]), lambda part: part[0] != "equal"):
        parts = list(run)
        for op in ("delete", "insert") if changed else ("equal",):
            text = "".join(text for kind, text in parts if kind == op)
            merged += [Piece(op, text)] if text else []
    return tuple(merged)


class _Classes(dict[int, str]):
    """Each character's class: s space, d letter of a script without spaces, m mark, w, p."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        category = unicodedata.category(letter)
        if letter.isspace():
            found = "s"
        elif category[0] == "M":
            found = "m"
        elif dense(letter):
            found = "d"
        else:
            found = "w" if category[0] in "LN" else "p"
        self[code] = found
        return found


_CLASSES = _Classes()
_TOKEN = re.compile("dm*|[wm]+|s|p")


def _tokens(text: str) -> list[str]:
    """Words, spaces, signs, and single letters of scripts without spaces with their marks."""
    classes = text.translate(_CLASSES)
    return [text[match.start() : match.end()] for match in _TOKEN.finditer(classes)]


def _is_word(token: str) -> bool:
    return _CLASSES[ord(token[0])] in "dwm"


def marked(pieces: Sequence[Piece]) -> Iterator[tuple[Op, str]]:
    """The pieces with their marks, as `git diff --word-diff` writes them: [-old-]{+new+}."""
    for piece in pieces:
        match piece.op:
            case "delete":
                yield piece.op, f"[-{piece.text}-]"
            case "insert":
                yield piece.op, f"{{+{piece.text}+}}"
            case _:
                yield piece.op, piece.text

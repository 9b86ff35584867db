"""What lines share with the title, the lines around, and the longest stretch of text."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain, compress

import numpy as np
from numpy.typing import NDArray

from cleaners.features.around import window
from cleaners.features.containers import Floats
from cleaners.features.likeness import letters
from cleaners.features.wording import stem_set
from cleaners.types import Block

SHARED = (
    "title_shared", "next_shared", "next_shared_long", "previous_shared", "text_shared",
    "run_shared", "run_shared_count", "head_shared",
)  # fmt: skip

ABOVE, BELOW = 60, 40
"""Lines above the first good line and below the last one that are compared with the text."""

HEAD = 4
"""Paragraphs at the beginning of the longest stretch that a summary has most to do with."""

MOST_COUNTED = 20
WIDTHS = (2, 6)

_NOTHING = (-1.0,) * len(SHARED)
Stems = frozenset[str]


def read_shared(
    blocks: Sequence[Block], columns: Mapping[str, Floats], run: tuple[int, int], title: str | None
) -> dict[str, Floats]:
    """The columns of what the lines share; `run` are the places of the longest stretch."""
    good = columns["good"] > 0
    stems = _stems(blocks, columns, good)
    rows = _rows(stems, good.tolist(), run, stem_set(title or ""))
    found = dict(zip(SHARED, np.array(rows, dtype=np.float64).T, strict=True))
    known = found["run_shared"] >= 0
    for width in WIDTHS:
        total = window(np.where(known, found["run_shared"], 0.0), width)
        count = np.maximum(1.0, window(known.astype(np.float64), width))
        found[f"run_shared_within_{width}"] = total / count
    found["is_title"] = _are_title(blocks, title)
    return found


def _stems(
    blocks: Sequence[Block], columns: Mapping[str, Floats], good: NDArray[np.bool_]
) -> list[Stems]:
    """The stems of the lines from some way above the good text to some way below it."""
    none = Stems()
    at = np.flatnonzero(good)
    if not len(at):
        return [none] * len(blocks)
    first, last = at[0] - ABOVE, at[-1] + BELOW
    cut = columns["cut"].tolist()
    return [
        stem_set(block.text) if first <= place <= last and not cut[place] else none
        for place, block in enumerate(blocks)
    ]


def _rows(
    stems: Sequence[Stems], good: Sequence[bool], run: tuple[int, int], title: Stems
) -> list[tuple[float, ...]]:
    """A row a line, in the order of `SHARED`."""
    begin, end = run
    inside = [place for place in range(begin, end + 1) if good[place]]
    everything = Counter(chain.from_iterable(compress(stems, good)))
    stretch = Counter(chain.from_iterable([stems[place] for place in inside]))
    head = Stems().union(*[stems[place] for place in inside[:HEAD]])
    following = _nearest(stems, good, range(len(stems) - 1, -1, -1))
    preceding = _nearest(stems, good, range(len(stems)))
    rows = [_NOTHING] * len(stems)
    for place, own in enumerate(stems):
        if own:
            size, after, before = len(own), following[place], preceding[place]
            once = int(good[place])
            twice = once if begin <= place <= end else 0
            below = len(own & after) if after else -1
            of_run = sum([stretch[stem] > twice for stem in own])
            rows[place] = (
                len(own & title) / size,
                below / size if after else -1.0,
                below,
                len(own & before) / size if before else -1.0,
                sum([everything[stem] > once for stem in own]) / size,
                of_run / size,
                min(MOST_COUNTED, of_run),
                len(own & head) / size,
            )
    return rows


def _nearest(stems: Sequence[Stems], good: Sequence[bool], order: range) -> list[Stems]:
    """The stems of the last good line before each line, in that order."""
    result = [Stems()] * len(stems)
    last = Stems()
    for place in order:
        result[place] = last
        if good[place]:
            last = stems[place]
    return result


def _are_title(blocks: Sequence[Block], title: str | None) -> Floats:
    """1 for the lines that are the title, letter by letter."""
    key = letters(title or "")
    if not key:
        return np.zeros(len(blocks))
    shortest, longest = len(key), 3 * len(key)
    return np.array(
        [shortest <= len(b.text) <= longest and letters(b.text) == key for b in blocks],
        dtype=np.float64,
    )

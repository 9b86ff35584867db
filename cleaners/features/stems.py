"""What the longer words of a line share with the title, and with the text around it."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from itertools import chain, compress

import numpy as np

from cleaners.features.containers import Floats
from cleaners.features.likeness import Context
from cleaners.features.wording import stem_set
from cleaners.types import Block

SHARED_COLUMNS = (
    "title_shared", "description_shared", "next_shared", "previous_shared", "text_shared",
    "next_shared_long",
)  # fmt: skip

_NOTHING_SHARED = (-1.0,) * len(SHARED_COLUMNS)


def stems_near_text(blocks: Sequence[Block], columns: Mapping[str, Floats]) -> list[frozenset[str]]:
    """The stems of the good blocks and of the short ones near them; of others none."""
    good = np.flatnonzero(columns["good"])
    if not len(good):
        return [frozenset()] * len(blocks)
    first, last = max(0, good[0] - 12), good[-1] + 8
    none = frozenset[str]()
    cut = columns["cut"]
    return [
        stem_set(block.text) if first <= place <= last and not cut[place] else none
        for place, block in enumerate(blocks)
    ]


def shared_with_others(
    stems: Sequence[frozenset[str]], good: Floats, context: Context
) -> dict[str, Floats]:
    """What the stems of each block share with the title, the summary, and the text around."""
    title, summary = stem_set(context.title or ""), stem_set(context.description or "")
    times = Counter(chain.from_iterable(compress(stems, good)))
    twice = {stem for stem, count in times.items() if count > 1}
    elsewhere = (times.keys(), twice)
    following = _nearest_good(stems, good, range(len(stems) - 1, -1, -1))
    preceding = _nearest_good(stems, good, range(len(stems)))
    around = zip(stems, following, preceding, good.astype(int).tolist(), strict=True)
    rows = [
        _shared(own, title, summary, after, before, elsewhere[once]) if own else _NOTHING_SHARED
        for own, after, before, once in around
    ]
    return dict(zip(SHARED_COLUMNS, np.array(rows, dtype=np.float64).T, strict=True))


def _shared(
    own: frozenset[str],
    title: frozenset[str],
    summary: frozenset[str],
    after: frozenset[str],
    before: frozenset[str],
    everything: Set[str],
) -> tuple[float, ...]:
    """What the stems of a block share with the title, the summary, and the text around."""
    size, below = len(own), len(own & after)
    return (
        len(own & title) / size,
        len(own & summary) / size,
        below / size if after else -1.0,
        len(own & before) / size if before else -1.0,
        len(own & everything) / size,
        below if after else -1.0,
    )


def _nearest_good(
    stems: Sequence[frozenset[str]], good: Floats, order: range
) -> list[frozenset[str]]:
    """The stems of the last good block before each block, in that order."""
    result: list[frozenset[str]] = [frozenset()] * len(stems)
    last = frozenset[str]()
    is_good = good.tolist()
    for place in order:
        result[place] = last
        if is_good[place]:
            last = stems[place]
    return result

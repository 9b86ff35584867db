"""Which blocks of a labelled page are article text: the gold, met with our own blocks.

A gold text is met in order: a short block counts only where a neighbour is met beside it. A gold
of segments says something about the blocks that hold one, and nothing about the others.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cleaners.tree import normalise
from cleaners.types import Block

UNKNOWN = -1
MAX_PLACES = 12
"""Places in the gold at which one block is tried."""

SURE_LETTERS = 30
"""Letters from which a block that stands in the gold is text, wherever it stands."""

MAX_GAP = 6
"""Letters of the gold between two blocks that are met side by side."""

ENOUGH = 0.75
"""Share of a block's words in the gold, in runs of four, from which it is text."""

LITTLE = 0.25

MOST_AGAINST = 1.5
"""What all blocks of a page that are no text count together, its text counting one half."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Labels:
    """For each block 1 (text), 0 (not) or -1 (nobody says), and how much that counts."""

    values: tuple[int, ...]
    weights: tuple[float, ...]


def words(text: str) -> list[str]:
    """The words of a text, in lower case and composed as our blocks are."""
    return _WORD.findall(normalise(text).lower())


def label(blocks: Sequence[Block], row: Mapping[str, object]) -> Labels | None:
    """The labels that a row of the gold gives to a page's blocks; None if it gives none."""
    if isinstance(row.get("kinds"), dict) or "text" not in row:
        return _by_segments(blocks, row)
    gold = str(row["text"] or "")
    optional = [
        "".join(words(str(part["text"])))
        for part in _listed(row.get("blocks"))
        if isinstance(part, dict) and part.get("optional")
    ]
    return _by_text(blocks, gold, optional) if words(gold) else None


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _by_text(blocks: Sequence[Block], gold: str, optional: Sequence[str]) -> Labels:
    keys = ["".join(words(block.text)) for block in blocks]
    text = "".join(words(gold))
    met = _aligned(keys, text)
    runs = _runs(words(gold))
    values, weights = [], []
    for place, (block, key) in enumerate(zip(blocks, keys, strict=True)):
        value = 1 if place in met else _by_share(block, runs)
        if value == 1 and place not in met and key in text:
            value = UNKNOWN if len(key) < 200 else 0  # the same text stands at another place
        if key in optional or not key:
            value = UNKNOWN
        values.append(value)
        weights.append(1.0 + min(len(key), 400) / 100)
    return Labels(tuple(values), tuple(_balanced(values, weights)))


def _balanced(values: Sequence[int], weights: Sequence[float]) -> list[float]:
    """What a block counts, the text of a page counting one half.

    A line too many costs what a line too few does, so the rest is measured by the text; but all
    of it together counts no more than `MOST_AGAINST`.
    """
    text, rest = (
        sum(weight for value, weight in zip(values, weights, strict=True) if value == side)
        for side in (1, 0)
    )
    unit = {1: 0.5 / max(1.0, text), 0: min(0.5 / max(1.0, text), MOST_AGAINST / max(1.0, rest))}
    return [unit.get(v, 0.0) * weight for v, weight in zip(values, weights, strict=True)]


def _runs(tokens: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(tokens[i : i + 4]) for i in range(len(tokens) - 3)}


def _by_share(block: Block, runs: set[tuple[str, ...]]) -> int:
    """The label of a block that is not in the gold as a whole, by the words that are."""
    own = words(block.text)
    if len(own) < 8:
        return 0
    inside = sum(tuple(own[i : i + 4]) in runs for i in range(len(own) - 3)) / (len(own) - 3)
    return 1 if inside >= ENOUGH else 0 if inside <= LITTLE else UNKNOWN


def _aligned(keys: Sequence[str], text: str) -> set[int]:
    """The blocks that make up the gold in its order: the heaviest chain of places."""
    places = [
        (begin, begin + len(key), number)
        for number, key in enumerate(keys)
        if key
        for begin in _found(key, text)
    ]
    chain = _heaviest(places)
    met = {number for _, _, number in chain}
    sure = {number for _, _, number in chain if len(keys[number]) >= SURE_LETTERS}
    for (_, end, first), (begin, _, second) in pairwise(chain):
        if begin - end <= MAX_GAP and second - first <= 6:
            sure |= {first, second}
    return sure & met


def _found(key: str, text: str) -> list[int]:
    found: list[int] = []
    at = text.find(key)
    while at >= 0 and len(found) < MAX_PLACES:
        found.append(at)
        at = text.find(key, at + 1)
    return found


def _heaviest(places: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The chain of places in the order of the page and of the gold with the most letters.

    Places that touch count a little more, so that a short line is met beside its neighbours.
    """
    order = sorted(range(len(places)), key=lambda i: (places[i][2], places[i][0]))
    ends: list[int] = []
    tops: list[tuple[float, int]] = []
    weight: dict[int, float] = {}
    before: dict[int, int] = {}
    waiting: list[int] = []
    number = -1
    for i in [*order, -1]:
        if i < 0 or places[i][2] != number:
            for done in waiting:
                _insert(ends, tops, places[done][1], weight[done], done)
            waiting = []
        if i < 0:
            break
        begin, end, number = places[i]
        at = bisect_right(ends, begin) - 1
        best, last = tops[at] if at >= 0 else (0.0, -1)
        touches = last >= 0 and begin - places[last][1] <= MAX_GAP
        weight[i] = best + (end - begin) + (3.0 if touches else 0.0)
        before[i] = last
        waiting.append(i)
    chain = []
    i = tops[-1][1] if tops else -1
    while i >= 0:
        chain.append(places[i])
        i = before[i]
    return chain[::-1]


def _insert(
    ends: list[int], tops: list[tuple[float, int]], end: int, weight: float, i: int
) -> None:
    """Keep, sorted by end, only the chains that no shorter one outweighs."""
    at = bisect_right(ends, end)
    if at and tops[at - 1][0] >= weight:
        return
    ends.insert(at, end)
    tops.insert(at, (weight, i))
    while at + 1 < len(ends) and tops[at + 1][0] <= weight:
        del ends[at + 1], tops[at + 1]


SEGMENT_WEIGHT = 0.1
KIND_WEIGHT = 0.2
"""What a labelled segment counts, a page counting one; and one whose kind is told."""


def _by_segments(blocks: Sequence[Block], row: Mapping[str, object]) -> Labels | None:
    wanted = [_squeeze(part) for part in _listed(row.get("with"))]
    unwanted = [_squeeze(part) for part in _listed(row.get("without"))]
    weight = KIND_WEIGHT if "kinds" in row else SEGMENT_WEIGHT
    values = [_by_segment(_squeeze(block.text), wanted, unwanted) for block in blocks]
    if all(value == UNKNOWN for value in values):
        return None
    return Labels(tuple(values), tuple(0.0 if value == UNKNOWN else weight for value in values))


def _squeeze(text: object) -> str:
    return normalise(str(text))


def _by_segment(text: str, wanted: Sequence[str], unwanted: Sequence[str]) -> int:
    """1 for a block that holds a wanted segment, 0 for one that is mostly an unwanted one."""
    good = any(part and part in text for part in wanted)
    bad = max((len(part) for part in unwanted if part and part in text), default=0)
    if good:
        return UNKNOWN if bad else 1
    return 0 if bad >= 0.3 * len(text) else UNKNOWN

"""A text hangs together: what stands far from it needs more to be text, a line inside it less.

The scores judge each block by itself. A form, a teaser or a second article is often a group of
lines that look like text, each a little more likely than not, and far from the article.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cleaners.trees import SCALE

GAP = 20
"""Blocks from one line of the text to the next, above which a new group begins."""

SURE_GROUP = round(1.8 * SCALE)
"""The mean score, by letters, from which a group far from the text belongs to it."""

HALF = 0.5
"""The share of the text's weight from which a group is no island."""

LEAST, MOST = SCALE // 10, 6 * SCALE
"""What a letter counts in the weight of a group: its score between these two."""

NEAR = 2
"""Blocks on either side within which text must stand for a line to be inside it."""

ABOVE_HEADING = 6
"""Blocks above a heading within which text must stand: pictures and times may come between."""


@dataclass(frozen=True, slots=True)
class Cohesion:
    """The places of the blocks that are text, and of islands how many blocks away they are."""

    places: NDArray[np.intp]
    islands: Mapping[int, int]


def cohere(
    scores: NDArray[np.int64],
    sizes: NDArray[np.float64],
    needed: NDArray[np.float64],
    needed_inside: NDArray[np.float64],
    needed_heading: NDArray[np.float64] | None = None,
) -> Cohesion:
    """Which blocks are text. `sizes` are letters, `needed` the score that a block must exceed,
    `needed_inside` the same for a block that has text on both sides, `needed_heading` for one
    that has text right below, and some above."""
    places = np.flatnonzero(scores > needed)
    groups = np.split(places, np.flatnonzero(np.diff(places) > GAP) + 1)
    islands = _islands(groups, scores, sizes) if len(groups) > 1 else {}
    text = np.zeros(len(scores), dtype=bool)
    text[places] = True
    text[list(islands)] = False
    inside = _enclosed(text, NEAR) & (scores > needed_inside)
    if needed_heading is not None:
        inside |= _enclosed(text, ABOVE_HEADING) & (scores > needed_heading)
    text |= inside
    return Cohesion(np.flatnonzero(text), islands)


def _islands(
    groups: list[NDArray[np.intp]], scores: NDArray[np.int64], sizes: NDArray[np.float64]
) -> dict[int, int]:
    """The blocks of the groups that do not belong to the heaviest one, with their distance."""
    weights = [float((sizes[g] * np.clip(scores[g], LEAST, MOST)).sum()) for g in groups]
    heaviest = int(np.argmax(weights))
    first, last = groups[heaviest][0], groups[heaviest][-1]
    found: dict[int, int] = {}
    for group, weight in zip(groups, weights, strict=True):
        mean = float((sizes[group] * scores[group]).sum() / sizes[group].sum())
        if weight < HALF * weights[heaviest] and mean < SURE_GROUP:
            found |= {int(i): int(i - last if i > last else first - i) for i in group}
    return found


def _enclosed(text: NDArray[np.bool_], reach: int) -> NDArray[np.bool_]:
    """Which blocks have text within `reach` blocks above, and within `NEAR` below."""
    above, below = np.zeros_like(text), np.zeros_like(text)
    for by in range(1, reach + 1):
        above[by:] |= text[:-by]
    for by in range(1, NEAR + 1):
        below[:-by] |= text[by:]
    return above & below

"""What stands above and below a block: its neighbours, the heading above, the text around."""

from collections.abc import Iterable, Mapping

import numpy as np

from cleaners.features.containers import Floats, Integers

FAR = 99.0
"""The distance to what the page does not have, and the longest that is told apart."""

BELOW = ("cut", "tag", "here")
"""Columns that are read of the block below."""

OF_HEADING = ("families", "title_shared")
"""Columns that are read of the last heading above."""


def around(columns: Mapping[str, Floats]) -> dict[str, Floats]:
    """What stands below a block, and how dense text and links are around."""
    found = {f"{name}_below_1": shifted(columns[name], 1) for name in BELOW}
    size, linked = columns["characters"], columns["linked_size"]
    near = np.maximum(1.0, window(size, 3))
    found["good_within_3"] = window(columns["good"] * size, 3) / near
    found["linked_within_3"] = window(linked, 3) / near
    found["linked_within_8"] = window(linked, 8) / np.maximum(1.0, window(size, 8))
    return found


def below_heading(
    columns: Mapping[str, Floats], names: Iterable[str] = OF_HEADING
) -> dict[str, Floats]:
    """What the last heading above says, in those columns, and how far it is."""
    above = last_heading(columns["heading"])
    has = above >= 0
    distance = np.minimum(np.arange(len(above)) - above, FAR)
    found = {"heading_distance": np.where(has, distance, FAR).astype(np.float64)}
    for name in names:
        found[f"{name}_of_heading"] = np.where(has, columns[name][above], -1.0)
    return found


def last_heading(headings: Floats) -> Integers:
    """For each block the place of the last heading above it, -1 where there is none."""
    marks = np.where(headings > 0, np.arange(len(headings)), -1)
    last: Integers = np.maximum.accumulate(np.concatenate(([-1], marks[:-1])))
    return last


def shifted(values: Floats, by: int, outside: float = -1.0) -> Floats:
    """The value of the block so many places below (above if negative); `outside` beyond the page.

    >>> shifted(np.array([1.0, 2.0, 3.0]), -1).tolist()
    [-1.0, 1.0, 2.0]
    """
    result = np.full_like(values, outside)
    if abs(by) < len(values):
        if by < 0:
            result[-by:] = values[:by]
        else:
            result[: len(values) - by] = values[by:]
    return result


def window(values: Floats, width: int) -> Floats:
    """The sum over so many blocks above and below, the block itself included."""
    padded = np.concatenate(([0.0], np.cumsum(values)))
    count = len(values)
    places = np.arange(count)
    return padded[np.minimum(count, places + width + 1)] - padded[np.maximum(0, places - width)]


def since(mask: Floats) -> Floats:
    """How many blocks ago the mask was last set, before each block itself; `FAR` at most."""
    places = np.arange(len(mask))
    marks = np.where(mask > 0, places, -1_000)
    last = np.maximum.accumulate(np.concatenate(([-1_000], marks[:-1])))
    return np.minimum(places - last, FAR).astype(np.float64)

"""What stands above and below a block: its neighbours, the heading above, the text around."""

from collections.abc import Mapping

import numpy as np

from cleaners.features.containers import Floats, Integers, Table

FAR = 99.0
"""The distance to what the page does not have, and the longest that is told apart."""

WINDOWS = (3, 8)
NEIGHBOURS = (-2, -1, 1, 2)
SHIFTED = ("words", "linked", "cut", "families", "commas", "pictures")
SHIFTED_ONCE = ("characters", "level", "tag", "cue", "ends_with_colon", "is_title", "here")
"""Columns that are read of the blocks above and below, and of those only right beside."""


def neighbours(table: Table, columns: Mapping[str, Floats]) -> dict[str, Floats]:
    """The neighbours above and below, and how dense the text is around."""
    found: dict[str, Floats] = {}
    home = np.asarray(table.home)[table.of_block].astype(np.float64)
    beside = _shifted_rows(np.array([columns[name] for name in SHIFTED]))
    for by in NEIGHBOURS:
        side = f"{'above' if by < 0 else 'below'}_{abs(by)}"
        found |= {f"{name}_{side}": row for name, row in zip(SHIFTED, beside[by], strict=True)}
        found[f"same_home_{side}"] = (shifted(home, by) == home).astype(np.float64)
    for by in (-1, 1):
        side = "above_1" if by < 0 else "below_1"
        found |= {f"{name}_{side}": shifted(columns[name], by) for name in SHIFTED_ONCE}
    size = columns["characters"]
    for width in WINDOWS:
        total = np.maximum(1.0, window(size, width))
        found[f"good_within_{width}"] = window(columns["good"] * size, width) / total
        found[f"linked_within_{width}"] = window(columns["linked_size"], width) / total
        found[f"cut_within_{width}"] = window(columns["cut"], width)
    return found


def _shifted_rows(rows: Floats) -> dict[int, Floats]:
    """The rows moved by each of `NEIGHBOURS`; -1 beyond the page."""
    count = rows.shape[1]
    reach = max(NEIGHBOURS)
    wide = np.full((len(rows), count + 2 * reach), -1.0)
    wide[:, reach : reach + count] = rows
    return {by: wide[:, reach + by : reach + by + count] for by in NEIGHBOURS}


def below_heading(columns: Mapping[str, Floats]) -> dict[str, Floats]:
    """What the last heading above says, and how far it is."""
    above = last_heading(columns["heading"])
    has = above >= 0
    distance = np.minimum(np.arange(len(above)) - above, FAR)
    found = {"heading_distance": np.where(has, distance, FAR).astype(np.float64)}
    for name in ("families", "cue", "level", "linked", "words", "title_shared", "cut"):
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

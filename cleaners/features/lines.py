"""The features of lines that have lost their markup: words, shapes, and what stands around them.

As for pages, only whole numbers and their quotients: the same lines give the same numbers on
every machine. Nothing tells how long the page is or how much text it has: few hundred pages teach
the judgement, and by such numbers it would know each again.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from cleaners.features.around import FAR, below_heading, shifted, since
from cleaners.features.containers import Floats, Table
from cleaners.features.line_shared import read_shared
from cleaners.features.line_words import line_tokens, read_words
from cleaners.features.page import GOOD_WORDS, LONG_WORDS, Features, cut_columns, repeats
from cleaners.types import Block

DOUBTFUL = ("byline", "comments", "related-list", "author-bio")
"""Rules that now and then cut text: their cuts are features, and the judgement may acquit."""

REACH = 3
BESIDE = (
    "words", "good", "item", "cut", "families", "commas", "byline", "digits", "capitals",
    "letters", "credited", "title_shared", "text_shared",
)  # fmt: skip
NEXT_TO = ("characters", "cue", "ends_with_colon", "is_title", "asks", "listed")
"""Columns that are read of the lines above and below, and of those only right beside."""

OF_HEADING = ("families", "cue", "words", "title_shared", "text_shared", "cut")
"""Columns that are read of the last heading above."""

WINDOWS = (2, 5, 12, 30)
TWIN_LETTERS = 24
"""Letters at the beginning of two lines that make them twins, as a picture's two captions are."""

STRETCHES = {"run": 60, "loose": 25, "tight": 160}
"""Characters of text that a line without any outweighs, where the longest stretch is sought."""

MOST_OF_LINE = 600.0
"""Characters of a line of text that count."""

DATED_WORDS = 14
"""Words of the longest line that is a date or a time."""

SIDES = (3, 8)
"""Lines above and below whose text is added up."""


def read_line_features(
    blocks: Sequence[Block], cut_by: Mapping[int, str], title: str | None
) -> Features:
    """The features of all lines. `cut_by` names what the rules cut, by block number."""
    columns = read_words(blocks)
    columns |= cut_columns(blocks, cut_by, DOUBTFUL)
    good = _good(columns)
    columns["good"] = good
    columns["repeats"] = repeats(blocks)
    columns |= _twins(blocks)
    run = longest_text(columns["characters"], good)
    columns |= read_shared(blocks, columns, run, title)
    columns |= _places(columns, good)
    columns |= _stretches(columns, good)
    columns |= _nearest(columns, good)
    columns |= _beside(columns)
    columns |= _within(columns)
    columns |= below_heading(columns, OF_HEADING)
    table = Table([0] * len(blocks))
    return Features(columns, table, tuple([line_tokens(block.text) for block in blocks]))


def _good(columns: Mapping[str, Floats]) -> Floats:
    """1 for what reads like sentences of an article and no rule cut, else 0."""
    words = columns["words"]
    long = (words >= GOOD_WORDS) & (columns["finished"] > 0) | (words >= LONG_WORDS)
    good: Floats = (long & ((columns["heading"] + columns["cut"]) == 0)).astype(np.float64)
    return good


def _twins(blocks: Sequence[Block]) -> dict[str, Floats]:
    """How far above and below a line stands another that begins as it does."""
    count = len(blocks)
    above, below = np.full(count, FAR), np.full(count, FAR)
    last: dict[str, int] = {}
    for place, block in enumerate(blocks):
        key = block.text[:TWIN_LETTERS].casefold()
        if (other := last.get(key)) is not None:
            above[place] = below[other] = min(FAR, place - other)
        last[key] = place
    return {"to_twin_above": above, "to_twin_below": below}


def longest_text(size: Floats, good: Floats, costs: float = STRETCHES["run"]) -> tuple[int, int]:
    """The first and last line of the stretch with the most text, counting what is none against it.

    Kadane's maximum subarray; (0, -1) where there is no text.

    >>> longest_text(np.array([90., 9., 200., 9., 300.]), np.array([1., 0., 1., 0., 1.]))
    (0, 4)
    """
    if not good.any():
        return (0, -1)
    worth = np.where(good > 0, np.minimum(size, MOST_OF_LINE), -float(costs))
    total = np.cumsum(worth)
    before = np.concatenate(([0.0], total[:-1]))
    least = np.minimum.accumulate(before)
    end = int(np.argmax(total - least))
    begin = int(np.argmin(before[: end + 1]))
    return begin, end


def _stretches(columns: Mapping[str, Floats], good: Floats) -> dict[str, Floats]:
    """Where a line stands against the longest stretches of text, a strict one and lenient ones."""
    places = np.arange(len(good), dtype=np.float64)
    size = columns["characters"]
    text = good * np.minimum(size, MOST_OF_LINE)
    found: dict[str, Floats] = {}
    for name, costs in STRETCHES.items():
        begin, end = longest_text(size, good, costs)
        found[f"from_first_{name}"] = np.clip(places - begin, -FAR, FAR)
        found[f"from_last_{name}"] = np.clip(places - end, -FAR, FAR)
        share = float(text[begin : end + 1].sum()) / max(1.0, float(text.sum()))
        found[f"share_{name}"] = np.full(len(good), share)
    begin, end = longest_text(size, good)
    within = (places >= begin) & (places <= end)
    found["place_in_run"] = np.where(within, (places - begin) / max(1, end - begin), -1.0)
    return found


def _places(columns: Mapping[str, Floats], good: Floats) -> dict[str, Floats]:
    """Where a line stands on the page, and against its text and its title."""
    count = len(good)
    places = np.arange(count, dtype=np.float64)
    size = good * columns["characters"]
    cut, like = columns["cut"], columns["is_title"]
    at = np.flatnonzero(good)
    first, last = (float(at[0]), float(at[-1])) if len(at) else (FAR, -FAR)
    titles = np.flatnonzero(like)
    begin, _ = longest_text(columns["characters"], good)
    near = titles[np.abs(titles - begin).argmin()] if len(titles) else None
    far = np.full(count, FAR)
    return {
        "place": places / count,
        "number": np.minimum(places, 999.0),
        "number_from_end": np.minimum(count - 1 - places, 999.0),
        "good_above": (np.cumsum(size) - size) / max(1.0, float(size.sum())),
        "good_blocks_above": np.cumsum(good) - good,
        "good_blocks_below": good.sum() - np.cumsum(good),
        "from_first_good": np.clip(places - first, -FAR, FAR),
        "from_last_good": np.clip(places - last, -FAR, FAR),
        "cut_above": (np.cumsum(cut) - cut) / np.maximum(1.0, places),
        "from_title": far if near is None else np.clip(places - near, -FAR, FAR),
        "titles_above": np.cumsum(like) - like,
    }


def _nearest(columns: Mapping[str, Floats], good: Floats) -> dict[str, Floats]:
    """How far the next line of a kind is, how long runs of lines are, how much text is near."""
    finished = columns["finished"]
    dated = (columns["year"] + columns["clock"] > 0) & (columns["words"] <= DATED_WORDS)
    found: dict[str, Floats] = {}
    for name, mask in (
        ("good", good), ("cut", columns["cut"]), ("open", 1 - finished), ("finished", finished),
        ("dated", dated.astype(np.float64)), ("named", columns["byline"]),
        ("title", columns["is_title"]),
    ):  # fmt: skip
        found[f"to_previous_{name}"] = since(mask)
        found[f"to_next_{name}"] = since(mask[::-1])[::-1]
    around = {
        name: np.minimum(FAR, found[f"to_previous_{name}"] + found[f"to_next_{name}"])
        for name in ("good", "open", "finished")
    }
    found["gap_of_good"] = around["good"]
    found["run_of_finished"] = around["open"] * finished
    found["run_of_open"] = around["finished"] * (1 - finished)
    return found | _text_beside(good * np.minimum(columns["characters"], MOST_OF_LINE))


def _text_beside(text: Floats) -> dict[str, Floats]:
    """How much text the lines right above and right below have."""
    total = np.concatenate(([0.0], np.cumsum(text)))
    count = len(text)
    places = np.arange(count)
    found: dict[str, Floats] = {}
    for width in SIDES:
        found[f"good_size_above_{width}"] = total[places] - total[np.maximum(0, places - width)]
        below = total[np.minimum(count, places + width + 1)]
        found[f"good_size_below_{width}"] = below - total[places + 1]
    return found


def _beside(columns: Mapping[str, Floats]) -> dict[str, Floats]:
    """What the lines above and below are."""
    rows = np.array([columns[name] for name in BESIDE])
    count = rows.shape[1]
    wide = np.full((len(rows), count + 2 * REACH), -1.0)
    wide[:, REACH : REACH + count] = rows
    found: dict[str, Floats] = {}
    for by in range(-REACH, REACH + 1):
        side = f"{'above' if by < 0 else 'below'}_{abs(by)}"
        moved = wide[:, REACH + by : REACH + by + count]
        if by:
            found |= {f"{name}_{side}": row for name, row in zip(BESIDE, moved, strict=True)}
        if abs(by) == 1:
            found |= {f"{name}_{side}": shifted(columns[name], by) for name in NEXT_TO}
    return found


def _within(columns: Mapping[str, Floats]) -> dict[str, Floats]:
    """How dense the text is around, and what else there is."""
    size, good = columns["characters"], columns["good"]
    rows = np.array([
        good * size, size, columns["cut"], 1 - columns["finished"], columns["digits"],
        np.minimum(columns["repeats"], 3),
    ])  # fmt: skip
    sums = np.concatenate((np.zeros((len(rows), 1)), np.cumsum(rows, axis=1)), axis=1)
    count = len(size)
    places = np.arange(count)
    found: dict[str, Floats] = {}
    for width in WINDOWS:
        after, before = np.minimum(count, places + width + 1), np.maximum(0, places - width)
        text, letters, cut, unfinished, digits, repeated = sums[:, after] - sums[:, before]
        found[f"good_within_{width}"] = text / np.maximum(1.0, letters)
        found[f"size_within_{width}"] = letters / (2 * width + 1)
        found[f"cut_within_{width}"] = cut
        found[f"open_within_{width}"] = unfinished
        found[f"digits_within_{width}"] = digits
        found[f"repeats_within_{width}"] = repeated
    return found

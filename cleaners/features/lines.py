"""The features of lines that have lost their markup: words, shapes, and what stands around them.

As for pages, only whole numbers and their quotients: the same lines give the same numbers on
every machine.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from cleaners.features.around import FAR, last_heading, shifted, since, window
from cleaners.features.containers import Floats, flat_table
from cleaners.features.likeness import Context, likeness
from cleaners.features.page import GOOD_WORDS, LONG_WORDS, Features, cut_columns, repeats
from cleaners.features.signs import Joined
from cleaners.features.stems import shared_with_others, stems_near_text
from cleaners.features.wording import photos, text_columns, tokens
from cleaners.steps.plain_lines import is_caption_like, is_listed
from cleaners.types import Block

SHAPE_COLUMNS = (
    "ends_open", "ends_in_dots", "ends_in_letter", "ends_in_digit", "capital_letters", "letters",
    "listed", "stamped", "spoken", "joined", "quotes", "brackets", "sentence_letters", "slashes",
    "credited",
)  # fmt: skip

RULES = (
    "byline", "comments", "related-list", "tag-list", "newsletter", "share", "comment-form",
    "author-bio", "paywall",
)  # fmt: skip
"""The rules whose cuts are features of their own."""

DOUBTFUL = ("byline", "comments", "related-list", "author-bio")
"""Rules that now and then cut text: the judgement may acquit."""

NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
BESIDE = (
    "words", "good", "item", "cut", "families", "commas", "byline", "digits", "capitals",
    "letters", "credited", "title_shared", "text_shared",
)  # fmt: skip
TWIN_LETTERS = 24
"""Letters at the beginning of two lines that make them twins, as a picture's two captions are."""

WINDOWS = (2, 5, 12, 30)
MAX_KNOWN = 120
"""Characters of a line whose shape is remembered."""

NO_TEXT_COSTS = 60
"""Characters of text that a line without any outweighs, where the longest stretch is sought."""

_WORD = re.compile(r"[^\W_]+")
_STAMP = re.compile(r"\d{1,2}[:.h]\d{2}|\d{1,2}\.\s?\d{1,2}\.")
_SPOKEN = re.compile(r"[\"'“”„«»‘’「『—–-]")
_JOINED = re.compile(r"[a-zа-яё][A-ZА-Я][a-zа-я]|\d[^\W\d_]{3}|[^\W\d_]{3}\d")
_QUOTES = '"“”„«»「」『』'
_BRACKETS = "()[]{}（）"
_STOPS = re.compile(r"[.!?…。！？।۔؟]+(?:\s|$)|[。！？]")
_SLASHES = "/\\_&+="


def read_line_features(
    blocks: Sequence[Block], cut_by: Mapping[int, str], title: str | None
) -> Features:
    """The features of all lines. `cut_by` names what the rules cut, by block number."""
    joined = Joined([block.text for block in blocks])
    columns = text_columns(blocks, joined, [False] * len(blocks), None, None)
    columns["photo"] = photos([block.text for block in blocks], joined, columns["words"])
    shapes = np.array([_shape(block.text) for block in blocks], dtype=np.float64)
    columns |= dict(zip(SHAPE_COLUMNS, shapes.T, strict=True))
    columns |= cut_columns(blocks, cut_by, RULES)
    good = _good(columns)
    columns["good"] = good
    columns["repeats"] = repeats(blocks)
    columns |= _twins(blocks)
    stems = stems_near_text(blocks, columns)
    context = Context(title=title)
    columns |= likeness(blocks, joined, columns, context)
    columns |= shared_with_others(stems, good, context)
    columns |= _places(columns, good)
    columns |= _around(columns)
    columns |= _below_heading(columns)
    columns |= _of_page(columns, good)
    table = flat_table(len(blocks))
    return Features(columns, table, tuple(line_tokens(block.text) for block in blocks))


def line_tokens(text: str) -> tuple[str, ...]:
    """The first words of a line, and its last one, marked as such.

    >>> line_tokens("Photo: Anna Berg")
    ('photo', 'anna', 'berg', '$berg')
    """
    last = _WORD.findall(text[-40:].casefold())
    return (*tokens(text), "$" + last[-1]) if last else tokens(text)


def _twins(blocks: Sequence[Block]) -> dict[str, Floats]:
    """How far above and below a line stands another that begins as it does."""
    count = len(blocks)
    keys = [block.text[:TWIN_LETTERS].casefold() for block in blocks]
    found = {}
    for side, order in (("above", range(count)), ("below", range(count - 1, -1, -1))):
        last: dict[str, int] = {}
        distance = np.full(count, FAR)
        for place in order:
            key = keys[place]
            if key in last:
                distance[place] = min(FAR, abs(place - last[key]))
            last[key] = place
        found[f"to_twin_{side}"] = distance
    return found


def _shape(text: str) -> tuple[float, ...]:
    return _known_shape(text) if len(text) <= MAX_KNOWN else shape_row(text)


def shape_row(text: str) -> tuple[float, ...]:
    """The shape of a line, in the order of `SHAPE_COLUMNS`."""
    start, last = text[:400], text[-1]
    letters = sum(map(str.isalpha, start))
    return (
        last in ":：;；,،、",
        text.endswith(("…", "...")),
        last.isalpha(),
        last.isdigit(),
        sum(map(str.isupper, start)) / (letters or 1),
        letters / len(start),
        is_listed(start),
        _STAMP.match(start) is not None,
        _SPOKEN.match(start) is not None,
        len(_JOINED.findall(start)),
        sum(map(start.count, _QUOTES)),
        sum(map(start.count, _BRACKETS)),
        len(start) / (1 + len(_STOPS.findall(start))),
        sum(map(start.count, _SLASHES)),
        is_caption_like(text[-400:]),
    )


_known_shape = lru_cache(maxsize=16_384)(shape_row)
"""The same, remembered: short lines come again on every page of a site."""


def longest_text(size: Floats, good: Floats) -> tuple[int, int]:
    """The first and last line of the stretch with the most text, counting what is none against it.

    Kadane's maximum subarray; (0, -1) where there is no text.

    >>> longest_text(np.array([90., 9., 200., 9., 300.]), np.array([1., 0., 1., 0., 1.]))
    (0, 4)
    """
    if not good.any():
        return (0, -1)
    worth = np.where(good > 0, np.minimum(size, 600.0), -float(NO_TEXT_COSTS))
    total = np.cumsum(worth)
    before = np.concatenate(([0.0], total[:-1]))
    least = np.minimum.accumulate(before)
    end = int(np.argmax(total - least))
    begin = int(np.argmin(before[: end + 1]))
    return begin, end


def _good(columns: Mapping[str, Floats]) -> Floats:
    """1 for what reads like sentences of an article and no rule cut, else 0."""
    words = columns["words"]
    long = (words >= GOOD_WORDS) & (columns["finished"] > 0) | (words >= LONG_WORDS)
    good: Floats = (long & ((columns["heading"] + columns["cut"]) == 0)).astype(np.float64)
    return good


def _places(columns: Mapping[str, Floats], good: Floats) -> dict[str, Floats]:
    """Where a line stands: on the page, against text, the longest stretch of it, and the title."""
    count = len(good)
    places = np.arange(count, dtype=np.float64)
    size = good * columns["characters"]
    found = {
        "place": places / count,
        "number": np.minimum(places, 999.0),
        "number_from_end": np.minimum(count - 1 - places, 999.0),
        "good_above": (np.cumsum(size) - size) / max(1.0, float(size.sum())),
        "good_blocks_above": np.cumsum(good) - good,
        "good_blocks_below": good.sum() - np.cumsum(good),
    }
    at = np.flatnonzero(good)
    first, last = (float(at[0]), float(at[-1])) if len(at) else (FAR, -FAR)
    begin, end = longest_text(columns["characters"], good)
    for name, place in (
        ("first_good", first), ("last_good", last), ("first_run", begin), ("last_run", end)
    ):  # fmt: skip
        found[f"from_{name}"] = np.clip(places - place, -FAR, FAR)
    within = (places >= begin) & (places <= end)
    found["place_in_run"] = np.where(within, (places - begin) / max(1, end - begin), -1.0)
    for name, mask in (("good", good), ("cut", columns["cut"]), ("open", 1 - columns["finished"])):
        found[f"to_previous_{name}"] = since(mask)
        found[f"to_next_{name}"] = since(mask[::-1])[::-1]
    cut = columns["cut"]
    found["cut_above"] = (np.cumsum(cut) - cut) / np.maximum(1.0, places)
    like = columns["is_title"]
    at = np.flatnonzero(like > 0)
    near = at[np.abs(at - begin).argmin()] if len(at) else None
    found["from_title"] = (
        np.clip(places - near, -FAR, FAR) if near is not None else np.full(count, FAR)
    )
    found["titles_above"] = np.cumsum(like > 0) - (like > 0)
    return found


def _around(columns: Mapping[str, Floats]) -> dict[str, Floats]:
    """The neighbours above and below, how dense the text is around, how long runs of lines are."""
    found: dict[str, Floats] = {}
    for by in NEIGHBOURS:
        side = f"{'above' if by < 0 else 'below'}_{abs(by)}"
        for name in BESIDE:
            found[f"{name}_{side}"] = shifted(columns[name], by)
        if abs(by) == 1:
            for name in ("characters", "cue", "ends_with_colon", "is_title", "asks", "listed"):
                found[f"{name}_{side}"] = shifted(columns[name], by)
    size, good = columns["characters"], columns["good"]
    for width in WINDOWS:
        total = np.maximum(1.0, window(size, width))
        found[f"good_within_{width}"] = window(good * size, width) / total
        found[f"size_within_{width}"] = window(size, width) / (2 * width + 1)
        found[f"cut_within_{width}"] = window(columns["cut"], width)
        found[f"open_within_{width}"] = window(1 - columns["finished"], width)
        found[f"digits_within_{width}"] = window(columns["digits"], width)
        found[f"repeats_within_{width}"] = window(np.minimum(columns["repeats"], 3), width)
    return found


def _below_heading(columns: Mapping[str, Floats]) -> dict[str, Floats]:
    """What the last heading above says, and how far it is."""
    above = last_heading(columns["heading"])
    has = above >= 0
    distance = np.minimum(np.arange(len(above)) - above, FAR)
    found = {"heading_distance": np.where(has, distance, FAR).astype(np.float64)}
    for name in ("families", "cue", "words", "title_shared", "text_shared", "cut"):
        found[f"{name}_of_heading"] = np.where(has, columns[name][above], -1.0)
    return found


def _of_page(columns: Mapping[str, Floats], good: Floats) -> dict[str, Floats]:
    """What is the same for all lines of a page."""
    size = columns["characters"]
    count = len(good)
    total = max(1.0, float(size.sum()))
    begin, end = longest_text(size, good)
    run = slice(begin, end + 1)
    facts = {
        "page_blocks": count,
        "page_good_blocks": good.sum(),
        "page_good": (good * size).sum(),
        "page_goodness": (good * size).sum() / total,
        "page_open": 1 - columns["finished"].mean(),
        "page_cut": columns["cut"].sum() / count,
        "page_median_good": np.median(size[good > 0]) if good.any() else 0.0,
        "page_words": np.median(columns["words"]),
        "page_run": (good * size)[run].sum() / total,
        "page_run_blocks": end + 1 - begin,
        "page_run_open": 1 - columns["finished"][run].mean() if end >= begin else 1.0,
        "page_titled": (columns["is_title"] > 0).sum(),
        "page_unspaced": columns["unspaced"].mean(),
    }
    return {name: np.full(count, float(value)) for name, value in facts.items()}

"""Labelled pages that have lost their markup, as the trainer sees them.

Each page is met twice: as a whole, with its menus and lists, and as an excerpt around the article,
as people copy it. Where a gold names only segments, the lines that `clean` keeps of the page with
its markup stand for the rest.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cleaners import clean
from cleaners.main_text import Judge
from cleaners.plain import judged_lines, read_lines
from cleaners.plain_title import find_title
from cleaners.tree import page_from_bytes, parse
from cleaners.types import Block, CleaningError, Page
from quality.benchmark import BenchmarkPage
from quality.examples import Example, Gold, example_of, labelled_pages
from quality.flatten import flatten
from quality.judges import judge_for, load_judges
from quality.labels import UNKNOWN, label

TAUGHT = 0.6
"""What a page counts whose lines were labelled by `clean`, a page with its own gold counting 1."""

EXCERPT = 0.7
"""What an excerpt counts."""

MIN_LINES = 3
"""Lines of text from which a page is worth an excerpt."""

TITLE_ABOVE = 40
"""Lines above the text among which its title is sought; an excerpt begins there or above."""

ABOVE = (0, 0, 1, 2, 4, 8)
BELOW = (0, 1, 3, 6, 12, 25)
"""Lines above the title and below the text that an excerpt may have; a hash of the page picks."""

FAR_ABOVE, FAR_BELOW = 12, 25
FAR_TAKEN = 5
"""Of the lines farther from the text one in so many is taken, and counts as many times."""

Numbers = NDArray[np.float64]


def read_line_examples(
    data: Path,
    workers: int,
    names: tuple[str, ...] = (),
    judges: Mapping[int, bytes] | None = None,
) -> Iterator[Example]:
    """All labelled pages of a folder of sets as plain text, each with its excerpt.

    `judges` are the weights by which `clean` judges a page, by its fold; the shipped ones if None.
    """
    tasks = labelled_pages(data, names)
    with get_context("spawn").Pool(workers, load_judges, [dict(judges or {}), {}]) as pool:
        for examples in pool.imap(_examples, tasks, chunksize=8):
            yield from examples


def _examples(task: tuple[BenchmarkPage, Gold]) -> list[Example]:
    page, row = task
    try:
        document = page_from_bytes(page.body(), page.url)
        text = flatten(parse(document))
        blocks = read_lines(text)
        kept = [] if "text" in row else kept_lines(document, judge_for(page))
    except CleaningError:
        return []
    found = labels_of(blocks, row, kept) if blocks else None
    if found is None:
        return []
    values, weights = found
    lines = [block.text for block in blocks]
    examples = [_example(page, "", lines, values, _thinned(page, values, weights))]
    bounds = excerpt(page.id, lines, values, find_title(blocks))
    if bounds is not None:
        part = slice(*bounds)
        own = weights[part] * EXCERPT
        examples.append(_example(page, "#excerpt", lines[part], values[part], own))
    return examples


def kept_lines(page: Page, judge: Judge | None = None) -> list[str]:
    """The texts that `clean` keeps of a page with its markup, captions and credit left out."""
    return [b.text for b in clean(page, judge=judge).blocks if b.kind not in ("caption", "credit")]


def labels_of(
    blocks: Sequence[Block], row: Mapping[str, object], kept: Sequence[str]
) -> tuple[NDArray[np.int8], Numbers] | None:
    """The label of each line and what it counts; `kept` are the texts that `clean` keeps."""
    gold = label(blocks, row)
    if "text" in row:
        return _arrays(gold.values, gold.weights) if gold else None
    taught = label(blocks, {"text": "\n".join(kept)})
    count = len(blocks)
    values, weights = _arrays(
        taught.values if taught else [UNKNOWN] * count,
        [TAUGHT * w for w in taught.weights] if taught else [0.0] * count,
    )
    if gold is not None:
        own, worth = _arrays(gold.values, gold.weights)
        told = own != UNKNOWN
        values[told] = own[told]
        weights[told] = np.maximum(weights, worth)[told]
    return values, weights


def _arrays(values: Sequence[int], weights: Sequence[float]) -> tuple[NDArray[np.int8], Numbers]:
    return np.array(values, dtype=np.int8), np.array(weights, dtype=np.float64)


def excerpt(
    name: str, lines: Sequence[str], values: NDArray[np.int8], title: str | None
) -> tuple[int, int] | None:
    """Where the article of a page begins and ends, with some lines around; None without one.

    It begins with its title, where that stands above the text.
    """
    at = np.flatnonzero(values == 1)
    if len(at) < MIN_LINES:
        return None
    first, last = int(at[0]), int(at[-1])
    above = range(first, max(-1, first - TITLE_ABOVE), -1)
    head = next((place for place in above if lines[place] == title), first)
    begin = max(0, head - ABOVE[_picked(name + "above", len(ABOVE))])
    end = min(len(lines), last + 1 + BELOW[_picked(name + "below", len(BELOW))])
    return begin, end


def _picked(key: str, count: int) -> int:
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") % count


def _thinned(page: BenchmarkPage, values: NDArray[np.int8], weights: Numbers) -> Numbers:
    """The weights when of the lines far from the text only some are taken."""
    places = np.arange(len(values))
    at = np.flatnonzero(values == 1)
    near = (
        (places >= at[0] - FAR_ABOVE) & (places <= at[-1] + FAR_BELOW)
        if len(at)
        else np.zeros(len(values), dtype=bool)
    )
    taken = (places + _picked(page.id, FAR_TAKEN)) % FAR_TAKEN == 0
    thinned: Numbers = np.where(near | (values == 1), weights, weights * FAR_TAKEN * taken)
    return thinned


def _example(
    page: BenchmarkPage, part: str, lines: Sequence[str], values: NDArray[np.int8], weights: Numbers
) -> Example:
    _, steps, features = judged_lines("\n".join(lines))
    return example_of(page, steps, features, features.tokens, (values, weights), part)

"""The features of a page's blocks: one walk, each computed once, a row a block.

Only whole numbers and their quotients, never logarithms or products of matrices: so the same
page gives the same numbers on every machine.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cleaners.features.around import FAR, around, below_heading, since
from cleaners.features.containers import (
    FLAGS,
    Floats,
    Integers,
    Table,
    main_chain,
    meeting_depth,
    read_table,
    sums,
)
from cleaners.features.likeness import Context, likeness, shared_with_head
from cleaners.features.signs import Joined
from cleaners.features.wording import host_of, text_columns, tokens
from cleaners.types import Block

GOOD_WORDS = 8
"""Words of a finished sentence that is good text until the judgement knows better."""

LONG_WORDS = 22
"""Words from which a block is good text even if it does not end as a sentence does."""

MAX_LINKED = 0.3
LEVELS = ("own", "home", "second", "third")
HELD = ("good", "goodness", "linked", "blocks", "families", "pictures", "share")
"""What is told of all that an element holds, for each of these levels around a block."""

DOUBTFUL = ("hidden", "related-list", "byline")
"""Rules that now and then cut text: what they say is a feature, and the judgement may acquit."""


@dataclass(frozen=True, slots=True)
class Features:
    """What the judgement reads of a page: numbers, and the words that have learned weights.

    `columns` are by name, a value a block; `tokens` are the first words of each block.
    """

    columns: dict[str, Floats]
    table: Table
    tokens: tuple[tuple[str, ...], ...]

    @property
    def cut_for_sure(self) -> NDArray[np.bool_]:
        """Which blocks a rule cut that is in no doubt."""
        sure: NDArray[np.bool_] = self.columns["cut"] > self.columns["doubted"]
        return sure


def read_features(blocks: Sequence[Block], cut_by: Mapping[int, str], context: Context) -> Features:
    """The features of all blocks. `cut_by` names what the sure rules cut, by block number."""
    table = read_table(blocks)
    site = host_of(context.url) if context.url else None
    cuts = cut_columns(blocks, cut_by, DOUBTFUL)
    settled = (cuts["cut"] > cuts["doubted"]).tolist()
    joined = Joined([block.text for block in blocks])
    columns = text_columns(blocks, joined, settled, site, context.url) | cuts
    good = _good(columns)
    columns["good"] = good
    columns["repeats"] = repeats(blocks)
    columns["linked_size"] = np.array([block.linked for block in blocks], dtype=np.float64)
    pictures = np.array([block.pictures for block in blocks], dtype=np.float64)
    columns["pictures"] = pictures
    columns |= _in_containers(table, columns, good * columns["characters"])
    columns |= _places(table, columns, good)
    columns |= likeness(blocks, joined, columns, context)
    columns |= shared_with_head(blocks, columns, context)
    columns |= _from_title(columns)
    columns |= around(columns)
    columns |= below_heading(columns)
    columns |= _of_page(columns, good, context)
    asked = ~np.array(settled) | (columns["heading"] > 0)
    said = zip(asked.tolist(), blocks, strict=True)
    return Features(
        columns, table, tuple([tokens(block.text) if is_asked else () for is_asked, block in said])
    )


def cut_columns(
    blocks: Sequence[Block], cut_by: Mapping[int, str], doubtful: Collection[str]
) -> dict[str, Floats]:
    """What the rules cut, and which of that is in doubt, in all and by doubtful rule."""
    numbers = {name: number for number, name in enumerate(doubtful, start=2)}
    steps = np.zeros(len(blocks), dtype=np.int64)
    if cut_by:
        told = [cut_by.get(block.n) for block in blocks]
        steps[:] = [0 if name is None else numbers.get(name, 1) for name in told]
    found = {"cut": (steps > 0).astype(np.float64), "doubted": (steps > 1).astype(np.float64)}
    for name, number in numbers.items():
        found[f"cut_as_{name.replace('-', '_')}"] = (steps == number).astype(np.float64)
    return found


def _good(columns: Mapping[str, Floats]) -> Floats:
    """1 for what reads like sentences of an article and no rule cut, else 0."""
    words = columns["words"]
    long = (words >= GOOD_WORDS) & (columns["finished"] > 0) | (words >= LONG_WORDS)
    kind = (columns["heading"] + columns["row"] + columns["caption"]) == 0
    free = (columns["linked"] < MAX_LINKED) & (columns["cut"] == 0)
    good: Floats = (long & kind & free).astype(np.float64)
    return good


def repeats(blocks: Sequence[Block]) -> Floats:
    """How many blocks of the page have the same text."""
    times = Counter(block.text for block in blocks)
    return np.array([times[block.text] for block in blocks], dtype=np.float64)


def _in_containers(
    table: Table, columns: Mapping[str, Floats], good_size: Floats
) -> dict[str, Floats]:
    """What stands in the element of a block, in its home, and around that; and its markup."""
    size = columns["characters"]
    values = np.column_stack(
        [good_size, size, columns["linked_size"], np.ones(len(size)), columns["families"] > 0,
         columns["good"], columns["pictures"]]
    )  # fmt: skip
    total = sums(table, values)
    all_good, all_size = max(1.0, float(good_size.sum())), max(1.0, float(size.sum()))
    own = np.asarray(table.of_block)
    home = np.asarray(table.home)[own]
    parent = np.asarray(table.parent)
    levels = np.array((own, home, parent[home], parent[parent[home]]))
    good_in, size_in, linked, count, families, _, pictures = total.T
    size_in = np.maximum(1.0, size_in)
    shares = np.array([
        good_in / all_good, good_in / size_in, linked / size_in, count, families / count,
        pictures / count, size_in / all_size,
    ])  # fmt: skip
    found = {
        f"{level}_{name}": column
        for level, held in zip(LEVELS, shares[:, levels].swapaxes(0, 1), strict=True)
        for name, column in zip(HELD, held, strict=True)
    }
    found |= _by_markup(table, own, home, values, all_good)
    found |= _ancestors(table, own, home, total[:, 0])
    article = np.asarray(table.article)[own]
    per_article = np.bincount(article, weights=good_size, minlength=table.articles + 1)
    found["article_number"] = article.astype(np.float64)
    found["article_good"] = np.where(article > 0, per_article[article] / all_good, -1.0)
    best = int(per_article[1:].argmax()) + 1 if table.articles else 0
    found["from_best_article"] = (article - best).astype(np.float64)
    return found


def _by_markup(
    table: Table, own: Integers, home: Integers, values: Floats, all_good: float
) -> dict[str, Floats]:
    """What all elements of the same tag and class hold together."""
    markup = np.asarray(table.markup)
    found: dict[str, Floats] = {}
    for name, groups in (("alike", markup[own]), ("homes_alike", markup[home])):
        sizes = [np.bincount(groups, weights=values[:, i]) for i in (0, 1, 2, 3, 5, 6)]
        good, size, linked, count, good_blocks, pictures = (column[groups] for column in sizes)
        found[f"{name}_good"] = good / all_good
        found[f"{name}_goodness"] = good / np.maximum(1.0, size)
        found[f"{name}_linked"] = linked / np.maximum(1.0, size)
        found[f"{name}_blocks"] = count
        found[f"{name}_good_share"] = good_blocks / count
        found[f"{name}_pictures"] = pictures / count
    return found


def _ancestors(table: Table, own: Integers, home: Integers, good: Floats) -> dict[str, Floats]:
    flags = np.asarray(table.flags)[own]
    found = {
        f"in_{name}": (flags >> place & 1).astype(np.float64)
        for place, (name, _) in enumerate(FLAGS)
    }
    depth = np.asarray(table.depth)
    tag = np.asarray(table.tag)
    chain = main_chain(table, good)
    meeting = meeting_depth(table, chain)[own]
    deepest = table.depth[chain[-1]]
    found["depth"] = depth[own].astype(np.float64)
    found["tag"] = tag[own].astype(np.float64)
    found["outside_main"] = (deepest - meeting).astype(np.float64)
    found["below_main"] = (depth[own] - meeting).astype(np.float64)
    found["main_depth"] = np.full(len(own), float(deepest))
    return found


def _places(table: Table, columns: Mapping[str, Floats], good: Floats) -> dict[str, Floats]:
    """Where a block stands: on the page, and against the first and the last good text."""
    count = len(good)
    places = np.arange(count, dtype=np.float64)
    size = good * columns["characters"]
    above = np.cumsum(size) - size
    inside = good * (columns["outside_main"] <= 0)
    found = {
        "place": places / count,
        "number": np.minimum(places, 999.0),
        "good_above": above / max(1.0, float(size.sum())),
        "good_blocks_above": np.cumsum(good) - good,
    }
    for name, mask in (("good", good), ("main", inside)):
        at = np.flatnonzero(mask)
        first, last = (float(at[0]), float(at[-1])) if len(at) else (FAR, -FAR)
        found[f"from_first_{name}"] = np.clip(places - first, -FAR, FAR)
        found[f"from_last_{name}"] = np.clip(places - last, -FAR, FAR)
    found["to_next_main"] = since(inside[::-1])[::-1]
    cut = columns["cut"]
    found["to_previous_cut"] = since(cut)
    found["to_next_cut"] = since(cut[::-1])[::-1]
    found["cut_above"] = (np.cumsum(cut) - cut) / np.maximum(1.0, places)
    return found


def _from_title(columns: Mapping[str, Floats]) -> dict[str, Floats]:
    """The distance from the line that is most like the title, and from the first main heading."""
    places = np.arange(len(columns["words"]), dtype=np.float64)
    like = columns["is_title"]
    at = np.flatnonzero(like)
    heads = columns["level"] == 1
    first = np.flatnonzero(heads)
    good = np.flatnonzero(columns["good"])
    begin = float(good[0]) if len(good) else 0.0
    near = at[np.abs(at - begin).argmin()] if len(at) else None
    return {
        "from_title": np.clip(places - near, -FAR, FAR) if near is not None else places * 0 + FAR,
        "from_main_heading": np.clip(places - first[0], -FAR, FAR)
        if len(first)
        else places * 0 + FAR,
        "main_headings_above": np.cumsum(heads) - heads,
        "titles_above": np.cumsum(like) - like,
    }


def _of_page(columns: Mapping[str, Floats], good: Floats, context: Context) -> dict[str, Floats]:
    """What is the same for all blocks of a page."""
    size = columns["characters"]
    count = len(good)
    total = max(1.0, float(size.sum()))
    facts = {
        "page_type": context.rank,
        "page_dated": context.dated,
        "page_blocks": count,
        "page_good_blocks": good.sum(),
        "page_good": (good * size).sum(),
        "page_goodness": (good * size).sum() / total,
        "page_linked": columns["linked_size"].sum() / total,
        "page_cut": columns["cut"].sum() / count,
        "page_articles": columns["article_number"].max(),
        "page_median_good": np.median(size[good > 0]) if good.any() else 0.0,
    }
    rows = np.array([float(value) for value in facts.values()]).repeat(count)
    return dict(zip(facts, rows.reshape(-1, count), strict=True))

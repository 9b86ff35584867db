"""The elements around the blocks as a table: what each holds, and what it stands in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from cleaners.types import Block, Container

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

PARTS = frozenset(
    "p h1 h2 h3 h4 h5 h6 li ul ol blockquote figcaption pre dl dd dt a span tr td".split()
)
"""Elements that are a part of a text, not what holds it."""

NO_NAMES = frozenset({"html", "body"})
"""Elements whose names tell of the page, not of what stands in them."""

FLAGS = (
    ("article", frozenset({"article"})),
    ("main", frozenset({"main"})),
    ("aside", frozenset({"aside"})),
    ("nav", frozenset({"nav"})),
    ("footer", frozenset({"footer"})),
    ("header", frozenset({"header"})),
    ("form", frozenset({"form", "button", "label", "select", "fieldset", "input", "textarea"})),
    ("figure", frozenset({"figure", "figcaption"})),
    ("list", frozenset({"ul", "ol", "dl"})),
    ("table", frozenset({"table"})),
    ("quote", frozenset({"blockquote"})),
    ("section", frozenset({"section"})),
    ("media", frozenset({"video", "audio", "object", "iframe", "noscript"})),
)
"""What is asked of the elements around a block: is one of these tags among them."""

TAGS = (
    "p div span section article li td h1 h2 h3 h4 h5 h6 figcaption blockquote header footer aside"
    " figure main nav ul ol button a body dd dt"
).split()
"""Tags by number, from text to navigation; others are one more."""

_NO_WORDS = frozenset[str]()
_BITS = {tag: 1 << place for place, (_, tags) in enumerate(FLAGS) for tag in tags}
_OTHER_TAG = (False, 0, len(TAGS))
_OF_TAG = {
    tag: (tag in PARTS, _BITS.get(tag, 0), TAGS.index(tag) if tag in TAGS else len(TAGS))
    for tag in (*PARTS, *_BITS, *TAGS)
}
"""For each tag: is it a part of a text, its bit among `FLAGS`, its number."""


@dataclass(slots=True)
class Table:
    """The containers of a page, those around before those within; lists run alongside.

    `of_block` is the row of each block's container. Row 0 stands for no container.
    """

    of_block: list[int]
    names: list[frozenset[str]]
    parent: list[int]
    depth: list[int]
    flags: list[int]
    tag: list[int]
    home: list[int]
    article: list[int]
    markup: list[int]
    articles: int = 0


_Row = tuple[frozenset[str], int, int, int, int, int, int, int]
_NO_ROW: _Row = (frozenset(), 0, 0, 0, len(TAGS), 0, 0, 0)


def _table(of_block: list[int], rows: list[_Row], articles: int = 0) -> Table:
    names, *numbers = zip(*rows, strict=True)
    parent, depth, flags, tag, home, article, markup = (list(column) for column in numbers)
    return Table(of_block, list(names), parent, depth, flags, tag, home, article, markup, articles)


def flat_table(count: int) -> Table:
    """The table of so many blocks without any element around them."""
    return _table([0] * count, [_NO_ROW])


def read_table(blocks: Sequence[Block]) -> Table:
    """The table of all containers around these blocks."""
    rows = [_NO_ROW]
    places: dict[Container | None, int] = {None: 0}
    markups: dict[tuple[int, str, str], int] = {}
    of_block: list[int] = []
    articles = 0
    for block in blocks:
        node, missing = block.container, []
        while node not in places:
            missing.append(cast(Container, node))
            node = cast(Container, node).parent
        above = places[node]
        for new in reversed(missing):
            tag = new.tag
            part, bits, number = _OF_TAG.get(tag, _OTHER_TAG)
            _, _, depth, flags, _, home, article, markup = rows[above]
            if tag == "article":
                article = articles = articles + 1
            markup = markups.setdefault((markup if part else 0, tag, new.class_), len(markups) + 1)
            place = places[new] = len(rows)
            names = _NO_WORDS if tag in NO_NAMES else new.names
            home = home if part and above else place
            rows.append((names, above, depth + 1, flags | bits, number, home, article, markup))
            above = place
        of_block.append(above)
    return _table(of_block, rows, articles)


def sums(table: Table, values: Floats) -> Floats:
    """For each container the sums over the blocks in it, at any depth; a column a value.

    Containers stand in the order of the page, each before those within, so what is within one are
    the rows that follow it up to `ends`.
    """
    rows = np.asarray(table.of_block, dtype=np.int64)
    width = values.shape[1]
    flat = rows[:, None] * width + np.arange(width)
    size = len(table.names) * width
    own = np.bincount(flat.ravel(), weights=values.ravel(), minlength=size).reshape(-1, width)
    above = np.zeros((len(own) + 1, width))
    np.cumsum(own, axis=0, out=above[1:])
    total: Floats = above[_ends(table)] - above[:-1]
    return total


def _ends(table: Table) -> list[int]:
    """For each container the row behind the last one within it."""
    ends = list(range(1, len(table.parent) + 1))
    for row in range(len(ends) - 1, 0, -1):
        above = table.parent[row]
        if ends[row] > ends[above]:
            ends[above] = ends[row]
    return ends


def main_chain(table: Table, good: Floats, share: float = 0.6) -> list[bool]:
    """Which containers hold the main text: the chain down to the innermost with that share."""
    needed = share * good[0]
    chain = [False] * len(table.names)
    chain[0] = True
    for row in range(1, len(table.names)):
        chain[row] = chain[table.parent[row]] and good[row] >= needed > 0
    return chain


def meeting_depth(table: Table, chain: Sequence[bool]) -> list[int]:
    """For each container the depth at which it leaves the chain of the main text."""
    depths = [0] * len(table.names)
    for row in range(1, len(table.names)):
        depths[row] = table.depth[row] if chain[row] else depths[table.parent[row]]
    return depths

"""The elements around the blocks as a table: what each holds, and what it stands in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
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

    of_block: list[int] = field(default_factory=list)
    names: list[frozenset[str]] = field(default_factory=lambda: [frozenset()])
    parent: list[int] = field(default_factory=lambda: [0])
    depth: list[int] = field(default_factory=lambda: [0])
    flags: list[int] = field(default_factory=lambda: [0])
    tag: list[int] = field(default_factory=lambda: [len(TAGS)])
    home: list[int] = field(default_factory=lambda: [0])
    article: list[int] = field(default_factory=lambda: [0])
    markup: list[int] = field(default_factory=lambda: [0])
    articles: int = 0


def read_table(blocks: Sequence[Block]) -> Table:
    """The table of all containers around these blocks."""
    table = Table()
    places: dict[Container | None, int] = {None: 0}
    markups: dict[tuple[int, str, str], int] = {}
    last, row = None, 0
    for block in blocks:
        node = block.container
        if node is not last:
            last, missing = node, []
            while node not in places:
                missing.append(cast(Container, node))
                node = cast(Container, node).parent
            row = places[node]
            for new in reversed(missing):
                row = places[new] = _add(table, new, row, markups)
        table.of_block.append(row)
    return table


def _add(
    table: Table, node: Container, above: int, markups: dict[tuple[int, str, str], int]
) -> int:
    """Add a container that stands in the one of row `above`; returns its row."""
    tag, row = node.tag, len(table.parent)
    part, bits, number = _OF_TAG.get(tag, _OTHER_TAG)
    article = table.article[above]
    if tag == "article":
        article = table.articles = table.articles + 1
    key = (table.markup[above] if part else 0, tag, node.class_)
    table.names.append(_NO_WORDS if tag in NO_NAMES else node.names)
    table.parent.append(above)
    table.depth.append(table.depth[above] + 1)
    table.flags.append(table.flags[above] | bits)
    table.tag.append(number)
    table.home.append(table.home[above] if part and above else row)
    table.article.append(article)
    table.markup.append(markups.setdefault(key, len(markups) + 1))
    return row


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

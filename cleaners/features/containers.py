"""The elements around the blocks as a table: what each holds, and what it stands in."""

from collections.abc import Sequence
from dataclasses import dataclass, field

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
    nodes: list[Container] = []
    add = table.of_block.append
    for block in blocks:
        node = block.container
        row = places.get(node)
        if row is None:
            opened = []
            while node is not None and node not in places:
                opened.append(node)
                node = node.parent
            for node in reversed(opened):
                nodes.append(node)
                places[node] = row = len(nodes)
            row = len(nodes)
        add(row)
    _fill(table, nodes, [places[node.parent] for node in nodes])
    return table


def _fill(table: Table, nodes: Sequence[Container], parents: Sequence[int]) -> None:
    """Add containers, each with the row that it stands in; those around come first."""
    depth, flags, home = table.depth, table.flags, table.home
    articles, markup, tags = table.article, table.markup, table.tag
    markups: dict[tuple[int, str, str], int] = {}
    for row, (node, above) in enumerate(zip(nodes, parents, strict=True), start=1):
        tag = node.tag
        part, bits, number = _OF_TAG.get(tag, _OTHER_TAG)
        article, around = articles[above], 0
        if part:
            around = markup[above]
            home.append(home[above] if above else row)
        else:
            home.append(row)
        if tag == "article":
            article = table.articles = table.articles + 1
        articles.append(article)
        depth.append(depth[above] + 1)
        flags.append(flags[above] | bits)
        tags.append(number)
        markup.append(markups.setdefault((around, tag, node.class_), len(markups) + 1))
    table.parent += parents
    table.names += [_NO_WORDS if node.tag in NO_NAMES else node.names for node in nodes]


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


def main_chain(table: Table, good: Floats, share: float = 0.6) -> list[int]:
    """The containers that hold the main text: from the page down to the innermost that has so
    much of the good text. Each stands in the one before, as no two beside each other have more
    than a half."""
    needed = share * good[0]
    held = np.flatnonzero(good >= needed).tolist() if needed > 0 else []
    return held or [0]


def meeting_depth(table: Table, chain: Sequence[int]) -> Integers:
    """For each container the depth at which it leaves the chain of the main text."""
    depths = np.zeros(len(table.parent), dtype=np.int64)
    ends = _ends(table)
    for row in chain:
        depths[row : ends[row]] = table.depth[row]
    return depths

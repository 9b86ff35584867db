"""Why the judgement leaves a block out, in words: what weighed most in the first trees.

A tree's vote is shared among its tests: each counts by how much it moved the mean vote of the
leaves that remained. Tests of columns that say the same thing count together.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cleaners.trees import Trees

TREES = 40
"""The first trees, which move the score most, are asked; the others refine."""

NAMED = 3
"""Reasons that are told of a block."""

READ = (
    "words", "finished", "linked", "place", "from_first_good", "from_last_good", "outside_main",
    "alike_good", "repeats", "is_title", "in_body", "from_first_run", "from_last_run",
)  # fmt: skip
"""Columns that are told of."""

Row = Mapping[str, float]


def _where(row: Row) -> str:
    if row["outside_main"] > 0:
        return "outside the article container"
    return "beside the paragraphs in the article container"


def _place(row: Row) -> str:
    if row["from_last_good"] > 0:
        return "below the last good paragraph"
    if row["from_first_good"] < 0:
        return "above the first good paragraph"
    return f"{row['place']:.0%} down the page"


def _length(row: Row) -> str:
    end = "a final stop" if row["finished"] else "no final stop"
    words = int(row["words"])
    return f"{words} word{'s' if words != 1 else ''}, {end}"


def _title(row: Row) -> str:
    return "equals the title" if row["is_title"] > 0 else "its distance from the title"


def _body(row: Row) -> str:
    return "in the JSON-LD body" if row["in_body"] > 0 else "not in the JSON-LD body"


def _stretch(row: Row) -> str:
    if row["from_last_run"] > 0:
        return "below the longest stretch of text"
    side = "above" if row["from_first_run"] < 0 else "in"
    return f"{side} the longest stretch of text"


_SHAPES = (
    "ends_in_", "ends_open", "capital_letters", "sentence_letters", "joined", "quotes", "brackets",
    "slashes", "stamped", "spoken", "credited", "to_twin",
)  # fmt: skip

_TOPICS: tuple[tuple[str, tuple[str, ...], Callable[[Row], str]], ...] = (
    ("shape", _SHAPES, lambda row: "the shape of the line"),
    ("stretch", ("_run",), _stretch),
    ("around", ("_above_", "_below_", "_within_"), lambda row: "the lines around it"),
    ("links", ("linked", "links", "here", "elsewhere", "own_address"),
     lambda row: f"link density {row['linked']:.2f}"),
    ("names", ("named", "chain_", "home_named"), lambda row: "the names of its elements"),
    ("said", ("said_", "famil", "cue"), lambda row: "begins as furniture does"),
    ("pictures", ("picture",), lambda row: "the pictures around it"),
    ("alike", ("alike_", "homes_alike_"),
     lambda row: f"elements like it hold {max(0.0, row['alike_good']):.0%} of the good text"),
    ("where", ("own_", "home_", "second_", "third_", "main", "article", "in_", "depth", "tag",
               "below_main", "outside_main"), _where),
    ("body", ("in_body", "body_", "between_body"), _body),
    ("title", ("title", "is_title", "from_title", "from_main_heading", "titles_above"), _title),
    ("place", ("from_", "to_", "place", "number", "good_above", "good_blocks_above"), _place),
    ("shared", ("_shared", "description"), lambda row: "shares few words with the text"),
    ("cut", ("cut",), lambda row: "among what rules cut"),
    ("repeats", ("repeats",), lambda row: f"stands {int(row['repeats'])} times on the page"),
    ("page", ("page_",), lambda row: ""),
    ("words", ("",), _length),
)  # fmt: skip
"""Topics with the parts of the names of their columns, and what is said of them; the first that
fits counts."""


def topic_of(column: str) -> int:
    """The number of the topic that a column belongs to.

    >>> _TOPICS[topic_of("home_linked")][0], _TOPICS[topic_of("stops")][0]
    ('links', 'words')
    """
    if column in ("in_body", "body_agrees", "body_length", "between_body"):
        return next(i for i, topic in enumerate(_TOPICS) if topic[0] == "body")
    return next(i for i, (_, parts, _) in enumerate(_TOPICS) if any(p in column for p in parts))


@dataclass(frozen=True, slots=True)
class Reasons:
    """How much each leaf of an ensemble's first trees says by topic: trees, leaves, topics."""

    moves: NDArray[np.int32]
    topics: tuple[int, ...]

    def tell(
        self,
        leaves: NDArray[np.uint8],
        columns: Mapping[str, NDArray[np.float64]],
        rows: Sequence[int],
    ) -> list[list[str]]:
        """For each of these rows what weighed most against it, the weightiest first.

        `leaves` are those that the rows fall into, a row a tree.
        """
        if not rows:
            return []
        count, size, topics = self.moves.shape
        places = leaves[:count] + size * np.arange(count)[:, None]
        weights = self.moves.reshape(-1, topics).take(places, 0).sum(axis=0, dtype=np.int32)
        ranks = np.argsort(weights, axis=1, kind="stable")[:, : NAMED + 1].tolist()
        told = []
        read = [name for name in READ if name in columns]
        values = np.array([columns[name] for name in read]).take(rows, 1).T.tolist()
        for own, order in zip(values, ranks, strict=True):
            row = dict(zip(read, own, strict=True))
            words = [_TOPICS[self.topics[topic]][2](row) for topic in order]
            told.append([said for said in words if said][:NAMED])
        return told


def reasons_of(trees: Trees) -> Reasons:
    """The reasons that the first trees of an ensemble can give."""
    levels, values = trees.levels[:TREES], trees.values[:TREES]
    count, depth = levels.shape
    leaf = np.arange(1 << depth)
    by_test = np.array([topic_of(trees.columns[i]) for i in trees.test_columns.tolist()])
    topics = sorted(set(by_test[levels].ravel().tolist()))
    moves = np.zeros((count, 1 << depth, len(topics)), dtype=np.int32)
    before = np.rint(values.mean(axis=1)).astype(np.int64)[:, None].repeat(1 << depth, axis=1)
    for level in range(depth):
        means = values.reshape(count, -1, 1 << level + 1).mean(axis=1)
        after = np.rint(means).astype(np.int64)[:, leaf & (1 << level + 1) - 1]
        for tree, topic in enumerate(by_test[levels[:, level]].tolist()):
            moves[tree, :, topics.index(topic)] += after[tree] - before[tree]
        before = after
    return Reasons(moves, tuple(topics))

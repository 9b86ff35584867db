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
    """The shares of the tests of an ensemble's first trees, ready to be summed by topic."""

    trees: Trees
    means: tuple[NDArray[np.int64], ...]
    order: NDArray[np.int64]
    starts: NDArray[np.int64]
    topics: tuple[int, ...]

    def tell(
        self, columns: Mapping[str, NDArray[np.float64]], rows: Sequence[int]
    ) -> list[list[str]]:
        """For each of these rows what weighed most against it, the weightiest first."""
        if not rows:
            return []
        leaves = self.trees.leaves(columns, np.array(rows))
        moves = []
        for level in range(len(self.means) - 1):
            after = _taken(self.means[level + 1], leaves & (1 << level + 1) - 1)
            moves.append(after - _taken(self.means[level], leaves & (1 << level) - 1))
        moved = np.concatenate(moves)[self.order]
        weights = np.add.reduceat(moved, self.starts, axis=0)
        ranks = np.argsort(weights, axis=0, kind="stable")[: NAMED + 1].T.tolist()
        told = []
        for place, order in zip(rows, ranks, strict=True):
            row = _Row(columns, place)
            words = (_TOPICS[self.topics[topic]][2](row) for topic in order)
            told.append([said for said in words if said][:NAMED])
        return told


class _Row(dict[str, float]):
    """One row of the columns, read where it is asked for."""

    def __init__(self, columns: Mapping[str, NDArray[np.float64]], place: int) -> None:
        super().__init__()
        self._columns, self._place = columns, place

    def __missing__(self, name: str) -> float:
        return float(self._columns[name][self._place])


def reasons_of(trees: Trees) -> Reasons:
    """The reasons that the first trees of an ensemble can give."""
    first = Trees(
        columns=trees.columns,
        test_columns=trees.test_columns,
        test_thresholds=trees.test_thresholds,
        levels=trees.levels[:TREES],
        values=trees.values[:TREES],
        bias=0,
    )
    count, depth = first.levels.shape
    means = tuple(
        np.rint(first.values.reshape(count, -1, 1 << level).mean(axis=1)).astype(np.int64)
        for level in range(depth + 1)
    )
    by_test = np.array([topic_of(first.columns[i]) for i in first.test_columns.tolist()])
    topics = by_test[first.levels.T].ravel()
    order = np.argsort(topics, kind="stable")
    found, starts = np.unique(topics[order], return_index=True)
    return Reasons(first, means, order, starts, tuple(found.tolist()))


def _taken(means: NDArray[np.int64], leaves: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.take_along_axis(means, leaves, axis=1)

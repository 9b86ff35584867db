"""Learning the judgement from labelled pages, so that no page is judged by what it taught.

The weights of words that a page is trained with come from other hosts. Models are kept by the
folds that they were trained on.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from cleaners.features.learned import WordWeights, all_keys, keys_of, word_columns
from cleaners.trees import SCALE, Trees
from cleaners.weights import Weights
from quality.boosting import Boosting, train_trees
from quality.examples import Example

Folds = frozenset[int]
Columns = dict[str, NDArray[np.float64]]

MIN_HOSTS = 5
"""Hosts on which a word must stand before it has a weight."""

STEPS_A_UNIT = 16
"""Whole numbers in one unit of a word's log-odds."""

NEAR = 15
"""Blocks from the text within which what a block begins with is counted."""

HOW = Boosting(trees=160, rate=0.1, seeds=(7, 11, 13, 17, 19, 23))

LEFT_OUT = frozenset(
    "stops digits capitals finished byline ends_with_colon asks begins_small begins_with_mark bars"
    " signs year clock word_length unspaced families links elsewhere quote hidden own_address cut"
    " doubted cut_as_hidden cut_as_related_list cut_as_byline pictures own_blocks own_pictures"
    " own_share home_families second_linked second_pictures third_linked third_families"
    " third_pictures in_article in_nav in_header in_form in_figure in_table in_quote in_section"
    " in_media is_title is_author said_first said_known said_mean_above_2 said_mean_above_1"
    " said_mean_below_1 said_mean_below_2 said_least_above_2 said_least_above_1"
    " said_least_below_1 said_least_below_2 named_most".split()
)
"""Columns that others read and that are not learned from: each moved the scores of pages by less
than 0.2 %, and without them hosts never seen are judged better."""

THRESHOLD = round(0.2 * SCALE)
"""The score above which a block is text: a little above even odds, as readers miss a stray line
less than they mind one; by the figures in docs/decisions.md."""

NEWS = {"fundus": 2.0, "fundus-eval": 2.0, "scrapinghub": 2.0, "inline": 1.5, "wcxb-other": 0.4}
"""What a page of a set counts where it is not 1: news is what this is for, and half of our pages
are no news."""

WORTH = {**NEWS, "trafilatura": 1.6, "wcxb": 2.0}
"""The same for pages with markup: of a page of `trafilatura` few lines have a label."""


@dataclass
class Learner:
    """All models that a training needs, each trained once."""

    examples: Sequence[Example]
    threads: int = 2
    how: Boosting = HOW
    left_out: frozenset[str] = frozenset()
    most_rows: int | None = None
    worth: Mapping[str, float] = field(default_factory=lambda: WORTH)
    _counts: dict[int, "WordCounts"] = field(default_factory=dict)
    _words: dict[Folds, WordWeights] = field(default_factory=dict)
    _trees: dict[Folds, Trees] = field(default_factory=dict)

    def weights(self, folds: Folds) -> Weights:
        """The weights of a judge that has seen these folds only."""
        return Weights(self.words(folds), self.trees(folds), THRESHOLD)

    def words(self, folds: Folds) -> WordWeights:
        """The weights of words by the pages of these folds."""
        if not self._counts:
            self._counts = {fold: count_words(self._in({fold})) for fold in self.folds}
        if folds not in self._words:
            counts = [self._counts[fold] for fold in sorted(folds)]
            self._words[folds] = WordWeights(
                word_weights([c.texts for c in counts]), word_weights([c.names for c in counts])
            )
        return self._words[folds]

    def trees(self, folds: Folds) -> Trees:
        """The trees by the pages of these folds."""
        if folds not in self._trees:
            pairs = [
                (example, self._columns(example, folds - {example.fold}))
                for example in self._in(folds)
            ]
            self._trees[folds] = self._trained(pairs)
        return self._trees[folds]

    def unseen_scores(self, example: Example) -> NDArray[np.int64]:
        """The scores of a page, by trees that have not seen its host."""
        folds = self.folds - {example.fold}
        return self.trees(folds).scores(self._columns(example, folds))

    @property
    def folds(self) -> Folds:
        """All folds that have a page."""
        return frozenset(example.fold for example in self.examples)

    def _in(self, folds: Folds | set[int]) -> Iterator[Example]:
        return (example for example in self.examples if example.fold in folds)

    def _columns(self, example: Example, folds: Folds) -> Columns:
        """The columns of a page, its words weighed by other pages."""
        base = dict(zip(example.columns, example.matrix.T, strict=True))
        words = self.words(folds)
        cut = _cut_for_sure(base)
        return base | word_columns(example.tokens, example.table, base["heading"], words, cut)

    def _trained(self, pairs: Sequence[tuple[Example, Columns]]) -> Trees:
        names = [name for name in pairs[0][1] if name not in self.left_out]
        parts, labels, weights = [], [], []
        for example, columns in pairs:
            worth = np.where(_cut_for_sure(columns), 0.0, example.weights)
            worth = worth if self.most_rows is None else thinned(worth, self.most_rows)
            taught = worth > 0
            parts.append(
                np.column_stack([columns[name][taught].astype(np.float32) for name in names])
            )
            labels.append(example.labels[taught])
            weights.append(worth[taught] * self.worth.get(example.set, 1.0))
        return train_trees(
            names, np.concatenate(parts), np.concatenate(labels), np.concatenate(weights),
            self.how, self.threads,
        )  # fmt: skip


def thinned(weights: NDArray[np.float64], most: int) -> NDArray[np.float64]:
    """The weights when about so many rows stand for all: the heavy ones more likely, the others
    counting for those left out.

    >>> thinned(np.array([4.0, 4.0, 4.0, 4.0]), 2).tolist()
    [0.0, 8.0, 0.0, 8.0]
    """
    shares = np.sqrt(weights)
    if np.count_nonzero(weights) <= most:
        return weights
    odds = np.minimum(1.0, most * shares / shares.sum())
    steps = np.floor(np.cumsum(odds) + 1e-9)
    taken = np.diff(steps, prepend=0.0) > 0
    found: NDArray[np.float64] = np.where(taken, weights / np.where(taken, odds, 1.0), 0.0)
    return found


def _cut_for_sure(columns: Columns) -> NDArray[np.bool_]:
    sure: NDArray[np.bool_] = columns["cut"] > columns["doubted"]
    return sure


Counts = Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class WordCounts:
    """For each word on how many hosts it speaks for text and against it; a host counts as one."""

    texts: Counts
    names: Counts


def count_words(examples: Iterator[Example]) -> WordCounts:
    """Count what blocks begin with and what their elements are called, by host."""
    hosts: dict[str, tuple[dict[str, list[float]], dict[str, list[float]]]] = {}
    for example in examples:
        texts, names = hosts.setdefault(example.host, ({}, {}))
        chains = _chains(example)
        text_places = np.flatnonzero(example.labels == 1)
        near = _near(text_places, len(example.labels))
        for place in np.flatnonzero(example.weights > 0):
            label = int(example.labels[place])
            for name in chains[example.table.of_block[place]]:
                names.setdefault(name, [0.0, 0.0])[label] += 1.0
            if near[place]:
                for key in set(keys_of(example.said[place])):
                    texts.setdefault(key, [0.0, 0.0])[label] += 1.0
    return WordCounts(
        _by_host(t for t, _ in hosts.values()), _by_host(n for _, n in hosts.values())
    )


def _near(places: NDArray[np.int64], count: int) -> NDArray[np.bool_]:
    if not len(places):
        return np.ones(count, dtype=bool)
    everywhere = np.arange(count)
    near: NDArray[np.bool_] = abs(2 * everywhere - places[0] - places[-1]) <= (
        places[-1] - places[0] + 2 * NEAR
    )
    return near


def _chains(example: Example) -> list[frozenset[str]]:
    """For each container all names of it and of those around it."""
    chains: list[frozenset[str]] = [frozenset()]
    for row in range(1, len(example.table.names)):
        chains.append(chains[example.table.parent[row]] | all_keys(example.table.names[row]))
    return chains


def _by_host(hosts: Iterator[dict[str, list[float]]]) -> Counts:
    against: Counter[str] = Counter()
    speaks: Counter[str] = Counter()
    for words in hosts:
        for word, (no, yes) in words.items():
            speaks[word] += yes / (yes + no)  # type: ignore[assignment]
            against[word] += no / (yes + no)  # type: ignore[assignment]
    return {word: (float(against[word]), float(speaks[word])) for word in against}


def word_weights(parts: Sequence[Counts]) -> dict[str, int]:
    """The log-odds of the words that enough hosts have, in whole numbers from -127 to 127."""
    total: dict[str, list[float]] = {}
    for part in parts:
        for word, (no, yes) in part.items():
            both = total.setdefault(word, [0.0, 0.0])
            both[0] += no
            both[1] += yes
    result = {}
    for word, (no, yes) in total.items():
        if no + yes < MIN_HOSTS or len(word) > 40 or "\n" in word:
            continue
        weight = round(STEPS_A_UNIT * math.log((yes + 1) / (no + 1)))
        if abs(weight) >= 4:
            result[word] = max(-127, min(127, weight))
    return result

"""What a training has learned, for people: the worth of each feature, and the worst pages."""

from collections import Counter
from collections.abc import Iterator, Mapping

import numpy as np

from cleaners.trees import SCALE, Trees
from cleaners.weights import Weights
from quality.examples import Example
from quality.learning import Learner

BEST = 40
WORST = 40


def report(learner: Learner, weights: Weights) -> str:
    """The report as Markdown."""
    lines = ["# What the judgement has learned", "", _sizes(learner, weights), ""]
    lines += ["## Worth of the features", ""]
    lines += [f"- {worth:.1%} {column}" for column, worth in worths(weights.trees)[:BEST]] + [""]
    for name, words in (("text", weights.words.texts), ("element", weights.words.names)):
        order = sorted(words, key=lambda word: (words[word], word))
        lines += [f"## Words of {name}s", "", "Against text: " + ", ".join(order[:60]), ""]
        lines += ["For text: " + ", ".join(order[:-61:-1]), ""]
    lines += [
        "## The worst pages",
        "",
        "By the trees of the folds that have not seen them.",
        "",
    ]
    lines += [f"- {loss:.3f} {example.set} {example.id}" for loss, example in worst(learner)]
    return "\n".join(lines) + "\n"


def _sizes(learner: Learner, weights: Weights) -> str:
    pages = Counter(example.set for example in learner.examples)
    sets = ", ".join(f"{name} {count}" for name, count in sorted(pages.items()))
    return (
        f"Pages: {sets}. Trees: {len(weights.trees.levels)}. "
        f"Words: {len(weights.words.texts)} of texts, {len(weights.words.names)} of elements."
    )


def kinds_report(told: Mapping[str, tuple[int, int]]) -> str:
    """How many pages of each set are taken for articles, by weights that have not seen them."""
    lines = [f"- {name}: {y} of {count} ({y / count:.3f})" for name, (y, count) in told.items()]
    return "\n".join(["# Pages taken for articles", "", *lines]) + "\n"


def worths(trees: Trees) -> list[tuple[str, float]]:
    """The columns by how much their tests move the score, as shares of all movement."""
    moved: Counter[str] = Counter()
    depth = trees.levels.shape[1]
    leaves = np.arange(trees.values.shape[1])
    for level in range(depth):
        low = leaves[leaves >> level & 1 == 0]
        change = np.abs(trees.values[:, low + (1 << level)] - trees.values[:, low]).mean(axis=1)
        for test, much in zip(trees.levels[:, level].tolist(), change.tolist(), strict=True):
            moved[trees.columns[trees.test_columns[test]]] += round(much)
    total = sum(moved.values()) or 1
    return [(column, much / total) for column, much in moved.most_common()]


def worst(learner: Learner) -> list[tuple[float, Example]]:
    """The pages that judges who have not seen their hosts judge worst, by mean log loss."""
    losses = sorted(_losses(learner), key=lambda pair: (-pair[0], pair[1].set, pair[1].id))
    return losses[:WORST]


def _losses(learner: Learner) -> Iterator[tuple[float, Example]]:
    for example in learner.examples:
        scores = learner.unseen_scores(example) / SCALE
        signs = np.where(example.labels == 1, 1.0, -1.0)
        loss = np.log1p(np.exp(np.clip(-signs * scores, -30, 30)))
        total = example.weights.sum()
        if total:
            yield float((loss * example.weights).sum() / total), example

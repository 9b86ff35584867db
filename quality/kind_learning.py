"""Learning which pages are articles: a weight for each number and each word of a page.

Two linear fits, both in closed steps: a logistic regression of the numbers, and a ridge regression
of the words, whose score is added. Only numpy; the same pages give the same weights.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cleaners.page_kind.score import MOST, KindWeights, levels
from cleaners.types import ArticleKind

Floats = NDArray[np.float64]

WORTH = {"wcxb-other": 3.0, "wcxb": 1.0, "fundus": 1.0, "fundus-eval": 0.5, "scrapinghub": 0.5}
"""What a page of a set counts; pages that are no articles are few, and those of other sets are
articles for the most part only."""

ELSE = 0.3
NUMBERS_RIDGE = 50.0
WORDS_RIDGE = 3_000.0
WORDS_COUNT = 6.0
"""What the words' score counts against the numbers' log-odds."""

CENTRE = 0.6
"""The mean of the pages' labels, 1 for an article and -1 for none, that words start from."""

THRESHOLD = -3.36
"""The score above which a page is an article: 98 of 100 of wcxb stay articles on hosts not seen."""

GIVEN = {"news_address": (0.0, 1.0, 0.7)}
"""Weights that are given: an address that names news, or has a number where a date stands at the
title, speaks for an article that states nothing else, as on old sites; no other page is lost."""

MIN_HOSTS = 5
MAX_WORDS = 1_500
"""Words with a weight: those that say most."""

STEPS = 25

ARTICLES = ("article", "live-blog")


@dataclass(frozen=True, slots=True)
class KindExample:
    """A page as the training sees it; `fold` is the same for all pages of a host.

    `page_type` is what its gold calls it, `clear` the kind that a rule tells, if one does.
    """

    set: str
    id: str
    host: str
    fold: int
    page_type: str
    numbers: dict[str, float]
    words: frozenset[str]
    clear: ArticleKind | None = None


def learn(examples: Sequence[KindExample], threshold: float = THRESHOLD) -> KindWeights:
    """The weights by these pages; a page is an article above the threshold, which becomes 0."""
    labels = np.array([example.page_type == "article" for example in examples], dtype=np.float64)
    worth = np.array([WORTH.get(example.set, ELSE) for example in examples])
    numbers, intercept = _learn_numbers(examples, labels, worth)
    words, constant = _learn_words(examples, labels, worth)
    return KindWeights(numbers, words, round(intercept + constant - threshold, 4))


def _learn_numbers(
    examples: Sequence[KindExample], labels: Floats, worth: Floats
) -> tuple[dict[str, tuple[float, float, float]], float]:
    """Mean, deviation and weight of each number, and the intercept."""
    names = sorted({name for example in examples for name in example.numbers} - GIVEN.keys())
    table = levels(np.array([[e.numbers.get(name, -1.0) for name in names] for e in examples]))
    mean, deviation = table.mean(axis=0), table.std(axis=0) + 1e-6
    inputs = np.clip((table - mean) / deviation, -MOST, MOST)
    weights = _logistic(inputs, labels, worth * (len(worth) / worth.sum()))
    rounded = zip(mean.tolist(), deviation.tolist(), weights[:-1].tolist(), strict=True)
    numbers = {
        name: (round(m, 4), max(1e-4, round(d, 4)), round(w, 4))
        for name, (m, d, w) in zip(names, rounded, strict=True)
    }
    return numbers | GIVEN, float(weights[-1])


def _logistic(inputs: Floats, labels: Floats, worth: Floats) -> Floats:
    """Newton's method for logistic regression; the last weight is the intercept."""
    table = np.hstack([inputs, np.ones((len(inputs), 1))])
    penalty = np.full(table.shape[1], NUMBERS_RIDGE)
    penalty[-1] = 1e-6
    weights = np.zeros(table.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-(table @ weights)))
        slope = table.T @ (worth * (labels - chance)) - penalty * weights
        bend = (table * (worth * chance * (1 - chance))[:, None]).T @ table + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def _learn_words(
    examples: Sequence[KindExample], labels: Floats, worth: Floats
) -> tuple[dict[str, float], float]:
    """The weight of each word that a page may have, and what pages without any start from."""
    words = _frequent(examples)
    place = {word: number for number, word in enumerate(words)}
    table = np.zeros((len(examples), len(words)))
    for row, example in enumerate(examples):
        table[row, [place[word] for word in example.words if word in place]] = 1.0
    mean = table.mean(axis=0)
    scale = 1 / np.sqrt(mean * (1 - mean) + 0.02)
    inputs = (table - mean) * scale
    kernel = inputs @ inputs.T + np.diag(WORDS_RIDGE / (len(examples) * worth / worth.sum()))
    weights = inputs.T @ np.linalg.solve(kernel, 2 * labels - 1 - CENTRE)
    each = WORDS_COUNT * weights * scale
    says_most = np.argsort(-np.abs(each) * np.sqrt(mean * (1 - mean)))[:MAX_WORDS]
    kept = {words[number]: round(float(each[number]), 4) for number in sorted(says_most.tolist())}
    return kept, -float(each[says_most] @ mean[says_most])


def _frequent(examples: Sequence[KindExample]) -> list[str]:
    """The words that stand on the pages of enough hosts, and not on nearly all pages."""
    hosts = Counter(
        word for word, _ in {(word, example.host) for example in examples for word in example.words}
    )
    pages = Counter(word for example in examples for word in example.words)
    most = 0.9 * len(examples)
    return sorted(w for w, number in hosts.items() if number >= MIN_HOSTS and pages[w] <= most)


def scores(examples: Sequence[KindExample], weights: KindWeights) -> Floats:
    """The scores of pages, as `cleaners.page_kind.score_of` gives them."""
    names = list(weights.numbers)
    facts = np.array([weights.numbers[name] for name in names])
    table = levels(np.array([[e.numbers.get(name, -1.0) for name in names] for e in examples]))
    parts = np.clip((table - facts[:, 0]) / facts[:, 1], -MOST, MOST) @ facts[:, 2]
    said = [sum(weights.words.get(word, 0.0) for word in sorted(e.words)) for e in examples]
    result: Floats = parts + np.array(said) + weights.bias
    return result


def weights_by_fold(
    examples: Sequence[KindExample], threshold: float = THRESHOLD
) -> dict[int, KindWeights]:
    """For each fold the weights that have not seen its hosts."""
    folds = sorted({example.fold for example in examples})
    return {fold: learn([e for e in examples if e.fold != fold], threshold) for fold in folds}


def share_of_articles(
    examples: Sequence[KindExample], weights: Mapping[int, KindWeights]
) -> dict[str, tuple[int, int]]:
    """For each set the pages that count as articles, of how many."""
    found: dict[str, tuple[int, int]] = {}
    for fold, unseen in weights.items():
        pages = [example for example in examples if example.fold == fold]
        for example, score in zip(pages, scores(pages, unseen).tolist(), strict=True):
            told = example.clear in ARTICLES if example.clear else score > 0
            yes, count = found.get(example.set, (0, 0))
            found[example.set] = (yes + told, count + 1)
    return dict(sorted(found.items()))

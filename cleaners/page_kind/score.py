"""The learned score of a page: above 0 an article, below none; a sum that a person can read.

Each number of the page and each of its words adds its weight; `quality.train` makes them.
"""

import heapq
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from cleaners.page_kind.facts import PageFacts
from cleaners.page_kind.numbers import numbers_of
from cleaners.page_kind.words import told, words_of

Floats = NDArray[np.float64]

WEIGHTS = "page_kind.json"
MOST = 4.0
"""Standard deviations beyond which a number counts no further."""

NAMED = 3
"""Reasons that are told of a page."""


@dataclass(frozen=True)
class KindWeights:
    """What was learned: for each number its mean, its deviation and its weight; for words theirs.

    `bias` is the score of a page of average numbers and no words, less the threshold.
    """

    numbers: Mapping[str, tuple[float, float, float]]
    words: Mapping[str, float]
    bias: float

    @cached_property
    def columns(self) -> tuple[Floats, Floats, Floats]:
        """The means, the deviations and the weights of the numbers, in their order."""
        table = np.array(list(self.numbers.values()))
        return table[:, 0], table[:, 1], table[:, 2]


@dataclass(frozen=True, slots=True)
class Scored:
    """A page's score, the numbers that it has, and what weighed most on the side it fell on."""

    score: float
    numbers: Mapping[str, float]
    grounds: tuple[str, ...]


def levels(numbers: Floats) -> Floats:
    """Numbers on a scale where doubling adds the same; straight between powers of two, so that
    every machine has the same.

    >>> levels(np.array([0.0, 1.0, 2.0, 3.0, -3.0])).tolist()
    [0.0, 1.0, 1.5, 2.0, -2.0]
    """
    part, power = np.frexp(1.0 + np.abs(numbers))
    result: Floats = np.copysign(power - 2.0 + 2.0 * part, numbers)
    return result


def score_of(facts: PageFacts, weights: KindWeights) -> Scored:
    """The score of a page and the grounds that weighed most on the side that it fell on."""
    numbers, words = numbers_of(facts), words_of(facts)
    names = list(weights.numbers)
    mean, deviation, weight = weights.columns
    there = (levels(np.array([numbers.get(name, -1.0) for name in names])) - mean) / deviation
    shares = (weight * np.clip(there, -MOST, MOST)).tolist()
    parts = list(zip(shares, names, strict=True))
    parts += [(weights.words[word], word) for word in words if word in weights.words]
    score = weights.bias + math.fsum([part for part, _ in parts])
    most = heapq.nlargest if score > 0 else heapq.nsmallest
    grounds = tuple(_said(name, numbers) for _, name in most(NAMED, parts))
    return Scored(score, numbers, grounds)


YES_NO = {
    "dated": "date of publication", "dated_in_head": "date in the head",
    "modified": "time of change", "section": "section", "byline_near": "byline at the title",
    "year_near": "date at the title", "clock_near": "time at the title",
    "url_dated": "date in the address", "url_number": "number in the address",
    "url_query": "query in the address", "url_slash": "slash at the address's end",
    "news_address": "address of news",
}  # fmt: skip
"""Numbers that are 1 or 0, as a person is told of them."""

SPOKEN = {
    "good_homes": "share of paragraphs with an element of their own",
    "good_markups": "share of paragraphs with a markup of their own",
    "url_last_words": "words at the address's end",
    "url_most_words": "words in a part of the address",
    "says_we": "words of 100 that say we", "says_you": "words of 100 that say you",
    "names_byline": "names of bylines", "text_names_article": "names of an article around the text",
    "first_good": "place of the first paragraph", "good_blocks": "paragraphs",
    "good_words": "words of text", "median_words": "words of the median paragraph",
    "main_linked": "share of links in the main part",
    "main_long_links": "links of four words in the main part",
}  # fmt: skip
"""Other numbers whose names say little."""


def _said(name: str, numbers: Mapping[str, float]) -> str:
    if ":" in name:
        return told(name)
    number = numbers.get(name, -1.0)
    if name in YES_NO:
        return f"a {YES_NO[name]}" if number > 0 else f"no {YES_NO[name]}"
    shown = f"{number:.0f}" if number == int(number) else f"{number:.2f}"
    return f"{SPOKEN.get(name, name.replace('_', ' '))} {shown}"


@cache
def shipped_weights() -> KindWeights:
    """The weights that are shipped, read once."""
    return read_weights(files("cleaners.weights").joinpath(WEIGHTS).read_text("utf-8"))


def read_weights(text: str) -> KindWeights:
    """The weights from the text that `write_weights` made."""
    data = json.loads(text)
    numbers = {name: tuple(values) for name, values in data["numbers"].items()}
    return KindWeights(numbers, data["words"], data["bias"])


def write_weights(weights: KindWeights) -> str:
    """The weights as text, a line a weight."""
    data = {"bias": weights.bias, "numbers": weights.numbers, "words": weights.words}
    return json.dumps(data, indent=0, ensure_ascii=False, sort_keys=True) + "\n"

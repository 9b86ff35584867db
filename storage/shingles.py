"""How alike two texts are: by the runs of eight terms that both have (shingles).

Runs this long tell a copy from a form that was filled in anew: who copies changes, drops or adds
whole passages; forecasts, scores and market reports differ everywhere (docs/decisions.md).

After Broder, "On the resemblance and containment of documents" (1997): the smallest hashes of a
text's shingles are a fair sample of them, and the same sample in every text.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SIZE = 8
"""Terms in a shingle."""

SAMPLE, KEYS = 64, 8
"""Hashes that a sketch holds, and how many of them find it."""

FEW, SHORT = 24, 80
"""Shingles: of a text with fewer nothing is said; one with fewer than SHORT must be a true copy,
or a true beginning."""

LEAD = 40
"""Shingles at the beginning of a text that say which story it is."""

Hashes = NDArray[np.uint64]
_FACTOR, _MIX, _STIR = (
    np.uint64(number) for number in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)
)


@dataclass(frozen=True, slots=True, eq=False)
class Shingled:
    """A text to be compared: its shingles in their order, each once, and its numbers."""

    ordered: Hashes
    sorted: Hashes
    numbers: frozenset[str]


def shingled(terms: Sequence[str]) -> Shingled:
    """The shingles of a text, by the terms of `storage.terms`."""
    everything = _hashes(terms)
    distinct, first = np.unique(everything, return_index=True)
    ordered = everything[np.sort(first)]
    return Shingled(ordered, distinct, frozenset(filter(str.isdigit, terms)))


def _hashes(terms: Sequence[str]) -> Hashes:
    """A number for each shingle, the same in every process."""
    number = len(terms) - SIZE + 1
    if number < 1:
        return np.empty(0, np.uint64)
    words = np.fromiter(map(zlib.crc32, map(str.encode, terms)), np.uint64, len(terms))
    sums = np.zeros(number, np.uint64)
    for place in range(SIZE):
        sums = sums * _FACTOR + words[place : place + number]
    sums = (sums ^ (sums >> np.uint64(30))) * _MIX  # the finish of SplitMix64
    sums = (sums ^ (sums >> np.uint64(27))) * _STIR
    return sums ^ (sums >> np.uint64(31))


def sketch_of(text: Shingled) -> bytes:
    """The smallest hashes, four bytes each; nothing for a text that is too short to compare."""
    if len(text.sorted) < FEW:
        return b""
    return np.unique(text.sorted[: 2 * SAMPLE] >> np.uint64(32))[:SAMPLE].astype("<u4").tobytes()


def keys_of(sketch: bytes) -> list[int]:
    """The numbers by which an index finds a sketch, as 32 bits with a sign."""
    return [int(key) for key in np.frombuffer(sketch, "<u4")[:KEYS].view("<i4")]


def likeness(one: bytes, other: bytes) -> float:
    """About which share of the shingles of two texts both have, from 0 to 1."""
    mine, theirs = np.frombuffer(one, "<u4"), np.frombuffer(other, "<u4")
    smallest = np.union1d(mine, theirs)[:SAMPLE]
    both = np.intersect1d(mine, theirs, assume_unique=True)
    return float(np.isin(smallest, both, assume_unique=True).mean()) if len(smallest) else 0.0


def same_story(one: Shingled, other: Shingled) -> bool:
    """Whether two texts are one story: copied, cut short, or changed in places.

    A text that stands in another with more around it is the same only if both begin alike: a
    page may hold a second article, a roundup many. Numbers that differ tell one lottery draw
    from the next.
    """
    less, more = sorted((one, other), key=lambda text: len(text.sorted))
    if len(less.sorted) < FEW:
        return False
    both = len(np.intersect1d(less.sorted, more.sorted, assume_unique=True))
    alike = both / (len(less.sorted) + len(more.sorted) - both)
    within = both / len(less.sorted)
    lead, numbers = _lead(less, more), _numbers(less.numbers, more.numbers)
    if numbers < 0.65 or lead + numbers < 1.05:
        return False
    if len(less.sorted) < SHORT:
        return alike >= 0.8 or (within >= 0.95 and lead >= 0.95)
    return alike >= (0.45 if lead >= 0.15 else 0.75) or (
        alike >= 0.2 and within >= 0.8 and lead >= 0.5
    )


def other_story(one: Shingled, other: Shingled) -> bool:
    """Whether two texts under one title are surely two stories; of short ones nothing is said.

    A part of a text is no other story, as its page may be cut short.
    """
    less, more = sorted((one, other), key=lambda text: len(text.sorted))
    if len(less.sorted) < FEW or same_story(one, other):
        return False
    both = len(np.intersect1d(less.sorted, more.sorted, assume_unique=True))
    return both < 0.8 * len(less.sorted) or _numbers(less.numbers, more.numbers) < 0.5


def _lead(one: Shingled, other: Shingled) -> float:
    """How much of the beginning of each stands in the other."""
    number = min(LEAD, len(one.ordered), len(other.ordered))
    return min(
        float(np.isin(mine.ordered[:number], theirs.sorted).mean())
        for mine, theirs in ((one, other), (other, one))
    )


def _numbers(one: frozenset[str], other: frozenset[str]) -> float:
    """Which share of the numbers of the one with fewer stand in the other as well."""
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer > 1 else 1.0

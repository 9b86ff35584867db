"""How the CPU time of a page grows with its size, up to the largest page that is accepted."""

import resource
from collections.abc import Sequence
from dataclasses import dataclass

from quality.race import RACERS, timed
from quality.synthetic import page_of_size

SIZES = (20_000, 200_000, 2_000_000, 8_000_000, 20_000_000)
REPEATS = (5, 3, 1, 1, 1)
"""How often a page of each size is run; the least time counts."""

PATIENCE = 60.0
"""Seconds: who would need more for a page, judged by the one before, is not asked about it."""

URL = "https://www.herald.example/2026/11/a-page"


@dataclass(frozen=True, slots=True)
class Growth:
    """What a racer took for a page of that size, in CPU seconds; or why there is no time.

    `peak` is the most memory, in bytes, that its process has held so far.
    """

    racer: str
    size: int
    seconds: float | None
    peak: int = 0
    said: str | None = None

    @property
    def ms_a_megabyte(self) -> float | None:
        """CPU milliseconds for each million bytes."""
        return None if self.seconds is None else 1000 * self.seconds / (self.size / 1e6)


def growth_of(racer: str, sizes: Sequence[int] = SIZES, patience: float = PATIENCE) -> list[Growth]:
    """The times of one racer, by size of page."""
    runner, found, rate = RACERS[racer].start(), [], 0.0
    timed(runner, RACERS[racer].prepare(page_of_size(sizes[0], seed=2)), URL)
    for size, repeats in zip(sizes, REPEATS, strict=False):
        if rate * size > patience:
            found.append(Growth(racer, size, None, said="left out: too slow"))
            continue
        page = page_of_size(size)
        body = RACERS[racer].prepare(page)
        runs = [timed(runner, body, URL) for _ in range(repeats)]
        least = min(seconds for seconds, _ in runs)
        rate = least / len(page)
        error = runs[0][1]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        found.append(Growth(racer, len(page), None if error else least, peak, error))
    return found

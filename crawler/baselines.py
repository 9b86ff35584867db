"""What is usual for a site: robust numbers from its own days, which a few odd days do not move."""

import math
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from statistics import median

from storage.site_day import SiteDay

WINDOW = 56
"""Days of history: eight of each weekday."""

ADOPTED = 14
"""Days that were unlike the site; when there are so many, the site has changed for good."""

MAD = 1.4826
"""What makes the median distance from the median a standard deviation, for the normal curve."""


def before(days: Iterable[SiteDay], first: date, name: str) -> list[SiteDay]:
    """The history before a day: without the days that were unlike the site in this very way."""
    oldest = first - timedelta(days=WINDOW)
    window = [day for day in days if oldest <= day.day < first and day.runs]
    like = [day for day in window if name not in day.flags]
    return like if len(window) - len(like) < ADOPTED else window


def spread(values: Sequence[float], centre: float) -> float:
    """The standard deviation around the centre, by the median distance.

    >>> round(spread([1, 2, 3, 4, 1000], 3), 2)
    1.48
    """
    return MAD * median(abs(value - centre) for value in values)


def at_least(hits: int, tries: int, chance: float) -> float:
    """How likely so many hits or more are in so many tries (binomial).

    >>> round(at_least(3, 3, 0.1), 4)
    0.001
    """
    return sum(
        math.comb(tries, k) * chance**k * (1 - chance) ** (tries - k)
        for k in range(hits, tries + 1)
    )


def sums(counts: dict[date, int], length: int, weekday: int | None) -> list[int]:
    """The sums over all runs of so many days in a row; of those that end on a weekday, if named.

    >>> monday = date(2026, 11, 16)
    >>> sums({monday: 3, monday + timedelta(days=1): 4, monday + timedelta(days=3): 5}, 2, None)
    [7]
    """
    found: list[int] = []
    for last in counts:
        if weekday is not None and last.weekday() != weekday:
            continue
        run = [counts.get(last - timedelta(days=back)) for back in range(length)]
        if None not in run:
            found.append(sum(number for number in run if number is not None))
    return found

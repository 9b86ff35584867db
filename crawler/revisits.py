"""When to come back: to a listing as often as it brings something, to an article while it is young.

Arithmetic only; the times are kept by the store.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

SOONEST = timedelta(hours=1)
LATEST = timedelta(days=1)
"""A listing that brings something every hour is asked every hour, one that sleeps every day."""

UNKNOWN = timedelta(hours=4)
"""The first pause of a listing that shows no dates."""

SAMPLE = 10
"""The newest so many dates of a listing tell how often it changes."""

AGES = (
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
    timedelta(days=3),
    timedelta(days=7),
)
"""The ages at which an article is looked at again; most edits are made in the first hours."""


AHEAD = timedelta(days=1)
"""An article that is born so far after it was looked at has no age."""


def first_pause(dates: Iterable[datetime | None], now: datetime) -> timedelta:
    """How long to wait after the first look at a listing: the usual time between its newest items.

    The time since the newest counts like the time between two, so that a feed that fell asleep
    is known for that.

    >>> now = datetime.fromisoformat("2026-11-22T12:00Z")
    >>> str(first_pause([now - timedelta(hours=3 * n) for n in range(1, 5)], now))
    '3:00:00'
    """
    newest = sorted((d for d in dates if d is not None and d <= now), reverse=True)[:SAMPLE]
    if len(newest) < 2:
        return UNKNOWN
    return _bounded((now - newest[-1]) / len(newest))


def next_pause(pause: timedelta, *, brought: bool) -> timedelta:
    """How long to wait after a later look: half as long if it brought anything, else half longer.

    >>> str(next_pause(timedelta(hours=4), brought=True))
    '2:00:00'
    >>> str(next_pause(timedelta(hours=4), brought=False))
    '6:00:00'
    """
    return _bounded(pause / 2 if brought else pause * 1.5)


def next_visit(
    born: datetime, visited: datetime, ages: Sequence[timedelta] = AGES
) -> datetime | None:
    """When to look at an article again that was last looked at then; None for never again.

    >>> born = datetime.fromisoformat("2026-11-22T12:00Z")
    >>> next_visit(born, born).isoformat()
    '2026-11-22T13:00:00+00:00'
    >>> next_visit(born, born + timedelta(days=8)) is None
    True
    """
    if born > visited + AHEAD:
        return None  # the clock was wrong when it was found
    return next((born + age for age in ages if born + age > visited), None)


def _bounded(pause: timedelta) -> timedelta:
    return min(LATEST, max(SOONEST, pause))

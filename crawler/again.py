"""When a URL that failed is tried again: the next run, then ever later, and at last no more."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from crawler.outcomes import NOT_ASKED, Outcome

PAUSES = (
    timedelta(0),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=24),
)
"""How long after its first, second, ... failure a URL is due again. The one after them is final."""

HOST_TROUBLE = frozenset(
    {
        *NOT_ASKED,
        "certificate",
        "connection-refused",
        "no-such-host",
        "not-tried",
        "proxy",
        "robots-unreachable",
    }
)
"""Reasons that say nothing of a URL, as its host could not be asked: the next run tries again."""


@dataclass(frozen=True, slots=True)
class Again:
    """What the ledger notes of an end: when the URL is due again, and whether this was a try."""

    outcome: Outcome
    due_at: datetime | None = None
    counted: bool = True


def again(outcome: Outcome, tries: int, now: datetime) -> Again:
    """What is to become of a URL that ended so, after so many tries before this one.

    >>> again(Outcome("failed", "timeout"), 0, datetime(2026, 3, 1)).due_at
    datetime.datetime(2026, 3, 1, 0, 0)
    >>> again(Outcome("failed", "timeout"), 5, datetime(2026, 3, 1)).outcome.reason
    'timeout: given up after 6 tries'
    """
    if outcome.state != "failed":
        return Again(outcome)
    if outcome.name in NOT_ASKED:
        return Again(replace(outcome, state="due"), now, counted=False)
    if outcome.name in HOST_TROUBLE:
        return Again(outcome, now, counted=False)
    if tries < len(PAUSES):
        return Again(outcome, now + PAUSES[tries])
    joint = "; " if ":" in (outcome.reason or "") else ": "
    return Again(
        replace(outcome, reason=f"{outcome.reason}{joint}given up after {tries + 1} tries")
    )


def waits(due_at: datetime | None, now: datetime) -> bool:
    """Whether a URL that failed is due later; further ahead than any pause, it is due now: the
    clock was wrong when it failed.

    >>> now = datetime(2026, 3, 1)
    >>> [waits(now + timedelta(days=days), now) for days in (0, 1, 400)]
    [False, True, False]
    """
    return due_at is not None and now < due_at <= now + 2 * PAUSES[-1]


def rests(tried_at: datetime | None, tries: int, now: datetime) -> bool:
    """Whether a URL that a server refused is left alone still, though its site goes on naming it.

    >>> now = datetime(2026, 3, 1)
    >>> [rests(now - timedelta(minutes=5), tries, now) for tries in (1, 2, 50)]
    [False, True, True]
    """
    pause = PAUSES[min(max(tries, 1), len(PAUSES)) - 1]
    return tried_at is not None and abs(now - tried_at) < pause


def again_at_start(outcome: Outcome, tries: int, now: datetime) -> Again:
    """The same for the start of a site, which is never given up: at last it is asked once a day.

    >>> again_at_start(Outcome("failed", "timeout"), 50, datetime(2026, 3, 1)).due_at
    datetime.datetime(2026, 3, 2, 0, 0)
    """
    return again(outcome, min(tries, len(PAUSES) - 1), now)

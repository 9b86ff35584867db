"""How long a host wants to be left alone: Retry-After (RFC 9110, 10.2.3), else longer each time."""

import math
import random
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST = 3_600.0
"""Seconds; whoever asks for more is asked again after an hour."""

FIRST = 2.0
"""Seconds of the first rest of a host that names none; each further one is twice as long."""

JITTER = 0.25
"""Share by which a rest grows at random, so that crawls don't come back together."""

_SECONDS = re.compile(r"\d{1,12}(?:\.\d+)?")
_DIGITS = re.compile(r"\d{13,}")


def read_retry_after(value: str | None, now: datetime) -> float | None:
    """The seconds that a Retry-After names, an hour at most; None where it names no time to come.

    >>> now = datetime(2026, 1, 1, tzinfo=UTC)
    >>> read_retry_after("120", now), read_retry_after("Thu, 01 Jan 2026 00:01:00 GMT", now)
    (120.0, 60.0)
    >>> read_retry_after("-5", now), read_retry_after("9" * 5000, now)
    (None, 3600.0)
    """
    text = (value or "").strip()
    if _DIGITS.fullmatch(text):
        return LONGEST
    if _SECONDS.fullmatch(text):
        seconds = float(text)
    else:
        try:
            moment = parsedate_to_datetime(text[:100])
            moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            seconds = math.ceil((moment - now).total_seconds())
        except (ValueError, TypeError, OverflowError, IndexError):
            return None
    return min(float(seconds), LONGEST) if seconds > 0 else None


def rest(named: float | None, strikes: int, delay: float) -> float:
    """Seconds to leave a host alone that said "not now" for the `strikes + 1`th time in a row."""
    if named is not None:
        return min(named + random.uniform(0, min(1.0, JITTER * named)), LONGEST)  # noqa: S311
    grown = max(FIRST, delay) * 2.0 ** min(strikes, 20)
    return float(min(grown * random.uniform(1, 1 + JITTER), LONGEST))  # noqa: S311

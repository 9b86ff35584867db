"""Days as people write them: `2025-11-01`, `7d`, `3w`, `yesterday`, `today`. All days are UTC."""

import re
from datetime import UTC, date, datetime, time, timedelta

_AGO = re.compile(r"([0-9]{1,6})([dw])")
_DAYS = {"d": 1, "w": 7}
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def parse_day(text: str, today: date) -> date:
    """The day that a text names. Raises ValueError with a sentence for the user.

    >>> parse_day("3w", date(2025, 11, 22))
    datetime.date(2025, 11, 1)
    """
    word = text.strip().lower()
    if word == "today":
        return today
    if word == "yesterday":
        return today - timedelta(days=1)
    try:
        if ago := _AGO.fullmatch(word):
            return today - timedelta(days=int(ago[1]) * _DAYS[ago[2]])
        if _ISO.fullmatch(word):
            return date.fromisoformat(word)
    except (ValueError, OverflowError):
        pass
    raise ValueError(
        f"{text!r} is no date; write a day like 2025-11-01, or 7d, 3w, yesterday, today."
    )


def start_of(day: date) -> datetime:
    """The first moment of a day."""
    return datetime.combine(day, time.min, UTC)


def end_of(day: date) -> datetime:
    """The last moment of a day."""
    return datetime.combine(day, time.max, UTC)

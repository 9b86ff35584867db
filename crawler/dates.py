"""Dates as feeds, sitemaps and addresses write them: a time with a zone, or None."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

OLDEST = datetime(1990, 1, 1, tzinfo=UTC)
"""No news on the web is older than the web."""

AHEAD = timedelta(days=2)
"""How far ahead of now a date may lie: time zones, and clocks that are wrong."""

_SHORT_ZONE = re.compile(r"\s(UT|Z|CET|CEST|BST|MSK|IST|JST|AEST|EET|EEST)$", re.IGNORECASE)
_SUFFIXES = re.compile(r"(?<=[\dZ])(?:\[[^\[\]]{1,40}\]){1,4}$")
"""The name of a zone and the like behind a time with an offset (RFC 9557), as Java writes it."""

_ZONES = {
    "UT": "+0000",
    "Z": "+0000",
    "CET": "+0100",
    "CEST": "+0200",
    "BST": "+0100",
    "MSK": "+0300",
    "IST": "+0530",
    "JST": "+0900",
    "AEST": "+1000",
    "EET": "+0200",
    "EEST": "+0300",
}


def read_date(text: str | None, now: datetime) -> datetime | None:
    """The time that a text states, in the zone that it names, else UTC; None for what is no date.

    ISO 8601 (W3C note), RFC 9557 and RFC 822 are read; years before 1990 and times more than two
    days after `now` are mistakes of the sender. Never raises.

    >>> now = datetime(2025, 1, 1, tzinfo=UTC)
    >>> read_date("Mon, 06 Sep 2021 10:00:00 CEST", now).isoformat()
    '2021-09-06T10:00:00+02:00'
    >>> read_date("2024-03-31T03:30:00+02:00[Europe/Berlin]", now).isoformat()
    '2024-03-31T03:30:00+02:00'
    >>> read_date("0001-01-01", now) is None
    True
    """
    text = _SUFFIXES.sub("", (text or "").strip()[:100])[:64]
    if not text:
        return None
    for reader in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            when = reader(_named_zone(text))
            when = when if when.tzinfo else when.replace(tzinfo=UTC)
            return when if OLDEST <= when <= now + AHEAD else None
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
    return None


def _named_zone(text: str) -> str:
    match = _SHORT_ZONE.search(text)
    return f"{text[: match.start()]} {_ZONES[match[1].upper()]}" if match else text

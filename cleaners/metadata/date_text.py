"""Dates as pages write them: ISO 8601, RFC 2822, and what stands in bylines in many languages.

Only short texts are read, by a few anchored patterns: no guessing, no fuzzy search.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from cleaners.metadata.words import months

MAX_DATE_TEXT = 120
EARLIEST = 1900
LATEST = 2100
_BUDDHIST = 543

_ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)(?:[T\s,]+(?P<time>\d{1,2}[:.]\d{2}.{0,40}))?",
    re.DOTALL,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(?P<zone>\S{0,6}))?$")
_EPOCH = re.compile(r"(\d{10})(\d{3})?$")
_EAST_ASIAN = re.compile(r"(\d{4})\s*[年년.]\s*(\d{1,2})\s*[月월.]\s*(\d{1,2})\s*[日일.]?")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4})(?!\d)")
_SHORT_YEAR = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{2})(?![\d.])")
_WORDS = re.compile(r"[^\W\d_][^\W\d_]*(?:[.\-][^\W\d_]+)*|\d+|[\u0e00-\u0e7f.]+")
_TIME = re.compile(
    r"(?<!\d)(\d{1,2})[:.h](\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?!\d)\s*([ap]\.?m\.?)?",
    re.IGNORECASE,
)
_ZONE = re.compile(r"(?:UTC|GMT)?\s?([+-]\d{2}):?(\d{2})?(?!\d)|\b([A-Z]{3,4})\b|(?<=\d)(Z)")
_ZONES = {
    name: hours
    for hours, names in {
        0: ("Z", "UTC", "GMT"),
        1: ("BST", "CET"),
        2: ("CEST", "EET", "SAST"),
        3: ("EEST", "MSK", "TRT"),
        7: ("WIB",),
        8: ("HKT", "SGT"),
        9: ("JST", "KST"),
        10: ("AEST",),
        11: ("AEDT",),
        -4: ("EDT",),
        -5: ("EST", "CDT"),
        -6: ("MDT",),
        -7: ("MST", "PDT"),
        -8: ("PST",),
    }.items()
    for name in names
}
"""Hours from UTC of the abbreviations that mean one zone; CST, IST and their like mean several."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment as a page states it; `zoned` is False where UTC was put for a missing zone."""

    moment: datetime
    zoned: bool


def parse_date(text: str, month_first: bool = False) -> Stamp | None:
    """The date in a short text, or None. `month_first` reads 3/4/2024 as the fourth of March.

    >>> parse_date("2024-05-03T10:00:00+02:00").moment.isoformat()
    '2024-05-03T10:00:00+02:00'
    >>> parse_date("Freitag, 3. Mai 2024, 10:00 Uhr").moment.isoformat()
    '2024-05-03T10:00:00+00:00'
    """
    text = text.strip()
    if not 6 <= len(text) <= MAX_DATE_TEXT or not any(map(str.isdigit, text)):
        return None
    try:
        return _iso(text) or _compact(text) or _visible(text, month_first)
    except (ValueError, OverflowError):
        return None


def _iso(text: str) -> Stamp | None:
    found = _ISO.match(text)
    if not found:
        return None
    return _stamp(int(found[1]), int(found[2]), int(found[3]), found["time"] or "")


def _compact(text: str) -> Stamp | None:
    if found := _EPOCH.match(text):
        return Stamp(datetime.fromtimestamp(int(found[1]), UTC), True)
    found = _COMPACT.match(text)
    if not found:
        return None
    clock = f"{found[4]}:{found[5]}:{found[6] or '00'} {found['zone']}" if found[4] else ""
    return _stamp(int(found[1]), int(found[2]), int(found[3]), clock)


def _visible(text: str, month_first: bool) -> Stamp | None:
    if found := _EAST_ASIAN.search(text):
        return _stamp(int(found[1]), int(found[2]), int(found[3]), text[found.end() :])
    if found := _DAY_FIRST.search(text):
        day, month = int(found[1]), int(found[2])
        if month > 12 or (month_first and day <= 12 and "." not in found[0]):
            day, month = month, day
        return _stamp(int(found[3]), month, day, text[: found.start()] + " " + text[found.end() :])
    if found := _SHORT_YEAR.search(text):
        year = 2000 + int(found[3])
        return _stamp(year, int(found[2]), int(found[1]), text[found.end() :])
    return _named_month(text)


def _named_month(text: str) -> Stamp | None:
    """A date with the month as a word: the year, and the day that stands next to the month."""
    names = months()
    tokens = [(m[0].casefold().strip("."), m.start(), m.end()) for m in _WORDS.finditer(text)]
    at = next((i for i, (word, _, _) in enumerate(tokens) if _is_month(tokens, i, names)), None)
    if at is None:
        return None
    month = names[tokens[at][0]]
    around = tokens[max(0, at - 3) : at + 4]
    year = next((t for t in around if len(t[0]) == 4 and t[0].isdecimal()), None)
    days = [tokens[i] for i in (at - 1, at + 1, at - 2, at + 2) if 0 <= i < len(tokens)]
    day = next((t for t in days if t[0].isdecimal() and len(t[0]) <= 2), None)
    if not year or not day:
        return None
    used = sorted([year, day], key=lambda token: token[1], reverse=True)
    rest = text
    for _, start, end in used:
        rest = f"{rest[:start]} {rest[end:]}"
    return _stamp(int(year[0]), month, int(day[0]), rest)


def _is_month(tokens: list[tuple[str, int, int]], at: int, names: dict[str, int]) -> bool:
    """Whether the word is a month with a number beside it (Spanish and Portuguese put "de")."""
    if tokens[at][0] not in names:
        return False
    beside = tokens[max(0, at - 2) : at] + tokens[at + 1 : at + 3]
    return any(word.isdecimal() for word, _, _ in beside)


def _stamp(year: int, month: int, day: int, clock: str) -> Stamp | None:
    if 2400 < year < 2700:
        year -= _BUDDHIST
    if not EARLIEST <= year <= LATEST or (year, month, day) == (1970, 1, 1):
        return None
    found = _TIME.search(clock)
    if not found:
        return Stamp(datetime(year, month, day, tzinfo=UTC), False)
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    half = (found[5] or "").lower()[:1]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour == 24 or hour > 23 or minute > 59 or second > 59:
        return Stamp(datetime(year, month, day, tzinfo=UTC), False)
    fraction = int((found[4] or "0").ljust(6, "0")[:6])
    zone = _zone(clock[found.end() :])
    moment = datetime(year, month, day, hour, minute, second, fraction, zone or UTC)
    return Stamp(moment, zone is not None)


def _zone(text: str) -> timezone | None:
    """The zone that is stated behind a time: an offset, Z, or an abbreviation that is clear."""
    text = text.strip()
    if text[:1] == "Z":
        return UTC
    for found in _ZONE.finditer(text[:40]):
        if found[1]:
            hours, minutes = int(found[1]), int(found[2] or 0)
            offset = timedelta(hours=hours, minutes=-minutes if found[1][0] == "-" else minutes)
            return timezone(offset) if abs(offset) < timedelta(hours=15) else None
        if found[3] in _ZONES:
            return timezone(timedelta(hours=_ZONES[found[3]])) if _ZONES[found[3]] else UTC
    return None

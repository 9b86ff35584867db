"""The day, month or year that an address names: /2026/11/20/ferry-sails, /20261120-ferry.html."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from crawler.dates import AHEAD, OLDEST

SLACK = timedelta(hours=14)
"""An address has no time zone: its day begins and ends up to so much earlier or later."""

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_YEAR = r"(?P<y>199\d|20\d\d)"
_MONTH = r"(?P<m>0?[1-9]|1[0-2]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})"
_DAY = r"(?P<d>0?[1-9]|[12]\d|3[01])"
_SEGMENTS = re.compile(rf"/{_YEAR}/{_MONTH}(?:/{_DAY})?(?=/)", re.IGNORECASE)
_YEAR_FIRST = re.compile(rf"^/{_YEAR}(?P<m>(?P<d>(?!)))?(?=/)")
_JOINED = re.compile(rf"/{_YEAR}[-_.](?P<m>\d\d)(?:[-_.](?P<d>\d\d))?(?=[/_-]|\.\w+$)")
_DIGITS = re.compile(rf"/{_YEAR}(?P<m>\d\d)(?P<d>\d\d)(?=[/_-]|\.\w+$)")


@dataclass(frozen=True, slots=True)
class Period:
    """The time from `start` until before `end`: a day, a month or a year in UTC."""

    start: datetime
    end: datetime

    def __str__(self) -> str:
        days = (self.end - self.start).days
        form = "%Y-%m-%d" if days == 1 else "%Y-%m" if days < 32 else "%Y"
        return self.start.strftime(form)

    def with_slack(self) -> tuple[datetime, datetime]:
        """Start and end, as wide as any time zone makes them."""
        return self.start - SLACK, self.end + SLACK


def address_period(url: str, now: datetime) -> Period | None:
    """When an address says that its page was published, or None. Never raises.

    Only whole segments and the beginning of one count, a year alone only at the front: a name that
    tells of another year ("the-storm-of-2003") is no date. Nor is what is not in the calendar or
    lies ahead.

    >>> now = datetime(2026, 11, 22, tzinfo=UTC)
    >>> str(address_period("https://e.x/news/2026/nov/20/ferry", now))
    '2026-11-20'
    >>> str(address_period("https://e.x/2026/11/ferry-sails", now))
    '2026-11'
    >>> address_period("https://e.x/the-storm-of-2003", now) is None
    True
    """
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    for pattern in (_SEGMENTS, _JOINED, _DIGITS, _YEAR_FIRST):
        for match in pattern.finditer(path):
            period = _period(match)
            if period and period.end >= OLDEST and period.start <= now + AHEAD:
                return period
    return None


def year_of(year: int) -> Period:
    """A year; raises ValueError for what is not in the calendar."""
    return Period(_utc(year), _utc(year + 1))


def month_of(year: int, month: int) -> Period:
    """A month; raises ValueError for what is not in the calendar."""
    start = _utc(year, month)
    return Period(start, start + timedelta(days=monthrange(year, month)[1]))


def day_of(year: int, month: int, day: int) -> Period:
    """A day; raises ValueError for what is not in the calendar."""
    start = _utc(year, month, day)
    return Period(start, start + timedelta(days=1))


def _period(match: re.Match[str]) -> Period | None:
    year = int(match["y"])
    if match["m"] is None:
        return year_of(year)
    named = match["m"].lower()[:3]
    month = _MONTHS.index(named) + 1 if named in _MONTHS else int(match["m"])
    try:
        return month_of(year, month) if match["d"] is None else day_of(year, month, int(match["d"]))
    except ValueError:
        return None


def _utc(year: int, month: int = 1, day: int = 1) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)

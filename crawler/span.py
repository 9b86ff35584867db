"""A span of time that a crawl is asked for: `since` and `until`, as people write them."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from crawler.address_dates import address_period
from crawler.dates import OLDEST

_AGO = re.compile(r"(\d{1,5})\s*([hdw])", re.IGNORECASE)
_HOURS = {"h": 1, "d": 24, "w": 168}
_PERIOD = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_HINT = "write a date (2026-11-01), a month (2026-11), a year, or a time ago (7d, 24h, 2w)"


@dataclass(frozen=True, slots=True)
class Span:
    """From `since` until before `until`; None for open. What has no date is inside.

    >>> day = datetime(2026, 11, 1, tzinfo=UTC)
    >>> Span(day, None).leaves_out(day - timedelta(seconds=1)), Span(day, None).leaves_out(day)
    (True, False)
    """

    since: datetime | None = None
    until: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing can be outside."""
        return self.since is None and self.until is None

    def leaves_out(self, start: datetime, end: datetime | None = None) -> bool:
        """Whether a moment, or all of the period until before `end`, lies outside."""
        before = self.since is not None and (
            start < self.since if end is None else end <= self.since
        )
        return before or (self.until is not None and start >= self.until)

    def within(self, other: "Span") -> bool:
        """Whether all of this span lies inside the other.

        >>> Span().within(Span()), Span().within(Span(since=OLDEST))
        (True, False)
        """
        began = other.since is None or (self.since is not None and self.since >= other.since)
        ends = other.until is None or (self.until is not None and self.until <= other.until)
        return began and ends

    def outside(
        self, url: str, published: datetime | None, modified: datetime | None, now: datetime
    ) -> str | None:
        """Why an article is outside for sure, as evidence for a person; None if it may be inside.

        A publication date decides. Without one, what was last modified before the span was
        published before it, and the address may name the day, the month or the year.
        """
        if self.is_open:
            return None
        if published is not None:
            return f"published {_day(published)}" if self.leaves_out(published) else None
        if modified is not None and self.since is not None and modified < self.since:
            return f"last modified {_day(modified)}"
        period = address_period(url, now)
        if period is not None and self.leaves_out(*period.with_slack()):
            return f"the address says {period}"
        return None


def read_span(since: str, until: str, now: datetime) -> Span:
    """The span that a person means; raises ValueError with a sentence that says what to write.

    The last day, month or year is inside: `until=2026-11` ends with November.

    >>> now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    >>> read_span("7d", "2026-11-20", now).until.isoformat()
    '2026-11-21T00:00:00+00:00'
    """
    span = Span(_moment("since", since, now, end=False), _moment("until", until, now, end=True))
    if span.since and span.until and span.since >= span.until:
        raise ValueError(f"since={since} is not before until={until}.")
    return span


def read_period(name: str, text: str) -> Span:
    """The year, month or day that a text names ("2024-01"); raises ValueError like `read_span`."""
    match = _PERIOD.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{name}={text} is no month or year: write 2024-01 or 2024.")
    try:
        return Span(*_period(match))
    except ValueError:
        raise ValueError(f"{name}={text} is not in the calendar.") from None


def _moment(name: str, text: str, now: datetime, *, end: bool) -> datetime | None:
    text = text.strip()
    if not text:
        return None
    if ago := _AGO.fullmatch(text):
        return max(OLDEST, now - timedelta(hours=int(ago[1]) * _HOURS[ago[2].lower()]))
    try:
        if period := _PERIOD.fullmatch(text):
            return _period(period)[1 if end else 0]
        when = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{name}={text} is no time: {_HINT}.") from None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _period(match: re.Match[str]) -> tuple[datetime, datetime]:
    year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    start = datetime(year, month, day, tzinfo=UTC)
    if match[3]:
        return start, start + timedelta(days=1)
    months = 1 if match[2] else 12
    days = sum(monthrange(year, month + n)[1] for n in range(months))
    return start, start + timedelta(days=days)


def _day(moment: datetime) -> str:
    return moment.date().isoformat()

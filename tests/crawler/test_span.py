"""Spans as people write them, and what is outside for sure."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.span import Span, read_period, read_span

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def utc(year: int, month: int = 1, day: int = 1, hour: int = 0) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("2026-11-01", utc(2026, 11, 1), utc(2026, 11, 2)),
        ("2026-02", utc(2026, 2), utc(2026, 3)),
        ("2024", utc(2024), utc(2025)),
        ("7d", NOW - timedelta(days=7), NOW - timedelta(days=7)),
        ("24 H", NOW - timedelta(days=1), NOW - timedelta(days=1)),
        ("2w", NOW - timedelta(days=14), NOW - timedelta(days=14)),
        ("2026-11-01T10:00+02:00", utc(2026, 11, 1, 8), utc(2026, 11, 1, 8)),
        (" ", None, None),
    ],
)
def test_times_are_read_as_people_write_them(
    text: str, since: datetime | None, until: datetime | None
) -> None:
    assert read_span(text, "", NOW) == Span(since, None)
    assert read_span("", text, NOW) == Span(None, until)


@pytest.mark.parametrize("text", ["yesterday", "2026-13", "2026-02-30", "7 days", "0", "99999999d"])
def test_what_is_no_time_is_answered_with_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match=r"since=.* is no time: write a date"):
        read_span(text, "", NOW)


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="since=2026-11-02 is not before until=2026-11-01"):
        read_span("2026-11-02", "2026-11-01", NOW)
    with pytest.raises(ValueError, match="write 2024-01 or 2024"):
        read_period("backfill", "7d")
    with pytest.raises(ValueError, match="not in the calendar"):
        read_period("backfill", "2024-13")


NOVEMBER = Span(utc(2026, 11), utc(2026, 12))


@pytest.mark.parametrize(
    ("path", "published", "modified", "expected"),
    [
        ("/a", utc(2026, 10, 31, 23), None, "published 2026-10-31"),
        ("/a", utc(2026, 12), None, "published 2026-12-01"),
        ("/a", utc(2026, 11), utc(2026, 9), None),
        ("/2025/01/01/a", utc(2026, 11, 5), None, None),
        ("/a", None, utc(2026, 10), "last modified 2026-10-01"),
        ("/a", None, utc(2026, 12, 5), None),
        ("/2026/10/30/a", None, None, "the address says 2026-10-30"),
        ("/2026/10/31/a", None, None, None),
        ("/2026/09/a", None, utc(2026, 11, 5), "the address says 2026-09"),
        ("/2026/a", None, None, None),
        ("/a", None, None, None),
    ],
)
def test_only_what_is_outside_for_sure_is_outside(
    path: str, published: datetime | None, modified: datetime | None, expected: str | None
) -> None:
    url = f"https://e.x{path}"
    assert NOVEMBER.outside(url, published, modified, NOW) == expected
    assert Span().outside(url, published, modified, NOW) is None


def test_a_span_lies_within_another_that_began_no_later_and_ends_no_earlier() -> None:
    week = Span(since=utc(2026, 11, 15))
    assert Span(since=utc(2026, 11, 16)).within(week)
    assert not Span(since=utc(2026, 11, 14)).within(week)
    assert not Span().within(week)
    assert NOVEMBER.within(Span(since=utc(2026, 11)))
    assert not Span(since=utc(2026, 11)).within(NOVEMBER)

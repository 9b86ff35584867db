"""How long a host is left alone."""

from datetime import UTC, datetime

import pytest

from crawler.retry_after import LONGEST, read_retry_after, rest

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("3", 3),
        (" 120 ", 120),
        ("2.5", 2.5),
        ("Sun, 22 Nov 2026 12:00:30 GMT", 30),
        ("Sunday, 22-Nov-26 12:00:30 GMT", 30),
        ("Sun, 22 Nov 2026 12:00:30", 30),
        ("86400", LONGEST),
        ("9" * 5_000, LONGEST),
        ("Sat, 01 Jan 2050 00:00:00 GMT", LONGEST),
        ("-5", None),
        ("0", None),
        ("soon", None),
        ("", None),
        (None, None),
        ("Sun, 22 Nov 2020 12:00:00 GMT", None),
        ("Sun, 99 Nov 2026 99:00:00 GMT", None),
    ],
)
def test_a_value_is_seconds_or_a_date_to_come(value: str | None, seconds: float | None) -> None:
    assert read_retry_after(value, NOW) == seconds


def test_a_named_rest_is_kept_and_no_rest_is_longer_than_an_hour() -> None:
    for _ in range(50):
        assert 10 <= rest(10, 5, 0) <= 12
        assert rest(LONGEST, 0, 0) == LONGEST
        assert rest(None, 99, 5) == LONGEST


def test_an_unnamed_rest_doubles_and_is_never_shorter_than_the_delay() -> None:
    for strikes in range(6):
        seconds = {rest(None, strikes, 0) for _ in range(20)}
        assert 2 * 2**strikes <= min(seconds) <= max(seconds) <= 2.5 * 2**strikes
        assert len(seconds) > 1
    assert rest(None, 0, 30) >= 30

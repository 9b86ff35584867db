"""Days as people write them."""

from datetime import UTC, date, datetime

import pytest

from corpus.dates import end_of, parse_day, start_of

TODAY = date(2025, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-11-01", date(2025, 11, 1)),
        ("today", TODAY),
        (" Yesterday ", date(2025, 11, 21)),
        ("0d", TODAY),
        ("7d", date(2025, 11, 15)),
        ("3w", date(2025, 11, 1)),
    ],
)
def test_a_day_is_named_in_these_ways(text: str, day: date) -> None:
    assert parse_day(text, TODAY) == day


@pytest.mark.parametrize(
    "text",
    ["", "tomorrowish", "2025-13-01", "2025-02-30", "20251101", "999999d", "-3d", "7", "٧d", "3 w"],
)
def test_what_names_no_day_is_refused_with_the_ways_to_name_one(text: str) -> None:
    with pytest.raises(ValueError, match="is no date; write a day like 2025-11-01, or 7d"):
        parse_day(text, TODAY)


def test_a_day_is_a_whole_day_in_utc() -> None:
    assert start_of(TODAY) == datetime(2025, 11, 22, tzinfo=UTC)
    assert end_of(TODAY) == datetime(2025, 11, 22, 23, 59, 59, 999999, tzinfo=UTC)

"""Busy listings are asked often, sleeping ones seldom; articles only while they are young."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.revisits import AGES, LATEST, SOONEST, UNKNOWN, first_pause, next_pause, next_visit

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("hours_ago", "expected"),
    [
        ([0.1, 0.2, 0.3], SOONEST),
        ([2, 4, 6, 8], 2 * HOUR),
        ([24 * n for n in range(1, 40)], LATEST),
        ([24 * 300, 24 * 301], LATEST),
        ([5], UNKNOWN),
        ([-3, -4], UNKNOWN),
        ([], UNKNOWN),
    ],
)
def test_the_first_pause_follows_the_dates(hours_ago: list[float], expected: timedelta) -> None:
    dates = [None, *(NOW - n * HOUR for n in hours_ago)]
    assert first_pause(dates, NOW) == expected


def asked(changes_every: timedelta, days: int = 30) -> list[datetime]:
    """When a listing would be asked in so many days, if it changes that often."""
    moments, at, changed = [], NOW, NOW
    pause = UNKNOWN
    while at < NOW + timedelta(days=days):
        moments.append(at)
        brought = at - changed >= changes_every
        changed += (at - changed) // changes_every * changes_every
        pause = next_pause(pause, brought=brought)
        at += pause
    return moments


def test_a_listing_that_changes_every_hour_is_asked_every_hour() -> None:
    assert 28 * 24 <= len(asked(HOUR)) <= 30 * 24


def test_a_listing_that_sleeps_is_asked_every_day() -> None:
    assert len(asked(timedelta(days=400))) <= 35


def test_a_listing_that_changes_twice_a_day_is_asked_a_few_times_a_day() -> None:
    assert 2 * 30 <= len(asked(timedelta(hours=12))) <= 6 * 30


def test_an_article_is_visited_at_growing_ages_and_then_never() -> None:
    at: datetime | None = NOW
    visits = []
    while at is not None and (at := next_visit(NOW, at)) is not None:
        visits.append(at - NOW)
    assert visits == list(AGES)


def test_an_article_that_was_found_late_is_visited_at_the_ages_that_are_left() -> None:
    assert next_visit(NOW, NOW + timedelta(days=2)) == NOW + timedelta(days=3)
    assert next_visit(NOW - timedelta(days=90), NOW) is None


def test_an_article_that_was_found_while_the_clock_was_ahead_has_no_age() -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert next_visit(now + timedelta(days=400), now) is None
    assert next_visit(now + timedelta(hours=2), now) == now + timedelta(hours=3)

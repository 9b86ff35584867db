"""Articles are counted by day, week and month, the same on both databases."""

from datetime import UTC, date, datetime, timedelta, timezone

from storage import Filters, Period, Store
from tests.storage.examples import add

WEDNESDAY = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)
EAST = timezone(timedelta(hours=2))


def test_articles_are_counted_by_day_week_and_month_of_utc(store: Store) -> None:
    for n, later in enumerate((0, 0, 1, 40)):
        url = f"https://a.example/{n}"
        add(store, url, f"Ferry {n}", published_at=WEDNESDAY + timedelta(days=later))
    east = WEDNESDAY.astimezone(EAST)
    add(store, "https://b.example/east", "The ferry of the east", published_at=east)
    add(store, "https://b.example/pier", "A pier", text="None.", published_at=WEDNESDAY)
    found = store.search("ferry")

    days = found.trend("day")
    assert days[:3] == [
        Period(date(2025, 12, 31), 3),
        Period(date(2026, 1, 1), 1),
        Period(date(2026, 1, 2), 0),
    ]
    assert (len(days), days[-1]) == (41, Period(date(2026, 2, 9), 1))
    weeks = found.trend()
    assert weeks[:2] == [Period(date(2025, 12, 29), 4), Period(date(2026, 1, 5), 0)]
    assert (len(weeks), weeks[-1]) == (7, Period(date(2026, 2, 9), 1))
    assert found.trend("month") == [
        Period(date(2025, 12, 1), 3),
        Period(date(2026, 1, 1), 1),
        Period(date(2026, 2, 1), 1),
    ]
    of_site = store.search("ferry", Filters(site="b.example", until=WEDNESDAY))
    assert of_site.trend("month") == [Period(date(2025, 12, 1), 1)]
    assert store.search("walrus").trend() == store.search("!").trend() == []


def test_the_ends_of_the_calendar_are_periods_without_all_that_lies_between(store: Store) -> None:
    for year in (1, 9999):
        when = datetime(year, 12, 31, tzinfo=UTC) if year > 1 else datetime(1, 1, 1, tzinfo=UTC)
        add(store, f"https://a.example/{year}", f"Ferry {year}", published_at=when)

    for by in ("day", "week", "month"):
        periods = store.search("ferry").trend(by)
        assert [period.articles for period in periods] == [1, 1], by

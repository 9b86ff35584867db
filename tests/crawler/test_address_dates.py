"""Dates in addresses: read where they are dates, left where they are names or numbers."""

from datetime import UTC, datetime

import pytest

from crawler.address_dates import address_period

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/2026/11/20/ferry-sails", "2026-11-20"),
        ("/news/2026/nov/3/ferry-sails", "2026-11-03"),
        ("/news/2024/february/29/leap", "2024-02-29"),
        ("/2026/11/ferry-sails", "2026-11"),
        ("/2026/ferry-sails", "2026"),
        ("/2026-11-20/ferry", "2026-11-20"),
        ("/news/2026-11-20-ferry-sails.html", "2026-11-20"),
        ("/20261120/ferry", "2026-11-20"),
        ("/news/20261120_ferry.php", "2026-11-20"),
        ("/2025-11/ferry", "2025-11"),
        ("/node/2001/30/31/x/2026/11/20/ferry", "2026-11-20"),
    ],
)
def test_an_address_tells_its_day_month_or_year(path: str, expected: str) -> None:
    assert str(address_period(f"https://e.x{path}", NOW)) == expected


@pytest.mark.parametrize(
    "path",
    [
        "/the-storm-of-2003",
        "/remembering-2001-09-11",
        "/2027/05/01/a-day-ahead",
        "/20269920/x",
        "/2026-02-30-x",
        "/20261120123/x",
        "/1789/07/14/bastille",
        "/news-67234111",
        "/2026",
        "/node/2019/ferry",
        "",
    ],
)
def test_a_name_a_number_and_the_future_are_no_dates(path: str) -> None:
    assert address_period(f"https://e.x{path}", NOW) is None


def test_no_address_raises() -> None:
    assert address_period("http://[", NOW) is None

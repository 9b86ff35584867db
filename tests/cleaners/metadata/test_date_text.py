"""Dates in many spellings; what is no date stays none."""

import pytest

from cleaners.metadata.date_text import parse_date


@pytest.mark.parametrize(
    ("text", "moment", "zoned"),
    [
        ("2024-05-03T10:20:30Z", "2024-05-03T10:20:30+00:00", True),
        ("2024-05-03T10:20:30.389+02:00", "2024-05-03T10:20:30.389000+02:00", True),
        ("2024-05-03T10:20+0200", "2024-05-03T10:20:00+02:00", True),
        ("2024-04-30 16:38:37 +02:00", "2024-04-30T16:38:37+02:00", True),
        ("2024-05-03T10:20:30-03:30", "2024-05-03T10:20:30-03:30", True),
        ("2024-05-03T10:20:30", "2024-05-03T10:20:30+00:00", False),
        ("2024-05-03", "2024-05-03T00:00:00+00:00", False),
        ("20240503", "2024-05-03T00:00:00+00:00", False),
        ("20240503T102030Z", "2024-05-03T10:20:30+00:00", True),
        ("1714731630", "2024-05-03T10:20:30+00:00", True),
        ("1714731630000", "2024-05-03T10:20:30+00:00", True),
        ("Fri, 03 May 2024 10:20:30 +0200", "2024-05-03T10:20:30+02:00", True),
        ("Fri May 03 2024 10:20:30 GMT+0200 (CEST)", "2024-05-03T10:20:30+02:00", True),
        ("May 3, 2024, 10:20 p.m. EDT", "2024-05-03T22:20:00-04:00", True),
        ("Published May 3rd, 2024", "2024-05-03T00:00:00+00:00", False),
        ("3 May 2024", "2024-05-03T00:00:00+00:00", False),
        ("Freitag, 3. Mai 2024, 10:20 Uhr", "2024-05-03T10:20:00+00:00", False),
        ("vendredi 3 mai 2024 à 10h20", "2024-05-03T10:20:00+00:00", False),
        ("3 de mayo de 2024", "2024-05-03T00:00:00+00:00", False),
        ("3 de maio de 2024 às 10h20", "2024-05-03T10:20:00+00:00", False),
        ("3 maggio 2024", "2024-05-03T00:00:00+00:00", False),
        ("3 maja 2024", "2024-05-03T00:00:00+00:00", False),
        ("3. května 2024", "2024-05-03T00:00:00+00:00", False),
        ("3 мая 2024, 10:20", "2024-05-03T10:20:00+00:00", False),
        ("3 травня 2024", "2024-05-03T00:00:00+00:00", False),
        ("3 Mayıs 2024", "2024-05-03T00:00:00+00:00", False),
        ("٣ مايو ٢٠٢٤", "2024-05-03T00:00:00+00:00", False),
        ("3 במאי 2024", "2024-05-03T00:00:00+00:00", False),
        ("3 मई 2024", "2024-05-03T00:00:00+00:00", False),
        ("3 พฤษภาคม 2567", "2024-05-03T00:00:00+00:00", False),
        ("2024年5月3日 10:20", "2024-05-03T10:20:00+00:00", False),
        ("2024년 5월 3일", "2024-05-03T00:00:00+00:00", False),
        ("2024. 5. 3.", "2024-05-03T00:00:00+00:00", False),
        ("03.05.2024 10:20", "2024-05-03T10:20:00+00:00", False),
        ("Fr 03.05.24 | 10:20 Uhr", "2024-05-03T10:20:00+00:00", False),
        ("03/05/2024", "2024-05-03T00:00:00+00:00", False),
    ],
)
def test_a_date_is_read_in_its_own_zone(text: str, moment: str, zoned: bool) -> None:
    stamp = parse_date(text)
    assert stamp is not None
    assert (stamp.moment.isoformat(), stamp.zoned) == (moment, zoned)


def test_americans_write_the_month_first() -> None:
    stamp = parse_date("05/03/2024", month_first=True)
    assert stamp is not None
    assert stamp.moment.date().isoformat() == "2024-05-03"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "10:20",
        "2024",
        "May 2024",
        "0001-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "2024-13-45",
        "2024-02-30",
        "99/99/2024",
        "In May, 300 people came to the 2024 fair",
        "Version 10.3.24.1",
        "Call 0800 123 456",
        "9" * 100,
        "3 May 2024 " + "x" * 200,
    ],
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert parse_date(text) is None

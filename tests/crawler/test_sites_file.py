"""`sites.toml`: what it says, and where it is wrong."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.sites_file import SitesError, SitesFile, read_sites

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
FULL = """
alert = "mail -s news me@example.org"

[[site]]
url = "https://www.harbour.example/"
delay = 10
since = 2026-01-01
until = "2026-12-31"
max_pages = 500
feeds = ["https://www.harbour.example/feed.xml"]

# quiet since spring
[[site]]
url = "fjord.example"
enabled = false

[[site]]
url = "https://tide.example/"
since = "7d"
"""


def read(text: str, tmp_path: Path) -> SitesFile:
    file = tmp_path / "sites.toml"
    file.write_text(text, "utf-8")
    return read_sites(file, NOW)


def test_a_file_names_sites_and_what_is_special_about_each(tmp_path: Path) -> None:
    found = read(FULL, tmp_path)
    harbour, tide = found.sites
    assert (harbour.site, harbour.delay, harbour.budget) == ("harbour.example", 10.0, 500)
    assert harbour.feeds == ("https://www.harbour.example/feed.xml",)
    assert harbour.since == datetime(2026, 1, 1, tzinfo=UTC)
    assert harbour.until is not None
    assert harbour.until.isoformat() == "2026-12-31T23:59:59.999999+00:00"
    assert (tide.url, tide.since) == ("https://tide.example/", datetime(2026, 11, 15, tzinfo=UTC))
    assert found.disabled == {"fjord.example"}
    assert found.alert == "mail -s news me@example.org"
    assert not found.only


def test_an_empty_file_names_no_site(tmp_path: Path) -> None:
    assert read("", tmp_path) == SitesFile()


WRONG = [
    ('[[site]]\nurl = "https://a.example/"\ndelya = 5\n', "line 3: delya is no option here; did"),
    ('[[site]]\nurl = "https://a.example/"\nx = 5\n', "x is no option here; known are url, en"),
    ('[[site]]\nurl = "https://a.example/"\ndelay = "5"\n', "line 3: delay is '5'; write seconds"),
    ('[[site]]\nurl = "https://a.example/"\ndelay = -1\n', "delay is -1; write seconds, 0 to"),
    ('[[site]]\nurl = "https://a.example/"\ndelay = nan\n', "delay is nan; write seconds, 0"),
    ('[[site]]\nurl = "https://a.example/"\nmax_pages = 0\n', "max_pages is 0; write a whole"),
    ('[[site]]\nurl = "https://a.example/"\nmax_pages = true\n', "write a whole number, 1 or"),
    ('[[site]]\nurl = "https://a.example/"\nenabled = "no"\n', "write true or false"),
    ('[[site]]\nurl = "https://a.example/"\nfeeds = "x"\n', "feeds is 'x'; write a list: [\""),
    ('[[site]]\nurl = "https://a.example/"\nfeeds = ["mailto:a"]\n', "write a web address"),
    ('[[site]]\nurl = "https://a.example/"\nsince = "soon"\n', "line 3: since is 'soon'; write"),
    ('[[site]]\nurl = "https://a.example/"\nsince = 5\n', "line 3: since is 5; write a day"),
    (
        '[[site]]\nurl = "https://a.example/"\nsince = "2026-02-01"\nuntil = "2026-01-01"\n',
        "line 4: until lies before since; swap the two",
    ),
    ("[[site]]\ndelay = 5\n", 'line 1: url is missing; write url = "https://www.example.com/"'),
    ('[[site]]\nurl = "ftp://a.example/"\n', "line 2: url is 'ftp://a.example/'; write a web"),
    ("[[site]]\nurl = 7\n", "line 2: url is 7; write text in quotes"),
    (
        '[[site]]\nurl = "https://a.example/"\n\n[[site]]\nurl = "a.example"\n',
        "line 5: url names https://a.example/ a second time; remove one",
    ),
    ('[site]\nurl = "https://a.example/"\n', "write [[site]] above its url"),
    ('url = "https://a.example/"\n', "line 1: url is no option here"),
    ("alert = 5\n", "line 1: alert is 5; write a command or an http address in quotes"),
    ("[[site]\n", "at line 1, column 7"),
]


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_what_is_wrong_is_named_with_its_place_and_what_to_write(
    text: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(SitesError) as error:
        read(text, tmp_path)
    assert str(error.value).startswith(f"{tmp_path}/sites.toml")
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_what_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "sites.toml").write_bytes(b'alert = "\xff"')
    with pytest.raises(SitesError, match="not UTF-8, at byte 9; save it as UTF-8"):
        read_sites(tmp_path / "sites.toml", NOW)
    with pytest.raises(SitesError, match="No such file"):
        read_sites(tmp_path / "missing.toml", NOW)
    (tmp_path / "sites.toml").write_bytes(b"#" * (5 * 1_048_576))
    with pytest.raises(SitesError, match="larger than"):
        read_sites(tmp_path / "sites.toml", NOW)


def test_a_backfill_is_a_task_of_its_own_beside_what_is_new(tmp_path: Path) -> None:
    text = '[[site]]\nurl = "https://a.example/"\nsince = "7d"\nbackfill = {}\n'
    found = read(text.format('"2024-01"'), tmp_path)
    (site,), (walk,) = found.sites, found.backfills
    assert (site.backfill, walk.backfill, walk.budget) == (False, True, 1_000)
    assert (walk.since, walk.until) == (
        datetime(2024, 1, 1, tzinfo=UTC),
        datetime(2024, 2, 1, tzinfo=UTC),
    )
    for wrong in ('"last year"', '"2024-13"'):
        with pytest.raises(SitesError, match=r"sites\.toml, line 4: backfill is .*; write a month"):
            read(text.format(wrong), tmp_path)
    off = read(text.format('"2024"') + "enabled = false\nmax_pages = 9\n", tmp_path)
    assert off.backfills == ()

"""What a publisher allows: read from headers and meta elements, the strictest counts."""

import time
from datetime import UTC, date, datetime

import pytest

from cleaners.rights import UNSTATED, Notice, Rights, rights_of
from cleaners.types import Page


def of(
    source: str | bytes = "", *headers: tuple[str, str], outside: tuple[Notice, ...] = ()
) -> Rights:
    body = source.encode() if isinstance(source, str) else source
    page = Page("http://e.x/a", "http://e.x/a", 200, headers, None, body)
    return rights_of(page, outside)


def tag(value: str) -> tuple[str, str]:
    return ("x-robots-tag", value)


@pytest.mark.parametrize(
    "source",
    [
        '<meta name="robots" content="noindex">',
        "<META NAME=ROBOTS CONTENT=NOINDEX>",
        "<meta content='follow,NoIndex' name='Robots' />",
        '<meta name="robots" content="none">',
        '<meta name="Copydesk" content="noindex">',
        '<meta name="robots" content="index"><meta name="robots" content="noindex">',
        '<meta data-x="a>b" name="robots" content="no&#105;ndex">',
        '<noscript><meta name="robots" content="noindex nofollow"></noscript>',
        "<body><p>Text</p><meta name=robots content=noindex></body>",
        '<meta name="robots" content="noindex">'.encode("utf-16"),
    ],
)
def test_a_page_may_not_be_indexed(source: str | bytes) -> None:
    assert of(source).noindex


@pytest.mark.parametrize(
    "source",
    [
        '<meta name="robots" content="index, follow, max-image-preview:large">',
        '<meta name="robots" content="index,follow,max-image-preview:none">',
        '<meta name="robots" content="all, max-image-preview: none">',
        '<meta name="googlebot" content="noindex">',
        '<meta name="description" content="noindex">',
        '<!-- <meta name="robots" content="noindex"> -->',
        '<script>document.write(\'<meta name="robots" content="noindex">\')</script>',
        "<textarea><meta name=robots content=noindex></textarea>",
        '<metal name="robots" content="noindex">',
        '<p>Write &lt;meta name="robots" content="noindex"&gt;</p>',
    ],
)
def test_near_misses_say_nothing(source: str) -> None:
    assert of(source) == UNSTATED


@pytest.mark.parametrize(
    ("value", "refused"),
    [
        ("noindex", True),
        ("NOINDEX, nofollow", True),
        ("copydesk: noindex", True),
        ("otherbot: noindex", False),
        ("otherbot: noindex, nofollow, Copydesk: none", True),
        ("max-snippet: 20, noindex", True),
        ("unavailable_after: 25 Jun 2030 15:00:00 PST, noindex", True),
        ("all", False),
        ("", False),
    ],
)
def test_a_header_is_for_everybody_or_for_one_agent(value: str, refused: bool) -> None:
    assert of("", tag(value)).noindex is refused


def test_the_strictest_of_header_and_page_counts_and_each_is_kept_as_it_stands() -> None:
    rights = of('<meta name=robots content="index,NoCache">', tag("noarchive"), tag("all"))
    assert (rights.noindex, rights.noarchive, rights.reserved) == (False, True, False)
    assert rights.notices == (
        Notice("header x-robots-tag", "noarchive"),
        Notice("meta robots", "index,NoCache"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("unavailable_after: 2010-06-25", datetime(2010, 6, 25, tzinfo=UTC)),
        ("unavailable_after: 25 Jun 2010 15:00:00 GMT", datetime(2010, 6, 25, 15, tzinfo=UTC)),
        ("unavailable_after:25-Jun-10 15:00:00 GMT", datetime(2010, 6, 25, 15, tzinfo=UTC)),
        ("Unavailable_After: Friday, 25-Jun-2010 15:00:00 PST",
         datetime(2010, 6, 25, 23, tzinfo=UTC)),
        ("noarchive, unavailable_after: Jun 25, 2010, noai", datetime(2010, 6, 25, tzinfo=UTC)),
        ("unavailable_after: 2010-06-25T15:00:00+02:00", datetime(2010, 6, 25, 13, tzinfo=UTC)),
        ("unavailable_after: soon", None),
        ("unavailable_after: 99-99-9999", None),
    ],
)  # fmt: skip
def test_a_page_names_the_day_from_which_it_is_gone(text: str, expected: datetime | None) -> None:
    for rights in (of(f'<meta name="robots" content="{text}">'), of("", tag(text))):
        assert rights.unavailable_after == expected
        assert rights.notices[0].text == text


def test_a_page_is_gone_from_the_morning_of_its_day() -> None:
    rights = of("", tag("unavailable_after: 2030-06-25T15:00:00Z"))
    assert not rights.ended(date(2030, 6, 24))
    assert rights.ended(date(2030, 6, 25))
    assert not UNSTATED.ended(date(2030, 6, 25))


@pytest.mark.parametrize("word", ["noai", "noimageai"])
def test_opt_outs_of_ai_reserve_a_page(word: str) -> None:
    assert of(f'<meta name="robots" content="{word}">').reserved
    assert of("", tag(word)).notices == (Notice("header x-robots-tag", word),)


FILE = (Notice("tdmrep.json", "tdm-reservation: 1"),)


@pytest.mark.parametrize(
    ("source", "headers", "outside", "reserved"),
    [
        ("", [("tdm-reservation", "1")], (), True),
        ("", [("tdm-reservation", "0")], (), False),
        ('<meta name="tdm-reservation" content="1">', [], (), True),
        ('<meta name="tdm-reservation" content="0">', [("tdm-reservation", "1")], (), True),
        ("", [], FILE, True),
        ("", [("tdm-reservation", "0")], FILE, False),
        ('<meta name="tdm-reservation" content="0">', [], FILE, False),
        ("", [("tdm-policy", "https://e.x/policy.json")], (), False),
    ],
)
def test_mining_is_reserved_by_page_or_host_and_the_page_overrides(
    source: str, headers: list[tuple[str, str]], outside: tuple[Notice, ...], reserved: bool
) -> None:
    rights = of(source, *headers, outside=outside)
    assert rights.reserved is reserved
    assert len(rights.notices) == bool(source) + len(headers) + len(outside)


@pytest.mark.parametrize(
    ("value", "reserved"),
    [("train-ai=n", True), ("train-ai=y, search=n", True), ("train-ai=y", False), ("", False)],
)
def test_a_use_that_is_refused_reserves_a_page(value: str, reserved: bool) -> None:
    assert of("", ("content-usage", value)).reserved is reserved
    signal = Notice("robots.txt", f"Content-signal: {value.replace('=n', '=no')}")
    assert of(outside=(signal,)).reserved is reserved


@pytest.mark.parametrize(
    "source",
    [
        b"<meta " * 300_000,
        b"<meta " + b"a" * 2_000_000,
        b"<meta " + b"a " * 2_000_000,
        b"<!--" * 400_000,
        b"<script>" * 200_000,
        b"<meta name='robots' content='" + b"noindex," * 200_000 + b"'>",
        b"<meta " + b"a=b " * 400_000 + b">",
        b'<meta name="robots" content="' * 60_000,
        b"unavailable_after: " * 90_000,
    ],
)
def test_no_page_makes_this_slow(source: bytes) -> None:
    began = time.process_time()
    of(source, tag("unavailable_after: " * 5_000), tag("a:" * 50_000))
    assert time.process_time() - began < 3

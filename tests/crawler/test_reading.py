"""What an answer is: a page beyond a limit goes to cleaning, which keeps it with its reason."""

from datetime import UTC, datetime

import pytest

from cleaners import page_from_bytes
from cleaners.types import Page
from crawler.reading import read_answer

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "role", "what"),
    [
        (b"<html><p>Deep" + b"<div>" * 3_000, "article", "too-deep: more than 2,048 elements"),
        (b"<html>" + b"<p>" * 250_001, "article", "too-many-tags: 250,002 tags"),
        (b"%PDF-1.7", "nothing", "a PDF file"),
        (b"", "nothing", "an empty answer"),
        (
            b'{"version": "https://jsonfeed.org/version/1.1", "items": [',
            "nothing",
            "a JSON feed that",
        ),
    ],
)
def test_only_what_is_no_page_is_nothing(body: bytes, role: str, what: str) -> None:
    reading = read_answer(page_from_bytes(body, "http://a.example/x"), NOW)
    assert reading.role == role
    assert reading.what.startswith(what)


LOGIN = b"<title>Sign in</title><form><input name=user><input name=pw type=password></form>"
CONSENT = (
    b"<title>Before you continue</title><h1>Before you continue</h1><p>We use cookies and data. "
    b"Accept all cookies to continue reading.</p><button>Accept all</button>"
)


@pytest.mark.parametrize(("body", "name"), [(LOGIN, "login-wall"), (CONSENT, "consent-wall")])
def test_a_front_page_that_is_a_wall_is_told_as_such(body: bytes, name: str) -> None:
    reading = read_answer(page_from_bytes(body, "http://a.example/"), NOW)
    assert (reading.role, reading.reason) == ("nothing", name)


LINKS = (
    '<html><head>{}<link rel="alternate" type="application/rss+xml" href="/news.rss"></head><body>'
    '<a href="/2026/11/storm-hits-the-coast" rel="nofollow">Storm hits the whole coast</a>'
    '<a href="/sport/">Sport</a><a href="/more/rss.xml">Feed</a></body></html>'
)


def front(head: str, *headers: tuple[str, str]) -> Page:
    url = "http://a.example/"
    return Page(url, url, 200, headers, None, LINKS.format(head).encode())


@pytest.mark.parametrize(
    "page",
    [
        front('<meta name="robots" content="noindex, nofollow">'),
        front('<meta name="robots" content="none">'),
        front("", ("x-robots-tag", "nofollow")),
        front("", ("x-robots-tag", "copydesk: nofollow")),
    ],
)
def test_of_a_page_that_says_nofollow_no_link_is_followed_and_its_feed_is(page: Page) -> None:
    reading = read_answer(page, NOW)
    assert reading.nofollow
    assert (reading.candidates, reading.doubtful, reading.sections) == ((), (), ())
    assert reading.feeds == ("http://a.example/news.rss",)


@pytest.mark.parametrize(
    "page",
    [
        front(""),
        front('<meta name="googlebot" content="nofollow">'),
        front("", ("x-robots-tag", "otherbot: nofollow"), ("x-robots-tag", "noindex")),
    ],
)
def test_that_of_a_link_or_of_another_agent_is_none(page: Page) -> None:
    reading = read_answer(page, NOW)
    assert not reading.nofollow
    assert [c.title for c in reading.candidates] == ["Storm hits the whole coast"]

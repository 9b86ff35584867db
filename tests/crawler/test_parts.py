"""The next page of an article is a link to the same address, one further, made to turn pages."""

import pytest

from cleaners import page_from_bytes
from crawler.parts import may_go_on, next_part


def turned(url: str, link: str, number: int = 2) -> str | None:
    body = f"<html><body><p>Text of the page.</p>{link}</body></html>"
    page = page_from_bytes(body.encode(), f"https://e.x{url}")
    found = next_part(page, number)
    assert found is None or may_go_on(page, number)
    return found


def test_a_glance_tells_most_pages_that_do_not_go_on() -> None:
    page = page_from_bytes(
        b"<p>In 2026 a 2/3 majority</p><a href=/x?y=23>2</a>", "https://e.x/ferry"
    )
    assert not may_go_on(page, 2)


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("/ferry", "?page=2"),
        ("/ferry.html", "/ferry.html?page=2"),
        ("/ferry.html", "ferry-2.html"),
        ("/ferry.html", "/ferry,2.html"),
        ("/ferry/", "/ferry/2/"),
        ("/ferry", "/ferry/page/2"),
        ("/ferry/", "seite-2"),
        ("/view.php?id=7", "/view.php?id=7&p=2"),
        ("/2026/11/ferry", "https://e.x/2026/11/ferry/2/"),
    ],
)
def test_the_second_page_is_found(url: str, href: str) -> None:
    assert turned(url, f'<a href="{href}">2</a>') is not None
    assert turned(url, f'<link rel="next" href="{href}">') is not None
    assert turned(url, f'<a href="{href}">Next &raquo;</a>') is not None
    assert turned(url, f'<a href="{href}" aria-label="Next page"><i></i></a>') is not None


@pytest.mark.parametrize(
    ("url", "href", "expected"),
    [
        ("/ferry?page=2", "/ferry?page=3", "/ferry?page=3"),
        ("/ferry-2.html", "/ferry-3.html", "/ferry-3.html"),
        ("/ferry/2/", "/ferry/3/", "/ferry/3/"),
        ("/ferry/page/2", "/ferry/page/3", "/ferry/page/3"),
        ("/ferry/2/", "/ferry/9/", None),
        ("/ferry/2/", "/other/3/", None),
    ],
)
def test_the_third_page_is_written_like_the_second(
    url: str, href: str, expected: str | None
) -> None:
    found = turned(url, f'<a href="{href}">3</a>', 3) or turned(url, f'<a href="{href}">9</a>', 3)
    assert found == (expected and f"https://e.x{expected}")


@pytest.mark.parametrize(
    "link",
    [
        '<a rel="next" href="/gulls-win-the-cup">Next article</a>',
        '<a href="/ferry-2.html">The ferry sails once more</a>',
        '<a href="/ferry.html?page=3">3</a>',
        '<a href="https://other.x/ferry-2.html">2</a>',
        '<a href="/ferry.html">2</a>',
        "<p>ferry-2.html</p>",
        '<a href="http://[?page=2">2</a>',
        "",
    ],
)
def test_other_links_turn_no_page(link: str) -> None:
    assert turned("/ferry.html", link) is None


def test_a_page_that_forbids_it_is_not_turned() -> None:
    link = '<a rel="next" href="/ferry?page=2">2</a>'
    assert turned("/ferry", link) == "https://e.x/ferry?page=2"
    assert turned("/ferry", f'{link}<meta name="robots" content="nofollow">') is None


def test_what_is_no_page_has_no_next_one() -> None:
    assert next_part(page_from_bytes(b"", "https://e.x/a"), 2) is None
    assert next_part(page_from_bytes(b"%PDF-1.7 page=2", "https://e.x/a"), 2) is None

"""URLs have one normal form, whichever way it is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners import urls
from cleaners.urls import normalise_url

PIECES = st.lists(st.sampled_from([*"ab/.?=&#:@%~;,' \\", "..", "sid=1", "//", "é"]), max_size=8)
STARTS = st.sampled_from(
    ["", "/", "/a", "http://", "https://e.com", "https://e.com/", "HTTP://E.com"]
)
BASES = st.sampled_from([None, "https://e.com/x?y", "HTTP://E.com:80/", "http://u@e.com/", "/x"])


@given(STARTS, PIECES, BASES)
def test_a_plain_url_keeps_what_taking_it_apart_would_give(
    start: str, rest: list[str], base: str | None
) -> None:
    url = start + "".join(rest)
    assert normalise_url(url, base) == urls._taken_apart(url, base)


@pytest.mark.parametrize(
    ("url", "base", "normal"),
    [
        ("http://e.x/open/../private/./a", None, "http://e.x/private/a"),
        ("http://e.x/open/%2E%2e/private/a/.", None, "http://e.x/private/a/"),
        ("http://e.x/../..", None, "http://e.x/"),
        ("http://e.x/.well-known/a%2eb", None, "http://e.x/.well-known/a%2eb"),
        (
            "/politics/a-1.html?p=2",
            "HTTP://Example.com:80/x",
            "http://example.com/politics/a-1.html?p=2",
        ),
        ("https://example.com/a?sid=4", None, "https://example.com/a"),
        ("/../a/./b", "https://example.com/c", "https://example.com/a/b"),
        ("//other.example/a", "https://example.com/c", "https://other.example/a"),
        ("/a", "ftp://example.com/", None),
        ("/a", None, None),
        ("https://example.com/" + 2_100 * "a", None, None),
    ],
)
def test_a_url_has_one_normal_form(url: str, base: str | None, normal: str | None) -> None:
    assert normalise_url(url, base) == normal


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("//paper.example/a", "https://paper.example/a"),
        ("//paper.example", "https://paper.example/"),
        ("http://paper.example", "http://paper.example/"),
        ("/a/b#part-2", "https://site.example/a/b"),
        ("/.#part", "https://site.example/"),
        ("?page=2", "https://site.example/x/y?page=2"),
        ("mailto:desk@paper.example", None),
        ("android-app://paper.example/a", None),
    ],
)
def test_what_an_address_lacks_comes_from_its_base(url: str, normal: str | None) -> None:
    assert normalise_url(url, "https://site.example/x/y") == normal

"""The words of a headline in a page's address, as sites write them when they first publish it."""

import re
import unicodedata
from urllib.parse import unquote, urlsplit

MIN_WORDS = 3
"""Words of a path segment from which it is taken for a headline."""

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d{5,}|(?=\w*\d)[0-9a-f]{8,}")
"""Numbers of articles, and hexadecimal ones."""

_SPELLED = str.maketrans(
    {"ß": "ss", "ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"}
)


def slug_words(url: str | None) -> frozenset[str]:
    """The words of the longest segment of a URL's path; empty if it has too few.

    >>> sorted(slug_words("https://example.com/town/new-bridge-opens-123456.html"))
    ['bridge', 'new', 'opens']
    """
    best: list[str] = []
    try:
        path = unquote(urlsplit(url or "").path)
    except ValueError:
        return frozenset()
    for segment in path.split("/"):
        words = _WORD.findall(_folded(re.sub(r"\.\w{1,5}$", "", segment)))
        words = [word for word in words if not _NUMBER.fullmatch(word)]
        best = max(best, words, key=len)
    return frozenset(best) if len(best) >= MIN_WORDS else frozenset()


def folders_of(url: str | None) -> tuple[str, ...]:
    """The folders of a URL's path, which are the site's sections where titles name them.

    >>> folders_of("https://example.com/patient-education/sleep/how-to-sleep/")
    ('patient-education', 'sleep')
    """
    try:
        return tuple(filter(None, unquote(urlsplit(url or "").path).rstrip("/").split("/")[:-1]))
    except ValueError:
        return ()


def share_in_slug(text: str, slug: frozenset[str]) -> float:
    """How well a text and the words of a slug agree: the shares of both in the other, averaged.

    >>> share_in_slug("A new bridge opens", frozenset({"new", "bridge", "opens"}))
    0.875
    """
    words = frozenset(_WORD.findall(_folded(text)))
    if not words or not slug:
        return 0.0
    both = len(words & slug)
    return (both / len(words) + both / len(slug)) / 2


def _folded(text: str) -> str:
    """Lower case without accents, umlauts spelled out."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_SPELLED))
    return "".join(c for c in plain if not unicodedata.combining(c))

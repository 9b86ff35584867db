"""What is known of a page's site: the titles of its articles, and the blocks that repeat on it.

A page is judged with its site, not alone. Steps ask through the protocol `SiteMemory`; the store
fills a `RememberedSite`, which is plain data and travels to worker processes.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from cleaners.urls import normalise_url

_NO_LETTER = re.compile(r"[\W_]+")

MIN_TITLE_LETTERS = 12
"""A shorter title ("Sport", "Live") is too common a phrase to be proof of anything."""


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """Another article of the same site: its URL and title."""

    url: str
    title: str


class SiteMemory(Protocol):
    """What the steps may ask about the site of the page that they look at."""

    def article_with_title(self, text: str) -> KnownArticle | None:
        """The article of this site whose title is that text, or None."""

    def article_at(self, url: str) -> KnownArticle | None:
        """The article of this site at that URL, or None."""

    def pages_with(self, text: str) -> int:
        """On how many other pages of this site a block with that text stands."""


@dataclass(frozen=True, slots=True)
class RememberedSite:
    """A `SiteMemory` made of plain data.

    `titles` maps `fingerprint(title)` to the article, `urls` a normalised URL to it, and `blocks`
    maps `fingerprint(block text)` to the number of the site's pages that it stands on.
    """

    titles: Mapping[int, KnownArticle] = field(default_factory=dict)
    urls: Mapping[str, KnownArticle] = field(default_factory=dict)
    blocks: Mapping[int, int] = field(default_factory=dict)

    def article_with_title(self, text: str) -> KnownArticle | None:
        """The article of this site whose title is that text, or None."""
        return self.titles.get(fingerprint(text)) if self.titles else None

    def article_at(self, url: str) -> KnownArticle | None:
        """The article of this site at that URL, or None."""
        normal = normalise_url(url) if self.urls else None
        return self.urls.get(normal) if normal else None

    def pages_with(self, text: str) -> int:
        """On how many other pages of this site a block with that text stands."""
        return self.blocks.get(fingerprint(text), 0) if self.blocks else 0


NOTHING = RememberedSite()
"""The memory of a page that stands alone."""


def fingerprint(text: str) -> int:
    """A number for the words of a text, alike for all spacings, cases and punctuation; 63 bits.

    >>> fingerprint("Must Read:") == fingerprint("MUST  READ")
    True
    """
    letters = letters_of(text).encode()
    return int.from_bytes(hashlib.blake2b(letters, digest_size=8).digest()) >> 1


def letters_of(text: str) -> str:
    """The letters and digits of a text, in one case.

    >>> letters_of("Must Read: 7")
    'mustread7'
    """
    return _NO_LETTER.sub("", text.casefold())


def _letters(title: str) -> int:
    """How many letters a title has; a character of a script without spaces says as much as two."""
    return sum(2 if c >= "\u2e80" else 1 for c in title if c.isalnum())


def remember(
    articles: Iterable[KnownArticle], blocks: Mapping[int, int] | None = None
) -> RememberedSite:
    """A memory of these articles; titles too short to prove anything are known by URL only."""
    titles: dict[int, KnownArticle] = {}
    urls: dict[str, KnownArticle] = {}
    for article in articles:
        if _letters(article.title) >= MIN_TITLE_LETTERS:
            titles.setdefault(fingerprint(article.title), article)
        if normal := normalise_url(article.url):
            urls.setdefault(normal, article)
    return RememberedSite(titles, urls, blocks or {})

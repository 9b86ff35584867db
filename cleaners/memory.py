"""What is known of a page's site: the titles of its articles, and the blocks that repeat on it.

A page is judged with its site, not alone. Steps ask through the protocol `SiteMemory`; the store
fills a `RememberedSite`, which is plain data and travels to worker processes. What a cleaning asked
is written down by `Asking`, so that the store knows which articles a grown memory would change.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol
from unicodedata import normalize

from cleaners.digest import number_of
from cleaners.stories import MIN_TITLE_LETTERS, letter_count, story_keys
from cleaners.types import Article
from cleaners.urls import url_key

_NO_LETTER = re.compile(r"[\W_]+")
_NO_ASCII_LETTER = bytes(code for code in range(128) if not chr(code).isalnum())

SHORT = 100
"""Characters of a text whose number is kept in memory."""

MAX_TITLE = 300
"""Characters; no title is longer, so a longer text is not looked up."""

MANY = 12
"""Stories beyond which no one counts: a line on twelve or on a thousand is treated alike, so that
a site may grow without its old articles changing."""

WITNESSES = 16
"""Stories that are remembered of one block: `MANY`, and room for copies of the page itself."""

_TITLE = 0x5B1D_3C4A_77E2_906F
_KEPT = 0x21C6_9E0D_4F83_B57A

REPEATED = "repeated-block"
"""The step that cuts by what this memory counts: what it cut stood in the text."""


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

    def stories_with(self, text: str) -> Collection[int]:
        """The stories on which a block with that text stands, by number; some, if they are many.

        Copies of one article are one story.
        """

    def stories_keeping(self, text: str) -> Collection[int]:
        """Those of them in whose text it stands: no teaser beside it, nothing that was cut."""

    def stories_of(self, title: str | None, urls: Iterable[str | None]) -> frozenset[int]:
        """The stories that an article with that title, or at one of those URLs, belongs to."""


@dataclass(frozen=True, slots=True)
class RememberedSite:
    """A `SiteMemory` made of plain data.

    `titles` maps `fingerprint(title)` to the article, `urls` a `url_key` to it, `blocks` maps
    the keys of `witness_keys` to the stories that bear witness, and `stories` the keys of
    `cleaners.stories` to the number of a story. `clock` is the store's, when it made this.
    """

    titles: Mapping[int, KnownArticle] = field(default_factory=dict)
    urls: Mapping[str, KnownArticle] = field(default_factory=dict)
    blocks: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    stories: Mapping[int, int] = field(default_factory=dict)
    clock: int = 0

    def article_with_title(self, text: str) -> KnownArticle | None:
        """The article of this site whose title is that text, or None."""
        print_ = _title_print(text) if self.titles else None
        return None if print_ is None else self.titles.get(print_)

    def article_at(self, url: str) -> KnownArticle | None:
        """The article of this site at that URL, or None."""
        return self.urls.get(url_key(url)) if self.urls else None

    def stories_with(self, text: str) -> Collection[int]:
        """The stories on which a block with that text stands."""
        return self.with_print(fingerprint(text)) if self.blocks else ()

    def stories_keeping(self, text: str) -> Collection[int]:
        """The stories in whose text a block with that text stands."""
        return self.blocks.get(kept_key(text), ()) if self.blocks else ()

    def with_print(self, print_: int) -> Collection[int]:
        """The stories on which a block with that fingerprint stands."""
        cut, kept = self.blocks.get(print_, ()), self.blocks.get(print_ ^ _KEPT, ())
        return {*cut, *kept} if cut and kept else cut or kept

    def stories_of(self, title: str | None, urls: Iterable[str | None]) -> frozenset[int]:
        """The stories that an article with that title, or at one of those URLs, belongs to."""
        if not self.stories:
            return frozenset()
        found = (self.stories.get(key) for key in story_keys(title, urls))
        return frozenset(story for story in found if story is not None)


NOTHING = RememberedSite()
"""The memory of a page that stands alone."""


class OtherPages:
    """A site's memory as one of its pages sees it: without that page, and without its copies."""

    def __init__(self, memory: SiteMemory, title: str | None, urls: Iterable[str | None]) -> None:
        known = [url for url in urls if url]
        self._memory = memory
        self._own = memory.stories_of(title, known)
        self._urls = frozenset(map(url_key, known))

    def article_with_title(self, text: str) -> KnownArticle | None:
        """The other article of this site whose title is that text, or None."""
        return self._other(self._memory.article_with_title(text))

    def article_at(self, url: str) -> KnownArticle | None:
        """The other article of this site at that URL, or None."""
        return self._other(self._memory.article_at(url))

    def stories_with(self, text: str) -> Collection[int]:
        """The other stories of this site on which a block with that text stands."""
        return self._others(self._memory.stories_with(text))

    def stories_keeping(self, text: str) -> Collection[int]:
        """The other stories of this site in whose text a block with that text stands."""
        return self._others(self._memory.stories_keeping(text))

    def stories_of(self, title: str | None, urls: Iterable[str | None]) -> frozenset[int]:
        """The stories that another article belongs to."""
        return self._memory.stories_of(title, urls) - self._own

    def _others(self, found: Collection[int]) -> Collection[int]:
        return frozenset(found) - self._own if found else ()

    def _other(self, known: KnownArticle | None) -> KnownArticle | None:
        return None if known is None or url_key(known.url) in self._urls else known


@dataclass(frozen=True, slots=True)
class Recalled:
    """What a cleaning asked of a site's memory: the keys of its questions, and the memory's clock.

    Cleaned again, a page asks the same and becomes the same, unless an answer has changed.
    """

    clock: int
    asked: frozenset[int]


class Asking:
    """A site's memory that writes down what it is asked."""

    def __init__(self, memory: RememberedSite) -> None:
        self._memory = memory
        self._asked: set[int] = set()

    def recalled(self) -> Recalled:
        """What was asked until now."""
        return Recalled(self._memory.clock, frozenset(self._asked))

    def article_with_title(self, text: str) -> KnownArticle | None:
        """The article of this site whose title is that text, or None."""
        print_ = _title_print(text)
        if print_ is None:
            return None
        self._asked.add(print_ ^ _TITLE)
        return self._memory.titles.get(print_)

    def article_at(self, url: str) -> KnownArticle | None:
        """The article of this site at that URL, or None."""
        key = url_key(url)
        self._asked.add(number_of("at " + key))
        return self._memory.urls.get(key)

    def stories_with(self, text: str) -> Collection[int]:
        """The stories on which a block with that text stands."""
        print_ = fingerprint(text)
        self._asked |= {print_, print_ ^ _KEPT}
        return self._memory.with_print(print_)

    def stories_keeping(self, text: str) -> Collection[int]:
        """The stories in whose text a block with that text stands."""
        self._asked.add(kept_key(text))
        return self._memory.stories_keeping(text)

    def stories_of(self, title: str | None, urls: Iterable[str | None]) -> frozenset[int]:
        """The stories that an article with that title, or at one of those URLs, belongs to."""
        return self._memory.stories_of(title, urls)


def fingerprint(text: str) -> int:
    """A number for the words of a text, alike for all spacings, cases and punctuation; 63 bits.

    A text without letters or digits is told by its signs.

    >>> fingerprint("Must Read:") == fingerprint("MUST  READ")
    True
    """
    return _short_print(text) if len(text) <= SHORT else _print(text)


def _print(text: str) -> int:
    return number_of(letters_of(text) or "".join(text.split()))


_short_print = lru_cache(maxsize=16_384)(_print)
"""Menus, captions and headlines come again with each page of their site."""


def letters_of(text: str) -> str:
    """The letters and digits of a text, in one case.

    >>> letters_of("Must Read: 7")
    'mustread7'
    """
    if text.isascii():
        return text.lower().encode().translate(None, _NO_ASCII_LETTER).decode()
    return _NO_LETTER.sub("", normalize("NFC", text).casefold())


def kept_key(text: str) -> int:
    """The key of a block that stands in the text of an article, and not beside it."""
    return fingerprint(text) ^ _KEPT


def other_side(key: int) -> int:
    """The key of the same block where it stands beside the text, for the one in it; and back."""
    return key ^ _KEPT


def witness_keys(article: Article) -> set[int]:
    """What an article bears witness to: its blocks, those of its text by a key of their own.

    They are the same whatever memory it was cleaned with.
    """
    kept = {fingerprint(block.text) for block in article.blocks}
    kept |= {fingerprint(cut.text) for cut in article.removals if cut.step == REPEATED}
    cut = {fingerprint(cut.text) for cut in article.removals if cut.step != REPEATED}
    return {print_ ^ _KEPT for print_ in kept} | cut


def title_key(title: str) -> int | None:
    """The key of the question after an article with that title; None where it proves nothing."""
    print_ = _title_print(title)
    return None if print_ is None else print_ ^ _TITLE


def _title_print(text: str) -> int | None:
    """The fingerprint of a text that may be a title; None for one that proves nothing as such."""
    if len(text) > MAX_TITLE:
        return None
    letters = letters_of(text)
    if len(letters) < MIN_TITLE_LETTERS and letter_count(text) < MIN_TITLE_LETTERS:
        return None
    return number_of(letters)


def address_key(url: str) -> int:
    """The key of the question after an article at that URL."""
    return number_of("at " + url_key(url))


def remember(
    articles: Iterable[KnownArticle],
    blocks: Mapping[int, Iterable[int]] | None = None,
    stories: Mapping[int, int] | None = None,
    clock: int = 0,
) -> RememberedSite:
    """A memory of these articles; titles too short to prove anything are known by URL only.

    Of two articles with one title, or at one URL, the first is known.
    """
    titles: dict[int, KnownArticle] = {}
    urls: dict[str, KnownArticle] = {}
    for article in articles:
        print_ = _title_print(article.title)
        if print_ is not None:
            titles.setdefault(print_, article)
        urls.setdefault(url_key(article.url), article)
    seen = {print_: tuple(sorted(set(on))[:WITNESSES]) for print_, on in (blocks or {}).items()}
    return RememberedSite(titles, urls, seen, stories or {}, clock)

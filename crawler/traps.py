"""Traps: addresses without an end, and pages without anything new behind them.

Calendars, session ids, facets and chains of "next" links cost a site's whole budget; none of them
needs a rule of its own. What an address may look like is bounded, and a kind of address that keeps
leading to the same page is left alone.
"""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from cleaners.types import Article
from cleaners.urls import url_key

MAX_QUERY_KEYS = 12
"""Keys in a query; facets and session data have more, articles of 3,748 real pages up to 6."""

MAX_REPEATS = 3
"""Times that one segment may stand in a path: a relative link that was resolved wrongly grows."""

SAME_PAGES = 20
"""Pages of one text that one kind of address may lead to, where most that it led to were such.

Numbers count: bulletins of weather and markets differ in nothing else, and none may be lost.
"""

LONG_ENOUGH = 250
"""Characters from which a text with the same title is the same article, and no mere notice."""

_NUMBER = re.compile(r"\d+")
_TOKEN = re.compile(r"(?=[^/]*\d)[0-9A-Za-z_-]{8,}")
_WORD_BREAK = re.compile(r"[-_+]")


def trap_in(url: str) -> str | None:
    """Why an address looks like one of endlessly many, or None.

    >>> trap_in("https://e.x/a/b/a/b/a/b/a/"), trap_in("https://e.x/2024/05/storm")
    ("'a' stands 4 times in the path", None)
    """
    parts = urlsplit(url)
    keys = len(parse_qsl(parts.query, keep_blank_values=True, max_num_fields=None))
    if keys > MAX_QUERY_KEYS:
        return f"{keys} keys in the query"
    segments = Counter(segment for segment in parts.path.split("/") if segment)
    most = max(segments, key=lambda name: segments[name], default="")
    if segments[most] > MAX_REPEATS:
        return f"{most[:40]!r} stands {segments[most]} times in the path"
    return None


def pattern_of(url: str) -> str:
    """The kind of an address: numbers, tokens, slugs and values of the query left open.

    >>> pattern_of("https://e.x/cal/2031/05?day=7"), pattern_of("https://e.x/news/rain-falls-again")
    ('e.x/cal/#/#?day', 'e.x/news/*')
    """
    parts = urlsplit(url)
    segments = [_open(segment) for segment in parts.path.split("/")]
    keys = sorted({key for key, _ in parse_qsl(parts.query, keep_blank_values=True)})
    query = f"?{'&'.join(keys)}" if keys else ""
    return f"{parts.netloc}{'/'.join(segments)}{query}"


def _open(segment: str) -> str:
    if len(_WORD_BREAK.findall(segment)) >= 2:
        return "*"
    return "#" if _TOKEN.fullmatch(segment) else _NUMBER.sub("#", segment)


@dataclass(slots=True)
class _Kind:
    pages: int = 0
    alike: int = 0


@dataclass(slots=True)
class Traps:
    """What one site's crawl has met."""

    closed: dict[str, str] = field(default_factory=dict)
    """The kinds of addresses that are left alone, each with an example of what they lead to."""

    _kinds: dict[str, _Kind] = field(default_factory=dict)
    _articles: dict[bytes, str] = field(default_factory=dict)
    _likenesses: set[bytes] = field(default_factory=set)

    def trap_at(self, url: str) -> str | None:
        """Why an address is not to be fetched, or None."""
        pattern = pattern_of(url)
        if pattern in self.closed:
            return f"{SAME_PAGES} pages like {self.closed[pattern]} at {pattern}"
        return trap_in(url)

    def note(self, url: str, article: Article) -> str | None:
        """Note what a page held; the URL of this crawl's page that it is a copy of, if any."""
        text = article.text
        kind = self._kinds.setdefault(pattern_of(url), _Kind())
        kind.pages += 1
        likeness = _hashed(" ".join(text.split()))
        kind.alike += likeness in self._likenesses
        self._likenesses.add(likeness)
        if kind.alike >= SAME_PAGES and 2 * kind.alike > kind.pages:
            self.closed.setdefault(pattern_of(url), url)
        canonical = article.canonical_url
        if len(text) < LONG_ENOUGH or (canonical and url_key(canonical) != url_key(url)):
            return None  # one that names another page is that page's twin
        first = self._articles.setdefault(_hashed(f"{article.title}\n{text}"), url)
        return None if url_key(first) == url_key(url) else first


def _hashed(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()

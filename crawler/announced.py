"""The feeds of a site: announced in a page's head, else linked on it, else in the usual places."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from cleaners.urls import normalise_url, site_of
from crawler.sitemaps import lists_news

MAX_FEEDS = 10
"""Feeds of one page that are asked; a portal that announces forty has the same items in most."""

MAX_LINKED = 4
"""Feeds that a page only links to; the first are the general ones."""

FEED_PATHS = ("/feed/", "/rss.xml", "/rss", "/feed.xml", "/atom.xml")
"""Where feeds stand that no page names: WordPress and its like first. One after the other."""

SITEMAP_PATHS = ("/sitemap.xml", "/sitemap_index.xml", "/news-sitemap.xml")
"""Where sitemaps stand that robots.txt does not name. One after the other."""

MOST_NAMED = 200
"""Sitemaps named in robots.txt that are asked; more of them are a trap or a mistake."""

_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
_JSON_FEED_TYPES = frozenset({"application/feed+json", "application/json"})
_XML_TYPES = frozenset({"text/xml", "application/xml", ""})
_FEED_PATH = re.compile(
    r"(?:^|/)(?:rss2?|feeds?|atom|rdf)(?:\.(?:xml|json|php|aspx?))?/?$|\.(?:rss|atom|rdf)$"
    r"|/(?:rss|feeds?|atom)/[^?]{1,80}\.(?:xml|json)$",
    re.IGNORECASE,
)
_FEED_QUERY = re.compile(r"(?:^|&)(?:feed=(?:rss2?|atom|rdf)|(?:format|type)=(?:feed|rss|atom))\b")
_NO_FEED = ("wp-json", "oembed", "/comments/", "comments/feed", "/comment")
"""WordPress announces its API and the feed of the comments the same way."""


def announced_feeds(root: Any, base: str) -> tuple[str, ...]:
    """The feeds that the head of a page puts there for programs."""
    return tuple(dict.fromkeys(islice(_announced(root, base), MAX_FEEDS)))


def linked_feeds(root: Any, base: str) -> tuple[str, ...]:
    """The feeds that a page links to."""
    return tuple(dict.fromkeys(islice(_linked(root, base), MAX_LINKED)))


def _announced(root: Any, base: str) -> Iterator[str]:
    for element in root.iter("link"):
        if "alternate" not in (element.get("rel") or "").lower().split():
            continue
        kind = (element.get("type") or "").split(";")[0].strip().lower()
        href = element.get("href") or ""
        if any(word in href for word in _NO_FEED):
            continue
        known = kind in _FEED_TYPES | _JSON_FEED_TYPES
        if known or (kind in _XML_TYPES and not element.get("hreflang") and is_feed_like(href)):
            yield from _usable([href], base)


def _linked(root: Any, base: str) -> Iterator[str]:
    site = site_of(base)
    hrefs = (element.get("href") or "" for element in root.iter("a"))
    for address in _usable(filter(is_feed_like, hrefs), base):
        host = site_of(address)
        if host == site or host.endswith(f".{site}"):
            yield address


def _usable(hrefs: Iterable[str], base: str) -> Iterator[str]:
    return filter(None, (normalise_url(href, base) for href in hrefs))


def is_feed_like(href: str) -> bool:
    """Whether an address is written like a feed's.

    >>> is_feed_like("/news/rss.xml"), is_feed_like("/?feed=rss2"), is_feed_like("/feed-the-birds")
    (True, True, False)
    """
    if any(word in href for word in _NO_FEED):
        return False
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return False
    return bool(_FEED_PATH.search(parts.path) or _FEED_QUERY.search(parts.query))


def asked_of(named: Iterable[str]) -> list[str]:
    """Of the sitemaps that robots.txt names those that are asked, news first; the rest is a trap.

    >>> asked_of(["https://e.example/sitemap-2019.xml", "https://e.example/news-sitemap.xml"])
    ['https://e.example/news-sitemap.xml', 'https://e.example/sitemap-2019.xml']
    """
    return sorted(dict.fromkeys(named), key=lists_news, reverse=True)[:MOST_NAMED]

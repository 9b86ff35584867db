"""Sitemaps (sitemaps.org): lists of pages, indexes, news sitemaps, lists of plain lines."""

import re
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from cleaners.urls import normalise_url, spelled_out
from crawler.dates import OLDEST, read_date
from crawler.markup import elements, local_name, plain, text_of

MAX_URLS = 50_000
"""A sitemap or an index has no more entries (sitemaps.org); the rest is not read."""

_NO_ARTICLES = re.compile(
    r"(?:^|[-_./])(?:categor(?:y|ies)|(?:post_?)?tags?|authors?|topics?|images?|videos?|users?"
    r"|taxonom(?:y|ies)|keywords?|sections?)(?=[-_.]|\d|$)",
    re.IGNORECASE,
)
_LOCATION = re.compile(r"<(?:\w{1,20}:)?loc[\s>]")
_NEWS = re.compile(r"(?:^|[-_./])(?:google-?)?news(?=[-_./]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A page or, in an index, another sitemap. `news` tells an entry of a news sitemap.

    Only news sitemaps say when a page was published; others when it was last modified. `spelled` is
    the address as it stands there, where the normal form leaves out a part.
    """

    url: str
    title: str | None = None
    modified_at: datetime | None = None
    published_at: datetime | None = None
    news: bool = False
    spelled: str | None = None

    @property
    def dated_at(self) -> datetime | None:
        """The date by which entries are put in order."""
        return self.published_at or self.modified_at


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A sitemap as read, the newest entries first; `bad` counts entries without a web address."""

    entries: tuple[SitemapEntry, ...]
    bad: int


def read_sitemap(text: str, url: str, now: datetime) -> Sitemap:
    """The pages of a urlset, or the sitemaps of an index. Never raises.

    >>> now = datetime.fromisoformat("2025-01-01T00:00Z")
    >>> read_sitemap("<urlset><url><loc>/a?b&c=1</loc></url>", "http://e.x/s", now).entries[0].url
    'http://e.x/a?b&c=1'
    """
    beyond = next(islice(_LOCATION.finditer(text), 2 * MAX_URLS, None), None)  # pictures have one
    text = text[: beyond.start()] if beyond else text
    found = [_entry(e, url, now) for e in islice(elements(text, "url", "sitemap"), MAX_URLS)]
    return _sorted(found)


def read_url_list(text: str, url: str) -> Sitemap:
    """The pages of a sitemap that is a plain text file, one address a line."""
    lines = filter(None, map(str.strip, islice(text.splitlines(), MAX_URLS)))
    addresses = (normalise_url(line, url) for line in lines)
    return _sorted([SitemapEntry(a) if a else None for a in addresses])


def _sorted(found: list[SitemapEntry | None]) -> Sitemap:
    entries = {entry.url: entry for entry in found if entry}
    newest = sorted(entries.values(), key=lambda e: e.dated_at or OLDEST, reverse=True)
    return Sitemap(tuple(newest), found.count(None))


def _entry(element: Any, base: str, now: datetime) -> SitemapEntry | None:
    location: str | None = None
    modified: str | None = None
    news: dict[str, str] = {}
    for child in element:
        name = local_name(child)
        if name == "loc" and location is None:
            location = text_of(child).strip()
        elif name == "lastmod":
            modified = text_of(child)
        elif name == "news":
            news = {local_name(field): text_of(field) for field in child}
    absolute = (location or "").startswith(("http://", "https://"))
    address = normalise_url(location, None if absolute else base) if location else None
    if address is None:
        return None
    spelled = spelled_out(location or "", base)
    when = read_date(modified, now) if modified else None
    if not news:
        return SitemapEntry(address, modified_at=when, spelled=spelled)
    published = read_date(news.get("publication_date"), now)
    title = plain(news.get("title"))
    return SitemapEntry(address, title, when, published, news=True, spelled=spelled)


def lists_no_articles(url: str) -> bool:
    """Whether a sitemap's name says that it lists categories, tags, authors or pictures.

    >>> lists_no_articles("https://e.x/post_tag-sitemap2.xml")
    True
    >>> lists_no_articles("https://e.x/post-sitemap.xml")
    False
    """
    return bool(_NO_ARTICLES.search(urlsplit(url).path.rsplit("/", 1)[-1]))


def lists_news(url: str) -> bool:
    """Whether a sitemap's name says that it is a news sitemap.

    >>> lists_news("https://e.x/sitemap-news.xml"), lists_news("https://newspaper.x/sitemap.xml")
    (True, False)
    """
    return bool(_NEWS.search(urlsplit(url).path))

"""What a crawl reads next: listings, then the articles that are looked at again, then big sitemaps.

Titles must be known before the articles are cleaned, and 500 sitemaps of 50,000 URLs must not be
read at once; so big sitemaps wait until all articles that are due are fetched. New articles wait
in the store (`storage.frontier`), where a crawl that is killed leaves them.
"""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from cleaners.urls import url_key
from crawler.reading import FoundBy
from storage import Aim, YoungArticle

MAX_DEPTH = 2
"""An index may name an index (some sites do); deeper ones are loops."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A URL to fetch and what for; `depth` counts the sitemap indexes above it.

    A guessed one ("/sitemap.xml", which nobody named) may be missing without a word. Of a listing,
    `named_by` is the one that named it, and `modified_at` when that says that it last changed. An
    article that is looked at again is `young`; one that failed in earlier runs was tried `tries`
    times there.
    """

    url: str
    aim: Aim
    found_by: FoundBy
    depth: int = 0
    guessed: bool = False
    named_by: str | None = None
    modified_at: datetime | None = None
    young: YoungArticle | None = None
    tries: int = 0


@dataclass(slots=True)
class Agenda:
    """The visits that wait, in three lines; the articles are those that are looked at again."""

    listings: deque[Visit] = field(default_factory=deque)
    articles: deque[Visit] = field(default_factory=deque)
    later: deque[Visit] = field(default_factory=deque)
    listed: set[str] = field(default_factory=set)

    def add_listing(self, visit: Visit, *, later: bool = False) -> bool:
        """Line up a feed or sitemap; False if it was asked for before or lies too deep."""
        key = url_key(visit.url)
        if key in self.listed or visit.depth > MAX_DEPTH:
            return False
        self.listed.add(key)
        (self.later if later else self.listings).append(visit)
        return True

    def drop_named_by(self, index: str) -> int:
        """Pass over the big sitemaps that an index names and that still wait; how many they are."""
        before = len(self.later)
        self.later = deque(visit for visit in self.later if visit.named_by != index)
        return before - len(self.later)

    def next_listings(self) -> list[Visit]:
        """All listings that wait, but the big sitemaps."""
        batch = list(self.listings)
        self.listings.clear()
        return batch

    def next_later(self) -> list[Visit]:
        """One of the big sitemaps; empty at the end.

        >>> agenda = Agenda()
        >>> agenda.add_listing(Visit("http://e.x/map", "listing", "sitemap"), later=True)
        True
        >>> len(agenda.next_listings()), len(agenda.next_later()), len(agenda.next_later())
        (0, 1, 0)
        """
        return [self.later.popleft()] if self.later else []

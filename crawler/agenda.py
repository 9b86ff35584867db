"""What a crawl does next: listings first, then the articles that they name, then big sitemaps.

Titles must be known before the articles are cleaned, and 500 sitemaps of 50,000 URLs must not be
in memory at once; so requests are handed out in batches, each when the one before is done.
"""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from cleaners.urls import url_key
from crawler.reading import FoundBy
from storage import YoungArticle

MAX_DEPTH = 2
"""An index may name an index (some sites do); deeper ones are loops."""

Aim = Literal["start", "listing", "article"]


@dataclass(frozen=True, slots=True)
class Visit:
    """A URL to fetch and what for; `depth` counts the sitemap indexes above it.

    A guessed one ("/sitemap.xml", which nobody named) may be missing without a word. Of a listing,
    `named_by` is the one that named it, and `modified_at` when that says that it last changed. An
    article that is looked at again is `young`.
    """

    url: str
    aim: Aim
    found_by: FoundBy
    depth: int = 0
    guessed: bool = False
    named_by: str | None = None
    modified_at: datetime | None = None
    young: YoungArticle | None = None


@dataclass(slots=True)
class Agenda:
    """The visits that wait, in three lines."""

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

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not (self.listings or self.articles or self.later)

    def next_batch(self) -> list[Visit]:
        """All listings, else all articles, else one of the big sitemaps; empty at the end.

        >>> agenda = Agenda()
        >>> agenda.articles.append(Visit("http://e.x/a", "article", "link"))
        >>> agenda.add_listing(Visit("http://e.x/feed", "listing", "feed"))
        True
        >>> [visit.url for visit in agenda.next_batch()], len(agenda.next_batch())
        (['http://e.x/feed'], 1)
        """
        line = self.listings or self.articles
        if line:
            batch = list(line)
            line.clear()
            return batch
        return [self.later.popleft()] if self.later else []

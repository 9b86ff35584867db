"""What the pages of one host know of each other, for the evaluation with the site's memory."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cleaners.memory import NOTHING, KnownArticle, RememberedSite, remember
from cleaners.stories import Stories, story_keys
from cleaners.urls import site_of, url_key


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page after the first pass: its URL, its title, and what it bears witness to."""

    url: str
    title: str | None
    blocks: tuple[int, ...]


class SeenHosts:
    """The pages of a set by host; gives each page the memory of its host's other pages."""

    def __init__(self, pages: Sequence[SeenPage]) -> None:
        """Group the pages; the same page under two ids counts once."""
        self._pages: Mapping[str, dict[str, SeenPage]] = defaultdict(dict)
        for page in pages:
            self._pages[site_of(page.url)].setdefault(url_key(page.url), page)

    def memory_for(self, url: str | None) -> RememberedSite:
        """The memory that the other pages of this URL's host make; that URL's own is left out."""
        if url is None:
            return NOTHING
        others = [p for key, p in self._pages.get(site_of(url), {}).items() if key != url_key(url)]
        stories, blocks = Stories(), defaultdict[int, list[int]](list)
        for number, page in enumerate(others):
            stories.add(number, story_keys(page.title, [page.url]))
        for number, page in enumerate(others):
            for block in page.blocks:
                blocks[block].append(stories.of(number))
        articles = [KnownArticle(page.url, page.title) for page in others if page.title]
        return remember(articles, blocks, stories.by_key())

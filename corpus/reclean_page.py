"""What a worker process does while recleaning: one page, with the memory of its site."""

import pickle
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from cleaners import Article, clean, page_from_bytes
from cleaners.memory import KnownArticle, RememberedSite, SiteMemory, fingerprint
from cleaners.recipe import Recipe
from cleaners.types import Page
from cleaners.urls import url_key
from corpus.output import silence_libraries


@dataclass(frozen=True, slots=True)
class Job:
    """A page to clean, where its site's memory lies, and what in that memory is its own."""

    page: Page
    memory: Path
    recipe: Recipe
    own_urls: frozenset[str]
    own_blocks: frozenset[int]


@dataclass(frozen=True, slots=True)
class OtherPages:
    """A site's memory without one page of it: `SiteMemory` speaks of other pages only.

    `own_urls` are that page's URLs by `url_key`, `own_blocks` the fingerprints of its blocks.
    """

    memory: SiteMemory
    own_urls: frozenset[str]
    own_blocks: frozenset[int]

    def article_with_title(self, text: str) -> KnownArticle | None:
        """The other article of this site whose title is that text, or None."""
        return self._other(self.memory.article_with_title(text))

    def article_at(self, url: str) -> KnownArticle | None:
        """The other article of this site at that URL, or None."""
        return self._other(self.memory.article_at(url))

    def pages_with(self, text: str) -> int:
        """On how many other pages of this site a block with that text stands."""
        pages = self.memory.pages_with(text)
        return max(0, pages - 1) if pages and fingerprint(text) in self.own_blocks else pages

    def _other(self, known: KnownArticle | None) -> KnownArticle | None:
        return None if known is None or url_key(known.url) in self.own_urls else known


def clean_page(job: Job) -> Article:
    """The article of a page; its blocks come without their containers, which are not stored."""
    memory = OtherPages(_load(job.memory), job.own_urls, job.own_blocks)
    article = clean(job.page, memory=memory, recipe=job.recipe)
    return replace(article, blocks=tuple(replace(b, container=None) for b in article.blocks))


def save_memory(memory: RememberedSite, path: Path) -> Path:
    """Write a site's memory where the workers read it, once for all pages of the site."""
    path.write_bytes(pickle.dumps(memory, pickle.HIGHEST_PROTOCOL))
    return path


@lru_cache(maxsize=2)
def _load(path: Path) -> RememberedSite:
    memory = pickle.loads(path.read_bytes())  # noqa: S301  # a file that this run has written
    assert isinstance(memory, RememberedSite)
    return memory


def warm_up() -> None:
    """Start of a worker: load what cleaning needs, a second's work, before a page's time runs."""
    silence_libraries()
    clean(page_from_bytes(b"<title>A page</title><p>A page that is as short as a page can be.</p>"))

"""What a worker process does while recleaning: one page, with the memory of its site."""

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from cleaners import Article, clean, page_from_bytes
from cleaners.memory import Asking, Recalled, RememberedSite
from cleaners.memory_file import memory_from_bytes, memory_to_bytes
from cleaners.recipe import Recipe
from cleaners.types import Page
from corpus.output import silence_libraries


@dataclass(frozen=True, slots=True)
class Job:
    """A page to clean, and where its site's memory lies."""

    page: Page
    memory: Path
    recipe: Recipe


def clean_page(job: Job) -> tuple[Article, Recalled]:
    """The article of a page, and what was asked of the memory.

    Its blocks come without their containers, which are not stored.
    """
    asking = Asking(_load(job.memory))
    article = clean(job.page, memory=asking, recipe=job.recipe)
    bare = replace(article, blocks=tuple(replace(b, container=None) for b in article.blocks))
    return bare, asking.recalled()


def save_memory(memory: RememberedSite, path: Path) -> Path:
    """Write a site's memory where the workers read it, once for all pages of the site."""
    path.write_bytes(memory_to_bytes(memory))
    return path


@lru_cache(maxsize=2)
def _load(path: Path) -> RememberedSite:
    return memory_from_bytes(path.read_bytes())


def warm_up() -> None:
    """Start of a worker: load what cleaning needs, a second's work, before a page's time runs."""
    silence_libraries()
    clean(page_from_bytes(b"<title>A page</title><p>A page that is as short as a page can be.</p>"))

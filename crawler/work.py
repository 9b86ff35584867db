"""What the worker processes do: one page in, an article or a reason out.

A worker knows neither Scrapy nor a database, so it stays small; what storing an article needs is
made ready here, where all cores are.
"""

import contextlib
import gc
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, cast

from cleaners.memory import Asking, Recalled, RememberedSite, SiteMemory
from cleaners.memory_file import memory_from_bytes, memory_to_bytes
from cleaners.recipe import NO_RECIPE, Folders, Recipe, rules_for
from cleaners.site_configs import SiteConfig
from cleaners.site_configs.selecting import link_of
from cleaners.tree import Document, parse
from cleaners.types import Article, CleaningError, Page
from cleaners.urls import normalise_url, site_of, url_key
from crawler.kinds import no_page
from crawler.parcel import Parcel
from crawler.parts import next_part
from storage import Prepared, prepare

PASSING = {"error": "soft-404", "consent-wall": "consent-wall", "login-wall": "login-wall"}
"""Kinds that stand where a page would: it may be there another day. With the reasons' names."""

LIST_PAGE = "list-page"
"""The reason of a page that lists others; other kinds go by their own names."""

FEW_CHARACTERS = 400
"""Of a page that says only that it needs JavaScript."""

NO_FOLDERS = Folders()
"""Of a user who knows nothing of any site."""

COLLECTED = (100_000, 20, 100)
"""When a worker looks for cycles that nobody holds: a page leaves some three small ones."""

Cleaner = Callable[[Page, SiteMemory | None, Recipe | None], Article]


@dataclass(frozen=True, slots=True)
class Refused:
    """A page that is no article: a stable name, and the evidence."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """An article, and what its cleaning asked of the site's memory; None where there was none."""

    article: Article
    recalled: Recalled | None
    prepared: Prepared | None = None
    """What storing needs, made here so that the store's one thread need not."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _opened, (Parcel.of(self.article, self.recalled, self.prepared),)


def _opened(parcel: Parcel) -> Cleaned:
    return Cleaned(*parcel.unpacked())


def start_worker(megabytes: int) -> None:
    """Make this process a worker: deaf to Ctrl-C, which its crawl handles, and held in memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(*COLLECTED)
    limit_memory(megabytes)


def limit_memory(megabytes: int) -> None:
    """Hold this process to so much memory beyond what it has now, where the system can do that."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        limit = pages * os.sysconf("SC_PAGE_SIZE") + megabytes * 1_048_576
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def clean_page(
    page: Page, memory: Path | None, cleaner: str, folders: Folders = NO_FOLDERS
) -> Cleaned | Refused:
    """The article of a page, made by the callable named `cleaner` ("package.module:name").

    Its kind may be another than "article". What only stands in a page's place is refused.

    `memory` is a file that `save_memory` wrote, `folders` what the user knows of sites. Raises
    what the cleaner raises.
    """
    if what := no_page(page.body):
        return Refused("not-html", what)
    clean = cast("Cleaner", resolve_name(cleaner))
    recipe = rules_for(site_of(page.address), folders) if page.address else NO_RECIPE
    asking = Asking(load_memory(memory)) if memory else None
    article = clean(page, asking, recipe)
    if article.kind in PASSING:
        return Refused(PASSING[article.kind], why_of(article))
    if needs_javascript(article):
        return Refused("needs-javascript", f"all of its text is {article.text.strip()[:100]!r}")
    if not article.text.strip() and article.kind in ("article", "live-blog", "other"):
        raise CleaningError("no-text", "cleaning left no text")  # kept: another version may
    prepared = prepare(page, article)
    return Cleaned(prepared.article, asking.recalled() if asking else None, prepared)


def links_to(number: int) -> tuple[str, ...]:
    """The directives that name where page `number` of an article is, or all of it on one page."""
    return ("single_page_link", "next_page_link") if number == 2 else ("next_page_link",)


def further_part(page: Page, number: int, folders: Folders) -> str | None:
    """The address of page `number` of the article that this is a page of, on the same site.

    What is known of the site comes first. Raises nothing.
    """
    address = page.address or ""
    config = rules_for(site_of(address), folders).config if address else None
    if config is not None and any(config.of(*links_to(number))):
        try:
            document = parse(page)
        except CleaningError:
            return None
        return _named(document, config, page, number)
    return next_part(page, number)


def _named(document: Document, config: SiteConfig, page: Page, number: int) -> str | None:
    """The page that a configuration names; all on one only of an article that has more pages."""
    address = page.address or ""

    def there(href: str | None) -> str | None:
        url = normalise_url(href, address) if href else None
        same = url is not None and site_of(url) == site_of(address)
        return url if same and url_key(url or "") != url_key(address) else None

    following = there(link_of(document, config, "next_page_link")) or next_part(page, number)
    if number > 2:
        return following
    whole = there(link_of(document, config, "single_page_link", only_on_condition=not following))
    return whole or following


def needs_javascript(article: Article) -> bool:
    """Whether all that a page says is that it needs JavaScript, in any language."""
    alone = article.kind not in ("article", "live-blog", "documentation", "forum")
    text = article.text.casefold()
    return alone and "javascript" in text and len(text) < FEW_CHARACTERS


def why_of(article: Article) -> str:
    """Why an article is of its kind."""
    why = next((n.sentence for n in article.notes if n.name == "kind"), article.kind)
    return why.removeprefix(f"{article.kind}: ")


def refusal_of_kind(article: Article) -> str:
    """The reason of a page of another kind: kinds go by their own names, a list is a list page.

    It is kept as what it is, and no article.
    """
    return f"{LIST_PAGE if article.kind == 'list' else article.kind}: {why_of(article)}"


def save_memory(memory: RememberedSite, file: Path) -> None:
    """Write a site's memory for the workers; into a folder that only this user can read."""
    file.write_bytes(memory_to_bytes(memory))


@lru_cache(maxsize=8)
def load_memory(file: Path) -> RememberedSite:
    """A site's memory as `save_memory` wrote it; the last few stay in the worker."""
    return memory_from_bytes(file.read_bytes())

"""The end of a site's crawl: articles that its grown memory would change are cleaned again.

Early articles of a run were cleaned by a memory that knew little. After this, one crawl has given
the same articles whatever the order was; a run that was stopped leaves it to the next one.
"""

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from cleaners.types import Page
from crawler.archive import Archive
from crawler.cleaning import Broken
from crawler.memories import Memories
from crawler.work import Cleaned, Refused
from storage import Store, StoredPage

AT_ONCE = 8
"""Pages that are in memory together; as many as keep the workers busy."""


class Cleaners(Protocol):
    """Who cleans a page: `crawler.cleaning.Workshop`."""

    async def clean(self, page: Page, memory: Path | None) -> Cleaned | Refused | Broken:
        """The article of a page, or why it is none, or how cleaning broke. Never raises."""


async def settle(archive: Archive, workshop: Cleaners, memories: Memories) -> int:
    """Clean again what is stale on the sites of a run; returns how many articles changed."""
    return sum([await settle_site(archive, workshop, memories, site) for site in memories.sites])


async def settle_site(archive: Archive, workshop: Cleaners, memories: Memories, site: str) -> int:
    """Clean again what is stale on a site; returns how many articles changed."""
    changed = 0
    clock, stale = await archive.ask(partial(_look, site=site))
    if stale:
        memory = await memories.latest(site)
        for start in range(0, len(stale), AT_ONCE):
            some = stale[start : start + AT_ONCE]
            changed += await _clean_again(archive, workshop, memory, some)
        await archive.ask(partial(Store.settle, site=site, clock=clock))
    return changed


def _look(store: Store, site: str) -> tuple[int, list[int]]:
    """The clock and what is stale by it; a site where nothing is is settled at once."""
    clock = store.clock()
    stale = store.stale_articles(site)
    if not stale:
        store.settle(site, clock)
    return clock, stale


async def _clean_again(
    archive: Archive, workshop: Cleaners, memory: Path, numbers: Sequence[int]
) -> int:
    """Clean these articles' pages again; returns how many changed. One that fails stays."""
    found = await archive.ask(lambda store: [store.page_of(number) for number in numbers])
    pages = [stored for stored in found if stored is not None]
    cleaned = await asyncio.gather(*(workshop.clean(stored.page, memory) for stored in pages))
    pairs = [
        (stored, result)
        for stored, result in zip(pages, cleaned, strict=True)
        if isinstance(result, Cleaned)
    ]
    return await archive.ask(lambda store: sum(_renewed(store, *pair) for pair in pairs))


def _renewed(store: Store, stored: StoredPage, cleaned: Cleaned) -> bool:
    assert cleaned.recalled is not None, "a memory was given"
    return store.renew_article(stored.id, cleaned.article, cleaned.recalled)

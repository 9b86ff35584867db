"""Quarantined pages cleaned again with today's rules, in worker processes that can be stopped."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from cleaners.cleaning import RULES_VERSION
from cleaners.recipe import Folders
from crawler.cleaning import Broken, Limits, Workshop
from crawler.work import Cleaned, Refused, refusal_of_kind, save_memory
from storage import SEARCHED, QuarantinedPage, Store, StoredPage
from storage.quarantine import MAX_TRIES

AT_ONCE = 8
"""Pages that are in memory together; as many as keep the workers busy."""

Say = Callable[[str, str], None]
"""Hears of each page: its URL, and what became of it."""


@dataclass(slots=True)
class Retried:
    """What became of the pages: articles now, no articles, still broken, and not tried."""

    stored: int = 0
    refused: int = 0
    left: Counter[str] = field(default_factory=Counter)
    spared: int = 0


@dataclass(frozen=True, slots=True)
class Retry:
    """How to clean again: in which limits, with what is known of sites, and whom to tell.

    With `insist`, a page is tried even if these rules have broken on it twice.
    """

    limits: Limits
    folders: Folders
    say: Say
    insist: bool = False


def retry(store: Store, pages: Sequence[QuarantinedPage], how: Retry) -> Retried:
    """Clean these pages again and store what comes of it. Raises StoreError."""
    done = Retried()
    wanted = [page for page in pages if how.insist or not _is_spent(page)]
    done.spared = len(pages) - len(wanted)
    with TemporaryDirectory() as folder:
        asyncio.run(_retry(store, wanted, how, Path(folder), done))
    return done


def _is_spent(page: QuarantinedPage) -> bool:
    return page.cleaner == RULES_VERSION and page.tries >= MAX_TRIES


async def _retry(
    store: Store, pages: Sequence[QuarantinedPage], how: Retry, folder: Path, done: Retried
) -> None:
    workshop = Workshop(0, how.limits, "cleaners:clean", how.folders)
    memories: dict[str, Path] = {}
    try:
        for start in range(0, len(pages), AT_ONCE):
            some = [store.quarantine.bytes_of(page.id) for page in pages[start : start + AT_ONCE]]
            found = [stored for stored in some if stored is not None]
            for site in {stored.site for stored in found} - memories.keys():
                memories[site] = folder / str(len(memories))
                save_memory(store.memory(site), memories[site])
            tasks = (workshop.clean(stored.page, memories[stored.site]) for stored in found)
            for stored, result in zip(found, await asyncio.gather(*tasks), strict=True):
                how.say(stored.page.address or "", _keep(store, stored, result, done))
    finally:
        await asyncio.to_thread(workshop.close)


def _keep(
    store: Store, stored: StoredPage, result: Cleaned | Refused | Broken, done: Retried
) -> str:
    """Store the result as a crawl would, and count it; returns what became of the page."""
    if isinstance(result, Broken):
        done.left[result.name] += 1
        store.store_unclean(stored.page, result.reason, stored.found_by, RULES_VERSION)
        return f"still in quarantine, {result.reason}"
    if isinstance(result, Refused):
        done.refused += 1
        store.quarantine.drop([stored.id], f"{result.name}: {result.why}")
        return f"refused, {result.name}: {result.why}"
    article = result.article
    if article.kind not in SEARCHED:
        done.refused += 1
        store.add_article(stored.id, replace(article, canonical_url=None), result.recalled)
        reason = refusal_of_kind(article)
        store.record_outcome(stored.page.url or "", "refused", reason)
        return f"refused, {reason}"
    done.stored += 1
    store.add_article(stored.id, article, result.recalled)
    return "stored"

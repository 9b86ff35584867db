"""Web archives into the store: each page is cleaned and stored as a crawl would do it.

What was imported is known by its URL and the time of its record, so that an import that was killed
is begun again and does the rest, and one that is done changes nothing.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from cleaners.cleaning import RULES_VERSION
from cleaners.recipe import Folders
from cleaners.types import Page
from cleaners.urls import site_of, url_key
from corpus.warc_pages import WarcPages
from corpus.warc_reading import Gap
from crawler.allowing import refusal_of
from crawler.archive import Archive
from crawler.cleaning import Broken, Limits, Workshop
from crawler.keeping import store_other
from crawler.memories import Memories
from crawler.settling import settle
from crawler.walls import outcome_of_answer
from crawler.work import Cleaned, Refused, refusal_of_kind
from storage import SEARCHED, ForgottenError, Store

AT_ONCE = 32
BYTES_AT_ONCE = 8 * 1_048_576
"""Pages that are read ahead, and what they may weigh."""

AHEAD = 3
"""Pages that wait for each worker."""


@dataclass(slots=True)
class Imported:
    """What became of the records. Refused, broken and skipped ones are counted by reason.

    `known` pages are in the store already, as they are or newer; `copies` are other addresses of
    stored articles. `records` of all types were read, `lost_bytes` could
    not be. Of `files` nothing could be read, of those `cut_off` not the end.
    """

    stored: int = 0
    copies: int = 0
    known: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    quarantined: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    records: int = 0
    lost_bytes: int = 0
    files: list[str] = field(default_factory=list)
    cut_off: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Importing:
    """How to import: where to, in which limits, with what is known of sites.

    `on_bytes` hears how far a file was read, `on_trouble` what can't be read, for a person.
    """

    database: str
    workers: int
    limits: Limits
    folders: Folders
    on_bytes: Callable[[Path, int], None]
    on_trouble: Callable[[str], None]


def import_warcs(files: Sequence[Path], how: Importing) -> Imported:
    """Clean what is in these files and store it. Raises StoreError."""
    return asyncio.run(_import(files, how))


async def _import(files: Sequence[Path], how: Importing) -> Imported:
    archive = Archive(how.database)
    await archive.open()
    workshop = Workshop(how.workers, how.limits, "cleaners:clean", how.folders)
    memories = Memories(archive)
    try:
        run = _Import(archive, workshop, memories, how)
        for file in files:
            await run.read(file)
        await run.finish()
        await settle(archive, workshop, memories)
        return run.done
    finally:
        await asyncio.to_thread(workshop.close)
        memories.close()
        await archive.close()


class _Import:
    """The pages that are on their way from the files into the store."""

    def __init__(
        self, archive: Archive, workshop: Workshop, memories: Memories, how: Importing
    ) -> None:
        self.done = Imported()
        self._archive = archive
        self._workshop = workshop
        self._memories = memories
        self._how = how
        self._room = asyncio.Semaphore(AHEAD * workshop.workers)
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._error: BaseException | None = None

    async def read(self, file: Path) -> None:
        """Take what is in a file; what can't be read of it is told and counted."""

        def on_gap(gap: Gap) -> None:
            self._how.on_trouble(f"{file}: bytes {gap.start:,} to {gap.end:,}: {gap.why}")

        pages = WarcPages(file, on_gap)
        waiting = iter(pages)
        try:
            while some := await asyncio.to_thread(_some, waiting):
                await self._take(some)
                self._how.on_bytes(file, pages.place)
        except OSError as error:
            pages.skipped["unreadable"] += 1
            self._how.on_trouble(f"{file}: {error.strerror or error}")
        self.done.skipped += pages.skipped
        self.done.records += pages.records
        self.done.lost_bytes += pages.lost_bytes
        if pages.skipped["unreadable"] and not pages.records:
            self.done.files.append(str(file))
        elif pages.ends_early:
            self.done.cut_off.append(str(file))

    async def finish(self) -> None:
        """Wait for what is under way. Raises what ended the import."""
        while self._under_way:
            await asyncio.wait(self._under_way.values())
        self._check()

    def _check(self) -> None:
        if self._error is not None:
            raise self._error

    async def _take(self, pages: Sequence[tuple[Page, str]]) -> None:
        settled = await self._settled([page.address or "" for page, _ in pages])
        for page, found_by in pages:
            address = page.address or ""
            key = url_key(address)
            if key in self._under_way:
                await asyncio.wait([self._under_way[key]])
                settled |= await self._settled([address])
            self._check()
            self._memories.note(site_of(address), 0)
            if _is_known(page, settled.get(address)):
                self.done.known += 1
                continue
            await self._room.acquire()
            task = asyncio.create_task(self._import(page, found_by))
            self._under_way[key] = task
            task.add_done_callback(partial(self._ended, key))

    async def _settled(self, urls: list[str]) -> dict[str, datetime]:
        return await self._archive.ask(lambda store: store.holdings.settled_at(urls))

    def _ended(self, key: str, task: "asyncio.Task[None]") -> None:
        self._room.release()
        if self._under_way.get(key) is task:
            del self._under_way[key]
        if not task.cancelled() and (error := task.exception()) is not None:
            self._error = self._error or error

    async def _import(self, page: Page, found_by: str) -> None:
        try:
            await self._clean_and_store(page, found_by)
        except ForgottenError:
            self.done.refused["forgotten"] += 1

    async def _clean_and_store(self, page: Page, found_by: str) -> None:
        if (wall := outcome_of_answer(page)) is not None:
            self.done.skipped[wall.name] += 1
            return
        if why := refusal_of(page.rights):
            await self._refuse(page, why, found_by, withdraw=True)
            return
        spent = await self._archive.ask(lambda s: s.quarantine.spent(page, RULES_VERSION))
        if spent is not None:
            self.done.known += 1
            return
        memory = await self._memories.of(site_of(page.address or ""))
        result = await self._workshop.clean(page, memory)
        if isinstance(result, Broken):
            reason = result.reason
            await self._archive.ask(
                lambda s: s.store_unclean(page, reason, found_by, RULES_VERSION)
            )
            self.done.quarantined[result.name] += 1
        elif isinstance(result, Refused):
            await self._refuse(page, f"{result.name}: {result.why}", found_by)
        else:
            await self._store(page, result, found_by)

    async def _store(self, page: Page, cleaned: Cleaned, found_by: str) -> None:
        article = cleaned.article
        if article.kind not in SEARCHED:
            why = refusal_of_kind(article)
            await self._archive.ask(lambda s: store_other(s, page, article, found_by, why, None))
            self.done.refused[why.split(":", 1)[0]] += 1
            return
        outcome = await self._archive.store_article(page, cleaned, found_by)
        self._memories.note(site_of(page.address or ""), 1)
        self.done.stored += outcome.state == "stored"
        self.done.copies += outcome.state != "stored"

    async def _refuse(self, page: Page, why: str, found_by: str, *, withdraw: bool = False) -> None:
        """Note why a page is not kept; what its publisher takes back is deleted."""
        address = page.address or ""

        def note(store: Store) -> None:
            if withdraw:
                store.withdrawing.withdraw({page.url or address, address}, why)
            store.record_outcome(
                address, "refused", why, http_status=page.status, found_by=found_by
            )

        await self._archive.ask(note)
        self.done.refused[why.split(":", 1)[0]] += 1


def _is_known(page: Page, settled_at: datetime | None) -> bool:
    """Whether the store has what is at the page's URL as this record has it, or newer."""
    return settled_at is not None and (page.fetched_at is None or settled_at >= page.fetched_at)


def _some(waiting: Iterator[tuple[Page, str]]) -> list[tuple[Page, str]]:
    """The next pages, as many as may be in memory together."""
    some: list[tuple[Page, str]] = []
    size = 0
    for page, found_by in waiting:
        some.append((page, found_by))
        size += len(page.body)
        if len(some) >= AT_ONCE or size >= BYTES_AT_ONCE:
            break
    return some

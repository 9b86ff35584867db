"""Worker processes for all that parses what the web sent, so that the reactor never waits.

A page can make any parser run for hours, eat the memory or crash; only a process can be stopped
(in lxml, SIGALRM set to 2 s fired after 51 s). Each task has a time limit and a memory limit, and
a worker that breaks is replaced.
"""

import asyncio
import logging
import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import ParamSpec, TypeVar

from pebble import ProcessExpired, ProcessPool

from cleaners.recipe import Folders
from cleaners.site_configs import config_for
from cleaners.types import CleaningError, Page
from cleaners.urls import site_of
from crawler.reading import Reading, read_answer
from crawler.work import (
    NO_FOLDERS,
    Cleaned,
    Refused,
    clean_page,
    further_part,
    links_to,
    start_worker,
)

P = ParamSpec("P")
T = TypeVar("T")

logger = logging.getLogger(__name__)

SAYS_THE_PAGE = frozenset({"no-text", "not-html", "empty", "too-big"})
"""How cleaning ends for what is no article, whatever is known of its site."""

TASKS_PER_WORKER = 1_000
"""Then a worker is replaced: what a C library leaks is bounded."""

READING = 3
"""A listing may take so many times as long as an article: it may be 50 MB, and comes seldom."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A task that gave no result: a stable name, and for a person what happened."""

    name: str
    why: str

    @property
    def reason(self) -> str:
        """Both, as the ledger keeps them."""
        return f"{self.name}: {self.why}" if self.why else self.name


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may take: seconds, and megabytes beyond what the worker starts with."""

    seconds: float = 10
    megabytes: int = 1_024


class Workshop:
    """The worker processes. They start with the first task and end with `close`."""

    def __init__(
        self, workers: int, limits: Limits, cleaner: str, folders: Folders = NO_FOLDERS
    ) -> None:
        self.workers = workers or min(4, os.cpu_count() or 1)
        self._limits = limits
        self._cleaner = cleaner
        self._folders = folders
        self._distrusted: set[str] = set()
        self._pool: ProcessPool | None = None
        self._lock = asyncio.Lock()

    async def clean(self, page: Page, memory: Path | None) -> Cleaned | Refused | Broken:
        """The article of a page, or why it is none, or how cleaning broke. Never raises.

        Where it breaks with what others know of the site, it is done without, for the whole run.
        """
        folders = self._folders_of(page)
        cleaned = await self._clean(page, memory, folders)
        if not isinstance(cleaned, Broken) or cleaned.name in SAYS_THE_PAGE:
            return cleaned
        site = site_of(page.address or "")
        if config_for(site, folders.configs) is None:
            return cleaned
        without = await self._clean(page, memory, replace(folders, configs=None))
        if not isinstance(without, Broken):
            self._distrusted.add(site)
            told = "%s: its site configuration is left for this run, cleaning broke with it: %s"
            logger.warning(told, site, cleaned.reason)
        return without

    async def _clean(
        self, page: Page, memory: Path | None, folders: Folders
    ) -> Cleaned | Refused | Broken:
        seconds = self._limits.seconds
        return await self._run("clean", seconds, clean_page, page, memory, self._cleaner, folders)

    def _folders_of(self, page: Page) -> Folders:
        """What the user knows of sites, but for what has broken cleaning."""
        distrusted = site_of(page.address or "") in self._distrusted
        return replace(self._folders, configs=None) if distrusted else self._folders

    def names_pages(self, page: Page, number: int) -> bool:
        """Whether somebody who knows the site says how its articles' pages are found."""
        found = config_for(site_of(page.address or ""), self._folders_of(page).configs)
        return found is not None and any(found[0].of(*links_to(number)))

    async def read(self, page: Page, now: datetime) -> Reading | Broken:
        """What an answer is and names. Never raises."""
        seconds = READING * self._limits.seconds
        return await self._run("read", seconds, read_answer, page, now)

    async def next_part(self, page: Page, number: int) -> str | Broken | None:
        """The address of the next page of the article that this is a page of. Never raises."""
        folders = self._folders_of(page)
        return await self._run("read", self._limits.seconds, further_part, page, number, folders)

    def close(self) -> None:
        """Stop the workers, whatever they do."""
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()
            self._pool = None

    async def _run(
        self, verb: str, seconds: float, task: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T | Broken:
        try:
            pool = await self._ready()
            future = pool.schedule(task, args, kwargs, timeout=seconds)
            return await asyncio.wrap_future(future)
        except CleaningError as error:
            return Broken(error.name, error.message)
        except TimeoutError:
            return Broken(f"{verb}-timeout", f"stopped after {seconds:g} s")
        except MemoryError:
            return Broken(f"{verb}-memory", f"needed more than {self._limits.megabytes} MB")
        except ProcessExpired as error:
            return Broken(f"{verb}-crash", f"the worker ended with code {error.exitcode}")
        except BrokenProcessPool as error:
            return Broken(f"{verb}-crash", str(error))
        except (SystemExit, KeyboardInterrupt) as error:  # pebble hands these on as results
            return Broken(f"{verb}-crash", f"{type(error).__name__}: {error}")
        except Exception as error:  # whatever a page does to a parser is recorded
            return Broken(f"{verb}-error", f"{type(error).__name__}: {error}"[:300])

    async def _ready(self) -> ProcessPool:
        """The running pool; another one where the last has broken down."""
        async with self._lock:
            if self._pool is None or not self._pool.active:
                self._pool = await asyncio.to_thread(self._start)
            return self._pool

    def _start(self) -> ProcessPool:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["crawler.deaf", "__main__", "crawler.warm"])
        pool = ProcessPool(
            max_workers=self.workers,
            max_tasks=TASKS_PER_WORKER,
            initializer=start_worker,
            initargs=(self._limits.megabytes,),
            context=context,
        )
        if not pool.active:  # asking starts it
            raise BrokenProcessPool("the workers did not start")
        return pool

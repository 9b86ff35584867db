"""What the sites' memories are for the workers: a file a site, written anew as the site grows."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from crawler.archive import Archive
from crawler.work import save_memory

FIRST = 8
"""Changes (a new title, a stored page) after which a small site's memory is written anew."""

GROWTH = 0.1
"""A large site's memory is written anew when it grew by this share, so the cost stays linear."""

KEPT = 5
"""Older files of a site that stay, for tasks that wait with them."""


@dataclass(slots=True)
class _Memory:
    size: int = 0
    changes: int = 0
    files: deque[Path] = field(default_factory=deque)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Memories:
    """The memories of the sites of a run, as files in a folder that only this user can read."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._folder = TemporaryDirectory(prefix="copydesk-")
        self._numbers = count()
        self._sites: dict[str, _Memory] = {}

    @property
    def sites(self) -> list[str]:
        """The sites of which something is new or was asked, in order."""
        return sorted(self._sites)

    def note(self, site: str, changes: int) -> None:
        """So many titles or pages of the site are new."""
        self._sites.setdefault(site, _Memory()).changes += changes

    async def of(self, site: str) -> Path:
        """The file with what is known of the site, at most a tenth behind the store."""
        memory = self._sites.setdefault(site, _Memory())
        return await self._file(site, max(FIRST, GROWTH * memory.size))

    async def latest(self, site: str) -> Path:
        """The file with all that is known of the site now."""
        return await self._file(site, 0)

    async def _file(self, site: str, allowed: float) -> Path:
        memory = self._sites.setdefault(site, _Memory())
        async with memory.lock:
            if not memory.files or memory.changes >= allowed:
                memory.changes = 0
                file = Path(self._folder.name) / str(next(self._numbers))
                memory.size = await self._write(site, file)
                memory.files.append(file)
                if len(memory.files) > KEPT:
                    memory.files.popleft().unlink(missing_ok=True)
            return memory.files[-1]

    async def _write(self, site: str, file: Path) -> int:
        remembered = await self._archive.ask(lambda store: store.memory(site))
        await asyncio.to_thread(save_memory, remembered, file)
        return len(remembered.urls) + len(remembered.blocks)

    def close(self) -> None:
        """Delete the files."""
        self._folder.cleanup()

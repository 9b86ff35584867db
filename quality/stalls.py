"""How long the reactor was kept from its work: an extension for measurements."""

import asyncio
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

from scrapy import signals

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

EVERY = 0.02
"""Seconds between two looks at the clock."""

REPORT = "STALLS_FILE"
"""The environment variable that names the file for the longest stall: seconds, and those of CPU."""


class Stalls:
    """Wakes up all the time, and notes when that was late."""

    def __init__(self) -> None:
        self.longest = 0.0
        self.busiest = 0.0
        """The same in CPU of the reactor's own thread: what a busy machine does not count for."""
        self._task: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        stalls = cls()
        crawler.signals.connect(stalls.spider_opened, signals.spider_opened)
        crawler.signals.connect(stalls.spider_closed, signals.spider_closed)
        return stalls

    def spider_opened(self) -> None:
        """Begin to watch."""
        self._task = asyncio.ensure_future(self._watch())

    def spider_closed(self) -> None:
        """Write the longest stall down."""
        if self._task is not None:
            self._task.cancel()
        if file := os.environ.get(REPORT):
            told = f"{self.longest:.3f} {self.busiest:.3f}"
            Path(file).write_text(told, encoding="ascii")

    async def _watch(self) -> None:
        while True:
            before, spent = time.monotonic(), time.thread_time()
            await asyncio.sleep(EVERY)
            self.longest = max(self.longest, time.monotonic() - before - EVERY)
            self.busiest = max(self.busiest, time.thread_time() - spent)

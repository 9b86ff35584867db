"""Pages that have come and wait for their cleaning: the ledger shows those that wait long.

Most are stored within a second, in the transaction that ends their claim; a write for each of
these would cost a tenth of that. What waits longer is noted as `fetched`, so that whoever looks
sees where a crawl hangs, and, after a kill, what had come and was lost with the process.
"""

import asyncio
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from crawler.archive import Archive
from storage import Holder, StoreError

logger = logging.getLogger(__name__)

LOOK_EVERY = 0.5
"""Seconds between two looks at what waits."""

LONG = 1.0
"""Seconds after which a page has waited long."""


class InHand:
    """The pages that a crawl has in memory, by the URL that was claimed."""

    def __init__(self, archive: Archive, holder: Holder) -> None:
        self._archive = archive
        self._holder = holder
        self._since: dict[str, float] = {}
        self._task: asyncio.Future[None] | None = None

    def begin(self) -> None:
        """Begin to look."""
        self._task = asyncio.ensure_future(self._look_on())

    def end(self) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.cancel()

    @contextmanager
    def page(self, url: str) -> Iterator[None]:
        """Within this the page of a URL waits."""
        self._since[url] = time.monotonic()
        try:
            yield
        finally:
            self._since.pop(url, None)

    async def _look_on(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            before = time.monotonic() - LONG
            late = [url for url, since in self._since.items() if since < before]
            if not late:
                continue
            self._since |= dict.fromkeys(late, float("inf"))
            try:
                await self._archive.ask(lambda store: store.frontier.came(late, self._holder))  # noqa: B023
            except StoreError as error:
                logger.warning("What waits for its cleaning could not be noted: %s", error)

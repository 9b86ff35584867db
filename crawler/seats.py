"""One errand of a run at a time is on a site, wherever its start led to."""

import asyncio
from collections import defaultdict
from collections.abc import Collection
from types import TracebackType


class Seats:
    """The seats of a run, one a site; whoever wants a taken one waits."""

    def __init__(self) -> None:
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def at(self, site: str) -> "Seat":
        """A seat to be taken with `async with`."""
        return Seat(self._locks, site)


class Seat:
    """The seat of one errand; it has one at a time, so that no two wait for each other."""

    def __init__(self, locks: defaultdict[str, asyncio.Lock], site: str) -> None:
        self._locks = locks
        self._wanted = site
        self._taken: str | None = None

    async def __aenter__(self) -> "Seat":
        await self._take(self._wanted)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._leave()

    async def move(self, sites: Collection[str]) -> None:
        """Leave the seat for one at the site that the start led to, if that is another."""
        elsewhere = sorted(set(sites) - {self._taken})
        if elsewhere:
            self._leave()
            await self._take(elsewhere[0])

    async def _take(self, site: str) -> None:
        await self._locks[site].acquire()
        self._taken = site

    def _leave(self) -> None:
        if self._taken is not None:
            self._locks[self._taken].release()
            self._taken = None

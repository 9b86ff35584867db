"""The sites that a crawl holds: their leases, renewed by a heartbeat while it lives."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Iterable
from functools import partial

from crawler.archive import Archive
from storage import Holder, Lease, Store, StoreError

logger = logging.getLogger(__name__)


class Holding:
    """Takes leases, renews them, and knows which were lost.

    It has a connection of its own, so that a long transaction of the crawl delays no heartbeat.
    """

    def __init__(self, url: str, seconds: float, beat: float) -> None:
        self.holder = Holder.new()
        self._archive = Archive(url)
        self._seconds = seconds
        self._beat = beat
        self._held: Counter[str] = Counter()
        self._heart: asyncio.Future[None] | None = None

    async def open(self) -> None:
        """Begin to renew what is taken. Raises StoreError."""
        await self._archive.open()
        self._heart = asyncio.ensure_future(self._beat_on())

    async def take(self, site: str) -> Lease | None:
        """Take the lease of a site; returns the lease of another one that holds it, or None.

        One that is over is watched for a while first: its holder may be alive. Raises StoreError.
        """
        lease = await self._take(site, None)
        if lease.over and not lease.is_of(self.holder):
            await asyncio.sleep(1.5 * self._beat)
            lease = await self._take(site, lease)
        if not lease.is_of(self.holder):
            return lease
        self._held[site] += 1
        return None

    def holds(self, site: str) -> bool:
        """Whether the site is still ours."""
        return self._held[site] > 0

    async def holder_of(self, site: str) -> str:
        """Who is on a site, in words. Raises StoreError."""
        lease = await self._archive.ask(lambda store: store.leases.on(site))
        return lease.told if lease else "nobody by now"

    async def give_back(self, site: str) -> None:
        """Let go of a site, once nobody in this crawl is on it. Raises StoreError."""
        if not self.holds(site):
            return
        self._held[site] -= 1
        if not self._held[site]:
            sites = (site,)
            await self._archive.ask(lambda store: store.leases.give_back(self.holder, sites))

    async def close(self) -> None:
        """Let go of all sites. Raises StoreError."""
        if self._heart is None:
            return
        self._heart.cancel()
        try:
            await self._archive.ask(lambda store: store.leases.give_back(self.holder))
        finally:
            await self._archive.close()

    async def _take(self, site: str, watched: Lease | None) -> Lease:
        return await self._archive.ask(
            lambda store: store.leases.take(site, self.holder, self._seconds, watched)
        )

    async def _beat_on(self) -> None:
        renewed_at = time.monotonic()
        while True:
            await asyncio.sleep(self._beat)
            began = time.monotonic()
            try:
                held = await self._archive.ask(
                    lambda store: store.leases.renew(self.holder, self._seconds)
                )
            except StoreError as error:
                logger.warning("The leases could not be renewed: %s", error)
                if time.monotonic() - renewed_at > self._seconds:
                    self._held.clear()
            else:
                renewed_at = began
                for site in self._held.keys() - held:
                    del self._held[site]


class Tenancy:
    """The sites that one errand is on; `held_by` tells who else is on one of them."""

    def __init__(self, holding: Holding, archive: Archive) -> None:
        self.sites: list[str] = []
        self.held_by: str | None = None
        self._holding = holding
        self._archive = archive

    @property
    def lasts(self) -> bool:
        """Whether all sites are still ours."""
        return self.held_by is None and all(map(self._holding.holds, self.sites))

    async def take(self, sites: Iterable[str]) -> None:
        """Take the leases of these sites, until one is another's, and over what is due there."""
        holder = self._holding.holder
        for site in sorted(set(sites) - set(self.sites)):
            other = await self._holding.take(site)
            if other is not None:
                self.held_by = f"{site} is crawled by {other.told}"
                return
            self.sites.append(site)
            await self._archive.ask(partial(_take_over, site=site, holder=holder))

    async def give_back(self) -> None:
        """Let go of all; those that were lost are told. Raises StoreError."""
        for site in self.sites:
            if not self._holding.holds(site):
                by = await self._holding.holder_of(site)
                self.held_by = f"{site} was taken over by {by}"
            await self._holding.give_back(site)


def _take_over(store: Store, site: str, holder: Holder) -> None:
    store.frontier.take_over([site], holder)

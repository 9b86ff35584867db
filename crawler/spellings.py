"""Addresses as sites write them: a few servers know a page by its tracking keys only."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from cleaners.types import Page
from crawler.agenda import Visit
from crawler.budget import Budget

NOT_THERE = frozenset({400, 404, 410})
"""What a server says of an address that it does not know."""

MAX_SPELLINGS = 10_000
"""Addresses of a site whose spelling is kept, in memory, until it is fetched; a feed names 100."""


class Spellings:
    """What the normal form of an address leaves out, by that form."""

    def __init__(self) -> None:
        self._by_url: dict[str, str] = {}

    def note(self, url: str | None, spelled: str | None) -> None:
        """Keep how an address stands in the listing that names it."""
        if url is not None and spelled is not None and len(self._by_url) < MAX_SPELLINGS:
            self._by_url.setdefault(url, spelled)

    async def fetch(
        self, fetch: Callable[[Visit], Awaitable[Page]], visit: Visit, budget: Budget
    ) -> Page:
        """The page at an address; where there is none, at the address as its site writes it.

        Raises what `fetch` raises.
        """
        page = await fetch(visit)
        spelled = self._by_url.pop(visit.url, None)
        if spelled is None or page.status not in NOT_THERE or not budget.spend():
            return page
        return await fetch(replace(visit, url=spelled))

"""The articles that one site's crawl fetches: claimed from the store, a few at a time."""

import asyncio
from collections import deque
from collections.abc import Iterable
from typing import cast

from cleaners.urls import url_key
from crawler.agenda import Visit
from crawler.logbook import Logbook
from crawler.reading import FoundBy

AT_A_TIME = 12
"""Claims in one transaction."""


class Claims:
    """Hands out what is due on the sites of a crawl, which must hold their leases."""

    def __init__(self, logbook: Logbook, sites: Iterable[str]) -> None:
        self._logbook = logbook
        self._sites = sites
        self._waiting: deque[Visit] = deque()
        self._lock = asyncio.Lock()
        self._claimed = False
        """Whether anything may have been claimed since it was given back."""
        self._emptied: tuple[int, list[str]] | None = None
        """When the store had no more: how often articles had been lined up, and on which sites."""

    async def next(self) -> Visit | None:
        """An article that is due and that this crawl has not ended yet; None if there is none.

        Those that are looked at again come first.
        """
        async with self._lock:
            if self._logbook.agenda.articles:
                return self._logbook.agenda.articles.popleft()
            while True:
                if not self._waiting:
                    self._waiting.extend(await self._claim())
                if not self._waiting:
                    return None
                visit = self._waiting.popleft()
                if self._is_open(visit):
                    self._logbook.tally.due += 1
                    return visit

    async def give_back(self) -> int:
        """Make due again what is claimed; returns how many claims there were."""
        self._waiting.clear()
        self._emptied = None
        if not self._claimed:
            return 0
        sites, holder = sorted(self._sites), self._logbook.holder
        given = await self._logbook.archive.ask(
            lambda store: store.frontier.give_back(holder, sites)
        )
        self._claimed = False
        return given

    async def _claim(self) -> list[Visit]:
        sites, holder, own = sorted(self._sites), self._logbook.holder, self._logbook.own
        asked = self._logbook.lined_up, sites
        if self._emptied == asked:
            return []
        self._claimed = True
        if own is None:
            claims = await self._logbook.archive.ask(
                lambda store: store.frontier.claim(sites, holder, AT_A_TIME)
            )
        else:
            some = [own.popleft() for _ in range(min(AT_A_TIME, len(own)))]
            claims = await self._logbook.archive.ask(
                lambda store: store.frontier.claim_these(some, sites, holder)
            )
        if own is None and len(claims) < AT_A_TIME:
            self._emptied = asked
        return [Visit(c.url, "article", cast("FoundBy", c.found_by), tries=c.tries) for c in claims]

    def _is_open(self, visit: Visit) -> bool:
        """Whether the article has no end in this crawl; an earlier one may have found it."""
        tally = self._logbook.tally
        return tally.find(visit.url) or url_key(visit.url) in tally.waiting

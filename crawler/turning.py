"""Fetches the further pages of an article that its site cuts into several."""

from dataclasses import replace
from functools import partial

from cleaners.rights import rights_of
from cleaners.types import Page
from cleaners.urls import site_of, url_key
from crawler.agenda import Visit
from crawler.allowing import refusal_of
from crawler.budget import Budget
from crawler.desk import Desk
from crawler.fetching import Fetcher
from crawler.following import Following
from crawler.keeping import clean_and_store
from crawler.logbook import Logbook
from crawler.outcomes import Outcome, outcome_of, outcome_of_status
from crawler.parts import MAX_PARTS, may_go_on
from crawler.redirects import check_redirect
from crawler.walls import WHOLE
from crawler.watching import digest_of
from storage import StoreError


class Turning:
    """Turns the pages of an article; each costs one page of the budget."""

    def __init__(
        self, desk: Desk, logbook: Logbook, following: Following, fetcher: Fetcher, budget: Budget
    ) -> None:
        self._desk = desk
        self._logbook = logbook
        self._following = following
        self._fetcher = fetcher
        self._budget = budget

    async def keep(self, page: Page, visit: Visit) -> None:
        """Clean an article's page with all that belong to it, and store what comes of it."""
        await self._desk.rounds.turn()
        whole = await self.whole(page)
        if isinstance(whole, Outcome):
            await self._logbook.end(visit, whole)
        else:
            await clean_and_store(self._desk, self._logbook, whole, visit)

    async def whole(self, page: Page) -> Page | Outcome:
        """The page with all that belong to it; or how it failed, so that it is tried again whole.

        A page that is not there, or may not be kept, ends the article.
        """
        parts: list[Page] = []
        digests: set[bytes] = set()
        seen = {url_key(url) for url in (page.url, page.final_url) if url}
        while len(parts) + 1 < MAX_PARTS:
            part = await self._next(parts[-1] if parts else page, len(parts) + 2)
            if isinstance(part, Outcome) and part.state == "failed":
                return part
            if part is None or isinstance(part, Outcome):
                break
            digests = digests or {digest_of(page)}  # most articles are one page, and need none
            known = url_key(part.address or "") in seen or digest_of(part) in digests
            if known or site_of(part.address or "") != site_of(page.address or ""):
                break
            await self._desk.rounds.turn()
            if refusal_of(rights_of(part)) is not None:
                break
            parts.append(part)
            digests.add(digest_of(part))
            seen.add(url_key(part.address or ""))
        return replace(page, parts=tuple(parts))

    async def _next(self, page: Page, number: int) -> Page | Outcome | None:
        workshop = self._desk.workshop
        if not (may_go_on(page, number) or workshop.names_pages(page, number)):
            return None
        url = await workshop.next_part(page, number)
        if not isinstance(url, str) or not self._budget.spend():
            return None
        visit = Visit(url, "article", "link")
        check = partial(check_redirect, self._following, self._logbook, visit)
        try:
            part = await self._fetcher.fetch(visit, check)
        except StoreError:
            raise
        except Exception as error:  # whatever the network does has a name in the ledger
            return outcome_of(error)
        return part if part.status in WHOLE else outcome_of_status(part.status or 0)

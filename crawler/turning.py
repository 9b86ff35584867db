"""Fetches the further pages of an article that its site cuts into several."""

from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlsplit

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
from crawler.outcomes import NOT_ASKED, Outcome, outcome_of, outcome_of_status
from crawler.parts import MAX_PARTS, may_go_on
from crawler.redirects import check_redirect
from crawler.walls import WHOLE
from crawler.watching import digest_of
from storage import StoreError

PATIENCE = 2
"""In so many runs an article fails for one of its further pages; then it is stored without."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A further page that did not come, and how it ended."""

    url: str
    failed: Outcome

    @property
    def outcome(self) -> Outcome:
        """How the article ended for it: its own address answered, so a host's trouble is named."""
        if self.failed.name in NOT_ASKED:
            return self.failed
        reason = f"next-page: {self.failed.reason}, at {self.url}"
        return replace(self.failed, reason=reason)


def _origin(url: str | None) -> tuple[str, str]:
    parts = urlsplit(url or "")
    return parts.scheme, parts.netloc


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
        """Clean an article's page with all that belong to it, and store what comes of it.

        Where a further page fails, the article is tried again whole; if that page is lost, what
        came is the article.
        """
        await self._desk.rounds.turn()
        came, missing = await self._gather(page)
        if missing is None or await self._is_lost(missing, page, visit):
            await clean_and_store(self._desk, self._logbook, came, visit)
        else:
            await self._logbook.end(visit, missing.outcome)

    async def whole(self, page: Page) -> Page | Outcome:
        """The page with all that belong to it; or how one of them failed.

        A page that is not there, or may not be kept, ends the article.
        """
        came, missing = await self._gather(page)
        return came if missing is None else missing.outcome

    async def _is_lost(self, missing: Missing, page: Page, visit: Visit) -> bool:
        """Whether a further page that failed now will hardly come later either.

        A page of http may name its next one at https, where nothing answers.
        """
        if missing.failed.name in NOT_ASKED:
            return False
        if missing.failed.http_status is None and _origin(missing.url) != _origin(page.address):
            return True
        known = (await self._desk.archive.statuses([visit.url])).get(visit.url)
        return known is not None and known.tries >= PATIENCE

    async def _gather(self, page: Page) -> tuple[Page, Missing | None]:
        """The page with the further ones that came, and the one that failed."""
        parts: list[Page] = []
        digests: set[bytes] = set()
        seen = {url_key(url) for url in (page.url, page.final_url) if url}
        while len(parts) + 1 < MAX_PARTS:
            part = await self._next(parts[-1] if parts else page, len(parts) + 2)
            if isinstance(part, Missing) and part.failed.state == "failed":
                return replace(page, parts=tuple(parts)), part
            if part is None or isinstance(part, Missing):
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
        return replace(page, parts=tuple(parts)), None

    async def _next(self, page: Page, number: int) -> Page | Missing | None:
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
            return Missing(url, outcome_of(error))
        if part.status in WHOLE:
            return part
        return Missing(url, outcome_of_status(part.status or 0))

"""What one site's crawl writes down: its count, its visits to come, and how each URL ended."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from cleaners.urls import url_key
from crawler.again import again, again_at_start, rests, waits
from crawler.agenda import Agenda, Visit
from crawler.archive import Archive
from crawler.outcomes import FORGOTTEN, SAME_PAGE, SAME_TEXT, Outcome
from crawler.reading import Candidate
from crawler.site_shapes import SiteShapes
from crawler.spellings import Spellings
from crawler.tally import Tally
from crawler.traps import Traps
from storage import CLAIMED, DROPPED, NO_ARTICLES, FoundUrl, Holder, Portrait, UrlState, UrlStatus

SAME_FOR = timedelta(days=7)
"""How long a page that was judged no article is not fetched again to be judged the same."""

JUDGED = frozenset(
    {
        *("list-page", "soft-404", "consent-wall", "login-wall", "not-html", "other-site"),
        *("noindex", "unavailable-after", "paywall", "bot-block", "needs-javascript"),
    }
)
"""Reasons that come from the page itself, and not from the network or the site's rules."""

IN_THE_LEDGER: Mapping[str, UrlState] = {SAME_PAGE: "stored", SAME_TEXT: "refused"}
"""How the ledger has what a run counts as unchanged: nothing is stored under its own URL."""

LASTING = frozenset({DROPPED, SAME_TEXT})
"""Reasons that no later run questions."""


class Logbook:
    """The record of one site's crawl; the store behind it is shared with the other sites."""

    def __init__(self, archive: Archive, holder: Holder) -> None:
        self.archive = archive
        self.traps = Traps()
        self.holder = holder
        self.tally = Tally()
        self.agenda = Agenda()
        self.portrait = Portrait()
        """What the articles look like that were stored."""
        self.shapes = SiteShapes()
        """What the site's pages have taught of its addresses."""
        self.leads: dict[str, str] = {}
        """The keys of pages that only led to another one of this crawl, and of those."""
        self.own: deque[str] | None = None
        """The articles that were lined up, where the crawl is for these and no others."""
        self.spellings = Spellings()
        self.lined_up = 0
        """How often articles were lined up."""

    def line_up(self, urls: Iterable[str]) -> None:
        """Note which articles this crawl has found that are due."""
        self.lined_up += 1
        if self.own is not None:
            self.own.extend(urls)

    def leads_back(self, url: str, target: str) -> bool:
        """Whether the target of a redirect led back to the URL itself."""
        key, seen = url_key(target), set[str]()
        while key not in seen and key != url_key(url):
            seen.add(key)
            key = self.leads.get(key, key)
        return key == url_key(url)

    async def end(self, visit: Visit, outcome: Outcome) -> None:
        """Note how an article's URL ended, in the ledger and in the count."""
        if self.note(visit.url, outcome):
            state = IN_THE_LEDGER.get(outcome.name, outcome.state)
            await self._record(visit, replace(outcome, state=state))

    async def _record(self, visit: Visit, outcome: Outcome) -> None:
        now = datetime.now(UTC)
        if visit.aim == "start":
            known = (await self.archive.statuses([visit.url])).get(visit.url)
            ended = again_at_start(outcome, known.tries if known else 0, now)
        else:
            ended = again(outcome, visit.tries, now)
        await self.archive.record(visit, ended, self.holder.id)

    def note(self, url: str, outcome: Outcome) -> bool:
        """Count how an article's URL ended, and learn from it; False if it had ended before."""
        ended = self.tally.end(url, outcome)
        if ended and (outcome.state == "stored" or outcome.name in NO_ARTICLES):
            self.shapes.learn([url], article=outcome.state == "stored")
        return ended

    async def end_listing(self, visit: Visit, outcome: Outcome) -> None:
        """Note that a listing could not be read."""
        if not visit.guessed:
            self.tally.listings[outcome.name] += 1
        if outcome.state == "failed":
            self.tally.unfinished.add(url_key(visit.url))
        await self._record(visit, outcome)

    async def pass_over(self, refused: Sequence[tuple[Candidate, Outcome]]) -> None:
        """Note what was found and is refused without a request, all at once."""
        rows = [
            (FoundUrl(c.url, c.found_by, c.title, c.published_at), outcome.reason or "")
            for c, outcome in refused
            if self.tally.end(c.url, outcome)
        ]
        if rows:
            await self.archive.ask(lambda store: store.watch.pass_over(rows))

    async def known(self, candidates: Iterable[Candidate]) -> dict[str, Outcome]:
        """The candidates that are not fetched now, by URL; the others are due."""
        urls = [candidate.url for candidate in candidates]
        statuses = await self.archive.statuses(urls)
        now = datetime.now(UTC)
        known: dict[str, Outcome] = {}
        due: list[str] = []
        for url, status in statuses.items():
            outcome = known_outcome(status, now)
            if outcome is not None:
                known[url] = outcome
            elif status.state not in ("due", *CLAIMED):
                due.append(url)
        await self.archive.ask(lambda store: store.frontier.make_due(due))
        unknown = [url for url in urls if url not in statuses]
        gone = await self.archive.ask(lambda store: store.forgetting.among(unknown))
        return known | {url: Outcome("refused", FORGOTTEN) for url in gone}


def known_outcome(status: UrlStatus, now: datetime) -> Outcome | None:
    """How a known URL counts if it is not fetched now; None if it is to be fetched.

    It is not if it is stored, was judged a few days ago, or failed and is not due again yet; nor,
    for ever longer, what a server said again and again is not there or not for us.
    """
    name = (status.reason or "").split(":", 1)[0]
    recent = status.tried_at is not None and abs(now - status.tried_at) < SAME_FOR
    judged = name in LASTING or (name in JUDGED and recent)
    judged = judged or (name.startswith("http-") and rests(status.tried_at, status.tries, now))
    if status.state == "refused" and (judged or status.page_id is not None):
        return Outcome("refused", status.reason, status.http_status)
    if status.page_id is not None:
        return Outcome("unchanged", None)
    if status.state == "failed" and (status.due_at is None or waits(status.due_at, now)):
        return Outcome("failed", status.reason, status.http_status)
    return Outcome("refused", "listing") if status.aim == "listing" else None

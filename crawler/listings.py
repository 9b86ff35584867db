"""The listings of one site's crawl: which are asked, in what order, and what they bring."""

from collections import Counter, deque
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urljoin

from cleaners.types import Page
from cleaners.urls import site_of
from crawler.again import waits
from crawler.agenda import Visit
from crawler.announced import FEED_PATHS, SITEMAP_PATHS, asked_of
from crawler.archive import Archive
from crawler.archives import archive_pages, next_pages
from crawler.edits import MAX_VISITS
from crawler.following import Following
from crawler.logbook import Logbook
from crawler.outcomes import Outcome
from crawler.reading import FoundBy, Reading
from crawler.sections import MAX_SECTIONS, MAX_WATCHED
from crawler.sitemaps import lists_news
from crawler.tasks import SiteTask
from crawler.watching import Watching
from storage import Listing

ANNOUNCING = ("feed", "sitemap", "sitemap index")
"""What says by itself which articles there are."""

MOST_IN_VAIN = 20
"""Sitemaps in a row that an index names and that cannot be read, until its others are left."""

PAGES = ("front page", "section")
"""What only links to them."""

_FOUND_BY: dict[str, FoundBy] = {"feed": "feed", "sitemap": "sitemap", "sitemap index": "sitemap"}


class Listings:
    """Asks what is known, announced or usual; sections only where nothing else names articles."""

    def __init__(
        self,
        task: SiteTask,
        archive: Archive,
        logbook: Logbook,
        following: Following,
        watching: Watching,
    ) -> None:
        self._task = task
        self._archive = archive
        self._logbook = logbook
        self._following = following
        self._watching = watching
        self._guesses: dict[str, deque[str]] = {}
        self._sections: tuple[str, ...] = ()
        self._in_vain: Counter[str] = Counter()
        self._announced = False

    def front(self) -> Visit:
        """Where a site is to be looked at and the start is one of its articles: its front page."""
        return Visit(urljoin(self._task.start or "", "/"), "start", "start")

    async def begin(self, page: Page, reading: Reading, visit: Visit, named: Iterable[str]) -> str:
        """Follow what the start URL turned out to be; `named` are the sitemaps of robots.txt."""
        home = page.address or visit.url
        self._logbook.tally.start = visit.url
        await self._following.learn()
        told = self._at_front(reading, home, named) if reading.role == "front page" else ""
        if self._task.backfill:
            self._add_archives(reading, home)
        await self._add_young()
        return await self.read(page, reading, visit) + told

    async def begin_unchanged(self, page: Page, visit: Visit) -> str:
        """The start URL has not changed: go on with what it led to before."""
        self._logbook.tally.start = visit.url
        self._following.sites = {site_of(page.address or visit.url)}
        await self._following.learn()
        own = self._watching.of(visit.url)
        self._line_up(listing for listing in self._watching if listing != own)
        await self._add_young()
        return self.unchanged(visit)

    async def begin_due(self) -> bool:
        """Line up what is due of a site that is known; False if its start is to be asked for.

        A start that failed and was never read waits until it is due again.
        """
        if not any(True for _ in self._watching):
            return await self._start_waits()
        site = self._task.site
        self._following.sites = {site}
        await self._following.learn()
        due = await self._archive.ask(lambda store: store.watch.due(site, datetime.now(UTC)))
        self._line_up(due.listings)
        await self._add_young()
        return True

    async def _start_waits(self) -> bool:
        start = self._task.start or ""
        known = (await self._archive.statuses([start])).get(start)
        return (
            known is not None and known.state == "failed" and waits(known.due_at, datetime.now(UTC))
        )

    def _line_up(self, known: Iterable[Listing]) -> None:
        """Visits to listings that are known; sections wait until nothing is announced."""
        sections = []
        for listing in known:
            big = listing.kind == "sitemap" and listing.named_by and not lists_news(listing.url)
            visit = Visit(
                listing.url,
                "listing",
                _FOUND_BY.get(listing.kind, "link"),
                named_by=listing.named_by,
                modified_at=listing.modified_at,
            )
            if listing.kind == "section":
                sections.append(listing)
            else:
                self._following.add_listings([visit], later=bool(big))
        sections.sort(key=lambda listing: -listing.brought)
        self._sections = tuple(listing.url for listing in sections[:MAX_WATCHED])

    def _at_front(self, reading: Reading, home: str, named: Iterable[str]) -> str:
        """What a front page is a reason to ask for."""
        named = tuple(named)
        visits = [Visit(url, "listing", "sitemap") for url in asked_of(named)]
        for url, kind in (*((v.url, "sitemap") for v in visits), *_sections_of(reading)):
            self._logbook.tally.note_named(url, kind)
        lined_up = len(self._following.add_listings(visits))
        if not visits:
            self._guess("sitemap", SITEMAP_PATHS, home)
        if not reading.feeds and not self._task.backfill:  # feeds hold no past
            self._guess("feed", FEED_PATHS, home)
        known = [listing for listing in self._watching if listing.kind == "section"]
        known.sort(key=lambda listing: -listing.brought)
        watched = [listing.url for listing in known if listing.brought][:MAX_WATCHED]
        self._sections = tuple(dict.fromkeys((*watched, *reading.sections[:MAX_SECTIONS])))
        if len(named) > len(visits):
            return f"; robots.txt names {len(named)} sitemaps, of which {lined_up} are asked"
        many = "s" * (lined_up > 1)
        return f"; robots.txt names {lined_up} sitemap{many}" if lined_up else ""

    def _guess(self, kind: FoundBy, paths: Iterable[str], home: str) -> None:
        """Try the usual places, one after the other until one is there; first what was there."""
        urls = [urljoin(home, path) for path in paths]
        there = {url for url in urls if (known := self._watching.of(url)) and not known.absent}
        self._guesses[kind] = deque(sorted(there) or urls)
        self._next_guess(kind)

    def _next_guess(self, kind: FoundBy) -> None:
        waiting = self._guesses.get(kind, deque())
        while waiting:
            visit = Visit(waiting.popleft(), "listing", kind, guessed=True)
            if self._following.add_listings([visit]):
                return

    def _add_archives(self, reading: Reading, home: str) -> None:
        """The months of a backfill, where this site's articles have their dates."""
        known = [*self._following.examples, *(c.url for c in reading.candidates)]
        pages = archive_pages(known, self._task.span, home)
        self._following.add_listings(
            Visit(url, "listing", "archive", guessed=True) for url in pages
        )

    async def _add_young(self) -> None:
        """Articles of the site that are due to be looked at again."""
        now = datetime.now(UTC)
        sites = sorted(self._following.sites)
        due = await self._archive.ask(lambda store: [store.watch.due(s, now) for s in sites])
        for young in (young for some in due for young in some.articles[:MAX_VISITS]):
            if self._logbook.tally.find(young.url):
                self._logbook.tally.due += 1
                visit = Visit(young.url, "article", "again", young=young)
                self._logbook.agenda.articles.append(visit)

    async def read(self, page: Page, reading: Reading, visit: Visit) -> str:
        """Follow a listing and remember what it brought; returns a sentence about it."""
        if visit.found_by == "feed" and reading.role in PAGES:
            reading = Reading("section", "a page that names feeds", feeds=reading.feeds)
        followed = await self._following.follow(reading, visit)
        if visit.aim == "start" and len(self._following.sites) > 1:
            return followed.told  # "not modified" would not tell which site its articles are on
        self._watching.note_read(visit, page, reading, followed.brought, followed.visits)
        if visit.guessed:
            self._guesses.pop(visit.found_by, None)
        self._in_vain[visit.named_by or ""] = 0
        self._announced |= reading.role in ANNOUNCING and bool(
            reading.candidates or reading.sitemaps or reading.news
        )
        if visit.found_by == "archive":
            links = [c.url for c in (*reading.candidates, *reading.doubtful)]
            turned = next_pages(links, page.address or visit.url)
            self._following.add_listings(
                Visit(url, "listing", "archive", guessed=True) for url in turned
            )
        return followed.told

    def expects(self, visit: Visit, reading: Reading) -> bool:
        """Whether a listing turned out to be one: a section may be a page, a feed may not."""
        if reading.role in ANNOUNCING:
            return True
        names_feeds = visit.found_by == "feed" and not visit.guessed and bool(reading.feeds)
        return reading.role in PAGES and (names_feeds or visit.found_by in ("link", "archive"))

    def unchanged(self, visit: Visit) -> str:
        """A listing answered "not modified": nothing in it is new."""
        self._logbook.tally.confirmed += 1
        known = self._watching.of(visit.url)
        self._watching.note_unchanged(visit.url, datetime.now(UTC))
        self._announced |= known is not None and known.kind in ANNOUNCING
        when = f" since {known.read_at:%Y-%m-%d %H:%M} UTC" if known and known.read_at else ""
        return f"not modified{when}"

    async def missing(self, visit: Visit, outcome: Outcome) -> str:
        """A listing can't be read: ask it less; a usual place is empty: try the next one.

        After a score of sitemaps in a row that an index names in vain the others are left alone;
        then a clause that says so is returned.
        """
        self._watching.note_failed(visit.url, datetime.now(UTC))
        if visit.guessed and outcome.state == "refused":
            why = outcome.reason or outcome.name
            await self._watching.note_absent(visit.url, why, datetime.now(UTC))
            self._next_guess(visit.found_by)
        index = visit.named_by or ""
        self._in_vain[index] += 1
        if not index or self._in_vain[index] != MOST_IN_VAIN:
            return ""
        left = self._logbook.agenda.drop_named_by(index)
        return f"; so were {MOST_IN_VAIN} in a row that {index} names, {left:,} others are left"

    def add_named(self) -> None:
        """Line up the feeds that a person named; those that are known wait until they are due."""
        self._following.sites = self._following.sites or {self._task.site}
        self._following.add_listings(
            Visit(url, "listing", "feed")
            for url in self._task.feeds
            if not (self._task.due_only and self._watching.of(url))
        )

    def fill(self) -> None:
        """Look into the sections where nothing announces articles."""
        agenda = self._logbook.agenda
        if not agenda.listings and not agenda.later and not self._announced and self._sections:
            visits = [Visit(url, "listing", "link") for url in self._sections]
            self._following.add_listings(visits)
            self._sections = ()


def _sections_of(reading: Reading) -> list[tuple[str, str]]:
    return [(url, "section") for url in reading.sections]

"""Turns what an answer names into visits: on the site, each once, nothing that is stored."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from cleaners.urls import site_of, url_key
from crawler.agenda import Visit
from crawler.archives import may_reach
from crawler.desk import Desk
from crawler.logbook import Logbook
from crawler.noise import Noise
from crawler.outcomes import Outcome
from crawler.passing import UNLIKELY, refusal_of
from crawler.reading import Candidate, FoundBy, Reading
from crawler.variants import canonical_spelling
from crawler.watching import Watching

Say = Callable[[str], None]

BREATH = 200
"""Candidates that are judged in one go, some milliseconds: the listings of a hundred sites come at
once when a run begins."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What came of following a listing: a sentence for a person, how many of the articles that it
    names no crawl knew before, and the keys of what is to be visited."""

    told: str
    brought: int
    visits: frozenset[str]


class Following:
    """Follows listings. `sites` are those that the crawl stays on (`cleaners.urls.site_of`)."""

    def __init__(self, desk: Desk, logbook: Logbook, watching: Watching) -> None:
        self.sites: set[str] = set()
        self.examples: list[str] = []
        """Addresses of articles of the site that are stored, the newest first."""
        self.doubtful: dict[str, Candidate] = {}
        """Links that don't look like articles, until the site has taught what its articles are."""
        self._unlikely: dict[str, tuple[Candidate, Outcome]] = {}
        self._desk = desk
        self._logbook = logbook
        self._watching = watching
        self._shapes = logbook.shapes
        self._noise = Noise()

    def settle(self, url: str, reading: Reading) -> None:
        """Choose the sites of the crawl, from the URL that the start led to.

        A feed or sitemap may live on another host than its articles; then theirs, the commonest
        one, is the site.
        """
        self.sites = {site_of(url)}
        hosts = Counter(site_of(candidate.url) for candidate in reading.candidates)
        if reading.role in ("feed", "sitemap") and hosts and not self.sites & hosts.keys():
            self.sites.add(hosts.most_common(1)[0][0])

    async def learn(self) -> None:
        """Learn from the site's earlier pages what its articles' addresses look like."""
        sites = sorted(self.sites)
        known, again = await self._desk.archive.ask(
            lambda store: (
                [store.watch.addresses(site) for site in sites],
                [pair for site in sites for pair in store.watch.repeats(site)],
            )
        )
        for articles, others in known:
            self.examples += articles
            self._shapes.learn(articles, article=True)
            self._shapes.learn(others, article=False)
        self._noise.learn(again, self.examples)

    async def follow(self, reading: Reading, visit: Visit) -> Followed:
        """Line up what a listing names."""
        feeds = self._add_listings(visit, reading, reading.feeds, "feed")
        news = self._add_listings(visit, reading, reading.news, "news-sitemap")
        later = self._add_listings(visit, reading, reading.sitemaps, "sitemap")
        candidates = (*reading.candidates, *self._recognised(reading.doubtful))
        brought, fetch = await self.add_articles(candidates)
        parts = [
            _count(len(feeds), "feed"),
            _count(len(news) + len(later), "sitemap"),
            _count(len(candidates), _NOUNS.get(reading.role, "article")),
            f"{len(fetch)} to fetch" if candidates else "",
            _count(reading.left_out, "entry left out", "entries left out"),
            "its links are not to be followed (nofollow)" if reading.nofollow else "",
        ]
        told = f"{reading.role}; {', '.join(filter(None, parts)) or 'nothing in it'}"
        return Followed(told, brought, frozenset({*feeds, *news, *later, *map(url_key, fetch)}))

    def _recognised(self, links: Iterable[Candidate]) -> Iterator[Candidate]:
        """The links that look like nothing much, except on this site."""
        for link in links:
            if self._shapes.judge(link.url):
                yield link
            else:
                self.doubtful.setdefault(link.url, link)

    async def reconsider(self) -> int:
        """Look again at the links that were doubtful; returns how many are to be fetched now.

        What looks like no article is refused now that no feed has named it.
        """
        await self._logbook.pass_over(
            [pair for url, pair in self._unlikely.items() if self._logbook.tally.find(url)]
        )
        self._unlikely.clear()
        known = [link for link in self.doubtful.values() if self._shapes.judge(link.url)]
        for link in known:
            del self.doubtful[link.url]
        return len((await self.add_articles(known))[1]) if known else 0

    def add_listings(self, visits: Iterable[Visit], *, later: bool = False) -> list[str]:
        """Line up listings that are wanted and new to this crawl; returns their keys."""
        now = datetime.now(UTC)
        return [
            url_key(visit.url)
            for visit in visits
            if self._watching.is_wanted(visit.url, visit.modified_at, now)
            and self._logbook.agenda.add_listing(visit, later=later)
        ]

    def _add_listings(
        self, visit: Visit, reading: Reading, urls: Iterable[str], kind: str
    ) -> list[str]:
        """A page may announce a feed on any host; an index names sitemaps of its own host."""
        found_by: FoundBy = "feed" if kind == "feed" else "sitemap"
        for url in urls:
            self._logbook.tally.note_named(url, found_by)
        own = {*self.sites, site_of(visit.url)}
        children = (
            Visit(
                url,
                "listing",
                found_by,
                visit.depth + (kind != "feed" or visit.found_by == "feed"),
                named_by=visit.url,
                modified_at=reading.modified.get(url),
            )
            for url in urls
            if kind == "feed" or (site_of(url) in own and self._may_reach(url, reading))
        )
        return self.add_listings(children, later=kind == "sitemap")

    def _may_reach(self, url: str, reading: Reading) -> bool:
        span = self._watching.span
        return span.is_open or may_reach(url, reading.modified.get(url), span, datetime.now(UTC))

    async def add_articles(self, candidates: Iterable[Candidate]) -> tuple[int, list[str]]:
        """Put articles into the ledger, where those that are due wait.

        Returns how many of them no crawl knew before, and the URLs that are to be fetched.
        """
        book = self._logbook
        wanted, passed = await self._sift(candidates)
        await book.pass_over(passed)
        added = await book.archive.add_articles(wanted)
        for site in self.sites:
            self._desk.memories.note(site, added)
        known = await book.known(wanted) if added < len(wanted) else {}
        for url, outcome in known.items():
            book.tally.end(url, outcome)
        fetch = [candidate for candidate in wanted if candidate.url not in known]
        book.line_up(candidate.url for candidate in fetch)
        return added, [candidate.url for candidate in fetch]

    async def _sift(
        self, candidates: Iterable[Candidate]
    ) -> tuple[list[Candidate], list[tuple[Candidate, Outcome]]]:
        """Those that are new to this crawl and to be fetched, and those that are not, and why."""
        wanted: list[Candidate] = []
        passed: list[tuple[Candidate, Outcome]] = []
        views: list[tuple[Candidate, str]] = []
        now = datetime.now(UTC)
        for at, candidate in enumerate(candidates, start=1):
            if at % BREATH == 1:
                await self._desk.rounds.turn()
            self._logbook.spellings.note(candidate.url, candidate.spelled)
            outcome = refusal_of(candidate, self.sites, self._watching.span, self._shapes, now)
            if outcome is not None and outcome.name == UNLIKELY:
                self._unlikely.setdefault(candidate.url, (candidate, outcome))
            elif not self._logbook.tally.find(candidate.url):
                continue
            elif outcome is not None:
                passed.append((candidate, outcome))
            elif twin := self._noise.page_of(candidate.url):
                passed.append((candidate, Outcome("unchanged", f"variant: of {twin}")))
            elif page := canonical_spelling(candidate.url):
                views.append((candidate, page))
            else:
                wanted.append(candidate)
        stored = await self._desk.archive.stored_urls(p for _, p in views) if views else set()
        for candidate, page in views:
            if page in stored or url_key(page) in self._logbook.tally.seen:
                passed.append((candidate, Outcome("unchanged", f"variant: of {page}")))
            else:
                wanted.append(candidate)
        return wanted, passed


_NOUNS = {
    "front page": "link that looks like an article",
    "section": "link that looks like an article",
}
_PLURALS = {
    "link that looks like an article": "links that look like articles",
    "entry left out": "entries left out",
}


def _count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun; nothing for none.

    >>> _count(2, "feed"), _count(0, "feed")
    ('2 feeds', '')
    """
    if not number:
        return ""
    return f"{number:,} {one if number == 1 else many or _PLURALS.get(one, one + 's')}"

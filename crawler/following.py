"""Turns what an answer names into visits: on the site, each once, nothing that is stored."""

from collections import Counter
from collections.abc import Callable, Iterable

from cleaners.urls import site_of
from crawler.agenda import Visit
from crawler.desk import Desk
from crawler.logbook import Logbook
from crawler.outcomes import Outcome
from crawler.reading import Candidate, FoundBy, Reading
from crawler.shapes import is_no_article

Say = Callable[[str], None]


class Following:
    """Follows listings. `sites` are those that the crawl stays on (`cleaners.urls.site_of`)."""

    def __init__(self, desk: Desk, logbook: Logbook) -> None:
        self.sites: set[str] = set()
        self._desk = desk
        self._logbook = logbook

    def settle(self, url: str, reading: Reading) -> None:
        """Choose the sites of the crawl, from the URL that the start led to.

        A feed or sitemap may live on another host than its articles; then theirs, the commonest
        one, is the site.
        """
        self.sites = {site_of(url)}
        hosts = Counter(site_of(candidate.url) for candidate in reading.candidates)
        if reading.role in ("feed", "sitemap") and hosts and not self.sites & hosts.keys():
            self.sites.add(hosts.most_common(1)[0][0])

    async def follow(self, reading: Reading, visit: Visit) -> str:
        """Line up what a listing names; returns a sentence about it for a person."""
        feeds = self._add_listings(visit, reading.feeds, "feed")
        news = self._add_listings(visit, reading.news, "news-sitemap")
        later = self._add_listings(visit, reading.sitemaps, "sitemap")
        new = await self._add_articles(reading.candidates)
        parts = [
            _count(feeds, "feed"),
            _count(news + later, "sitemap"),
            _count(len(reading.candidates), _NOUNS.get(reading.role, "article")),
            f"{new} to fetch" if reading.candidates else "",
            _count(reading.left_out, "entry left out", "entries left out"),
        ]
        return f"{reading.role}; {', '.join(filter(None, parts)) or 'nothing in it'}"

    def add_sitemaps(self, urls: Iterable[str], *, guessed: bool = False) -> int:
        """Line up the sitemaps of a site; returns how many are new."""
        visits = [Visit(url, "listing", "sitemap", guessed=guessed) for url in urls]
        return sum(self._on_site(v.url) and self._logbook.agenda.add_listing(v) for v in visits)

    def _add_listings(self, visit: Visit, urls: Iterable[str], kind: str) -> int:
        found_by: FoundBy = "feed" if kind == "feed" else "sitemap"
        later = kind == "sitemap"
        added = 0
        for url in urls:
            child = Visit(url, "listing", found_by, visit.depth + (kind != "feed"))
            added += self._on_site(url) and self._logbook.agenda.add_listing(child, later=later)
        return added

    def _on_site(self, url: str) -> bool:
        return site_of(url) in self.sites

    async def _add_articles(self, candidates: Iterable[Candidate]) -> int:
        """Put new articles on the agenda and into the ledger; returns how many are to fetch."""
        book = self._logbook
        new = [candidate for candidate in candidates if book.tally.find(candidate.url)]
        wanted: list[Candidate] = []
        for candidate in new:
            if (refused := self._refusal(candidate)) is not None:
                await book.end(candidate.url, refused, candidate.found_by)
            else:
                wanted.append(candidate)
        added = await book.archive.record_found(wanted)
        for site in self.sites:
            self._desk.memories.note(site, added)
        known = await book.known(wanted) if added < len(wanted) else {}
        for url, outcome in known.items():
            book.tally.end(url, outcome)
        fetch = [candidate for candidate in wanted if candidate.url not in known]
        book.tally.due += len(fetch)
        book.agenda.articles.extend(Visit(c.url, "article", c.found_by) for c in fetch)
        return len(fetch)

    def _refusal(self, candidate: Candidate) -> Outcome | None:
        if not self._on_site(candidate.url):
            return Outcome("refused", f"other-site: {site_of(candidate.url)}")
        if candidate.found_by == "sitemap" and is_no_article(candidate.url):
            return Outcome("refused", "no-article-address")
        return None


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

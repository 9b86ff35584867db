"""What a crawl is asked to do: a site each, with the options of that site."""

from dataclasses import dataclass
from datetime import datetime

from cleaners.urls import normalise_url, site_of, spelled_out
from crawler.span import Span, read_period, read_span


@dataclass(frozen=True, slots=True)
class SiteTask:
    """One site to crawl: the URL to start from, and what is special about the site.

    `since` and `until` bound what is fetched, where a date is known before; None for no bound.
    `delay` is the least number of seconds between two requests; `feeds` are read besides those
    that the site names. With `urls`, these articles are fetched and nothing else. With `backfill`
    the archives of that span are walked too. `budget` is how many pages may be fetched in all,
    `articles` how many of these may be articles: a look at the site, for which a start that is one
    article leads on to the front page. With `due_only`, a site that is known is asked
    only for what is due.
    """

    url: str
    since: datetime | None = None
    until: datetime | None = None
    delay: float | None = None
    feeds: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    backfill: bool = False
    budget: int | None = None
    articles: int | None = None
    due_only: bool = False

    @property
    def span(self) -> Span:
        """The span of time that is of interest."""
        return Span(self.since, self.until)

    @property
    def start(self) -> str | None:
        """The URL to ask for first, in its normal form; None for what is no web address.

        >>> SiteTask("example.com").start
        'https://example.com/'
        """
        return normalise_url(self._written)

    @property
    def spelled(self) -> str | None:
        """The same as the person wrote it, where the normal form leaves out a part."""
        return spelled_out(self._written)

    @property
    def _written(self) -> str:
        url = self.url.strip()
        return url if "://" in url else f"https://{url}"

    @property
    def site(self) -> str:
        """The site of the start (`cleaners.urls.site_of`); "" for what is no web address."""
        return site_of(self.start) if self.start else ""


def read_task(
    url: str,
    now: datetime,
    *,
    since: str = "",
    until: str = "",
    backfill: str = "",
    budget: str = "",
) -> SiteTask:
    """The task that a person writes as options; raises ValueError with what to write instead.

    >>> now = datetime.fromisoformat("2026-11-22T12:00Z")
    >>> read_task("e.x", now, backfill="2024-01", budget="500").until.isoformat()
    '2024-02-01T00:00:00+00:00'
    """
    if budget.strip() and not (budget.strip().isdigit() and int(budget) > 0):
        raise ValueError(f"budget={budget} is no number of pages: write one from 1, as budget=500.")
    if backfill.strip() and (since.strip() or until.strip()):
        raise ValueError("Name a backfill or since and until, not both: a backfill is a span.")
    walked = bool(backfill.strip())
    span = read_period("backfill", backfill) if walked else read_span(since, until, now)
    pages = int(budget) if budget.strip() else None
    return SiteTask(url, span.since, span.until, backfill=walked, budget=pages)

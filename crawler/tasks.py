"""What a crawl is asked to do: a site each, with the options of that site."""

from dataclasses import dataclass
from datetime import datetime

from cleaners.urls import normalise_url, site_of


@dataclass(frozen=True, slots=True)
class SiteTask:
    """One site to crawl: the URL to start from, and what is special about the site.

    `since` and `until` bound what is fetched, where a date is known before; None for no bound.
    `delay` is the least number of seconds between two requests, `max_pages` how many articles one
    run fetches, `feeds` are read besides those that the site names. With `urls`, these articles
    are fetched and nothing else.
    """

    url: str
    since: datetime | None = None
    until: datetime | None = None
    delay: float | None = None
    max_pages: int | None = None
    feeds: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()

    @property
    def start(self) -> str | None:
        """The URL to ask for first, in its normal form; None for what is no web address.

        >>> SiteTask("example.com").start
        'https://example.com/'
        """
        url = self.url.strip()
        return normalise_url(url if "://" in url else f"https://{url}")

    @property
    def site(self) -> str:
        """The site of the start (`cleaners.urls.site_of`); "" for what is no web address."""
        return site_of(self.start) if self.start else ""

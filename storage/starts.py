"""Where the crawls of each site begin."""

from urllib.parse import urlsplit, urlunsplit

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.models import SiteRow, UrlRow
from storage.types import CLAIMED
from storage.watched import ListingRow

UNDONE = ("found", "due", *CLAIMED)
"""States of URLs that a crawl left to the next one."""

NAMED = ("list", "start", "part")
"""Ways by which a URL is found that make no site of its host: a person named it, or its page."""

IMPORTED = "warc"
"""How ways begin by which an archive brought a URL: who imports it has not asked for its sites."""

NOBODY = ("no-such-host", "connection-refused")
"""How a start failed where nobody is: a slip of the pen makes no site."""


def starts(session: Session) -> dict[str, str]:
    """The start URL of each site that crawls watch.

    It is the first listing that was read; of a site whose first crawl did not get so far, the front
    page. Sites of which only single articles were asked for, or archives imported, are not among
    them.
    """
    return {**_fronts(session), **_unread(session), **_listings(session)}


def _listings(session: Session) -> dict[str, str]:
    first = select(func.min(ListingRow.id)).where(ListingRow.absent.is_(None))
    wanted = (
        select(SiteRow.host, ListingRow.url)
        .join(SiteRow, SiteRow.id == ListingRow.site_id)
        .where(ListingRow.id.in_(first.group_by(ListingRow.site_id)))
    )
    return {host: url for host, url in session.execute(wanted)}  # noqa: C416 - rows, to mypy


def _unread(session: Session) -> dict[str, str]:
    """Starts that were never read: a run ended first, or their host asked for rest or was away.

    When they are asked again, the crawl decides.
    """
    wanted = select(SiteRow.host, UrlRow.url).join(SiteRow, SiteRow.id == UrlRow.site_id)
    again = (UrlRow.state == "failed") & UrlRow.due_at.is_not(None)
    again &= UrlRow.reason.not_in(NOBODY)
    left = (UrlRow.found_by == "start") & (UrlRow.state.in_(UNDONE) | again)
    return {host: url for host, url in session.execute(wanted.where(left))}  # noqa: C416


def _fronts(session: Session) -> dict[str, str]:
    own = UrlRow.state.in_(UNDONE) | UrlRow.page_id.is_not(None)
    named = UrlRow.found_by.in_(NAMED) | UrlRow.found_by.startswith(IMPORTED)
    first = select(func.min(UrlRow.id)).where(own, ~named).group_by(UrlRow.site_id)
    wanted = (
        select(SiteRow.host, UrlRow.url)
        .join(SiteRow, SiteRow.id == UrlRow.site_id)
        .where(UrlRow.id.in_(first))
    )
    found: dict[str, str] = {}
    for host, url in session.execute(wanted):
        parts = urlsplit(url)
        found[host] = urlunsplit((parts.scheme, parts.netloc, "/", "", ""))
    return found

"""Whether a redirect may be followed: it stays on the site and leads to nothing known."""

from urllib.parse import urlsplit

from cleaners.urls import normalise_url, shown, site_of, url_key
from crawler.agenda import Visit
from crawler.following import Following
from crawler.logbook import Logbook
from crawler.outcomes import FOUND_TWICE, SAME_PAGE, Refusal
from crawler.pages import is_front

WALLS = {
    "consent-wall": frozenset({"consent", "cmp", "privacywall", "gdpr", "cookies"}),
    "login-wall": frozenset({"login", "signin", "sso", "auth", "accounts", "idp", "oauth"}),
}
"""First labels of hosts that stand before a site and not for one, with the reason's name."""


async def check_redirect(following: Following, book: Logbook, visit: Visit, url: str) -> None:
    """Raise Refusal where a redirect leaves the site or leads to what is found elsewhere."""
    target = normalise_url(url)
    if target is None:
        raise Refusal("bad-address", f"redirects to {shown(url)}")
    own = {site_of(visit.url)} if visit.aim == "listing" else set()
    if site_of(target) not in following.sites | own:
        raise Refusal(_away(target), f"redirects to {site_of(target)}")
    if visit.aim == "listing" or url_key(target) == url_key(visit.url):
        return
    if is_front(target):
        raise Refusal("soft-404", "redirects to the front page")
    if await book.archive.stored_urls([target]):
        raise Refusal(SAME_PAGE, f"redirects to {target}", "unchanged")
    if book.leads_back(visit.url, target):
        raise Refusal("too-many-redirects", f"in a circle with {target}")
    if url_key(target) in book.tally.seen:
        book.leads[url_key(visit.url)] = url_key(target)
        raise Refusal(FOUND_TWICE, f"redirects to {target}", "unchanged")


def _away(url: str) -> str:
    """The reason for a redirect to another site.

    >>> _away("https://consent.paper.example/?next=/a"), _away("https://other.example/a")
    ('consent-wall', 'other-site')
    """
    label = (urlsplit(url).hostname or "").split(".")[0]
    return next((name for name, labels in WALLS.items() if label in labels), "other-site")

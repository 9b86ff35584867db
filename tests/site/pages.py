"""Every URL of the test site, and what it answers."""

from functools import cache

from tests.site.content import specials
from tests.site.feeds import feed
from tests.site.hosts import HOSTS, article_url
from tests.site.newsroom import articles
from tests.site.odd_pages import missing
from tests.site.resource import Resource
from tests.site.sitemaps import robots, sitemaps
from tests.site.special import article_page


@cache
def pages() -> dict[str, Resource]:
    """All that the site answers, by absolute URL."""
    found = {article_url(a): article_page(a) for host in HOSTS for a in articles(host.folder)}
    for special in specials():
        found.update(special.resources)
    found.update(sitemaps())
    for host in HOSTS:
        found[f"{host.address}/robots.txt"] = robots(host)
        found[host.address + host.feed_path] = feed(host)
    return found


@cache
def not_found(host_name: str) -> Resource:
    """The page with which a host answers 404."""
    host = next(host for host in HOSTS if host.name == host_name)
    return missing(host)

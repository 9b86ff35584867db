"""robots.txt and the sitemaps: an index on two hosts, a plain one on a third, none on the last."""

import gzip
from xml.sax.saxutils import escape

from tests.site.hosts import HOSTS, Host, article_url
from tests.site.newsroom import NewsArticle, all_articles
from tests.site.resource import Resource

NEWS = 6
"""Articles in a news sitemap, the newest first."""

XML = "application/xml; charset=utf-8"
PROTOCOL = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS_PROTOCOL = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
SITEMAPS = {
    "harbourpost": ("/sitemap_index.xml", "/news-sitemap.xml", "/sitemap-posts.xml.gz"),
    "tagesfenster": ("/sitemap.xml", "/sitemap-news.xml", "/sitemap-all.xml.gz"),
    "nadwa": ("/sitemap.xml",),
    "vechernik": (),
}


def robots(host: Host) -> Resource:
    """robots.txt: /private/ is closed; the sitemap is named where there is one."""
    lines = ["User-agent: *", "Disallow: /private/"]
    if host.folder == "vechernik":
        lines.append("Crawl-delay: 0")
    lines += [f"Sitemap: {host.address}{path}" for path in SITEMAPS[host.folder][:1]]
    return Resource("\n".join([*lines, ""]).encode(), "text/plain")


def sitemaps() -> dict[str, Resource]:
    """All sitemaps, by URL."""
    found: dict[str, Resource] = {}
    for host in HOSTS:
        articles = all_articles(host.folder)
        match SITEMAPS[host.folder]:
            case (index, news, full):
                found[host.address + index] = _index(host, (news, full))
                found[host.address + news] = _news(host, articles[:NEWS])
                packed = gzip.compress(_urls(articles), mtime=0)
                found[host.address + full] = Resource(packed, "application/gzip")
            case (plain,):
                found[host.address + plain] = Resource(_urls(articles), XML)
    return found


def _index(host: Host, paths: tuple[str, ...]) -> Resource:
    entries = "".join(f"<sitemap><loc>{host.address}{path}</loc></sitemap>\n" for path in paths)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex {PROTOCOL}>\n{entries}'
    return Resource(f"{text}</sitemapindex>".encode(), XML)


def _urls(articles: tuple[NewsArticle, ...]) -> bytes:
    entries = "".join(
        f"<url><loc>{escape(article_url(a))}</loc>"
        f"<lastmod>{a.changed.isoformat()}</lastmod></url>\n"
        for a in articles
    )
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {PROTOCOL}>\n{entries}</urlset>'
    return text.encode()


def _news(host: Host, articles: tuple[NewsArticle, ...]) -> Resource:
    entries = "".join(
        f"<url><loc>{escape(article_url(a))}</loc><news:news><news:publication>"
        f"<news:name>{host.site_name}</news:name>"
        f"<news:language>{a.language}</news:language></news:publication>"
        f"<news:publication_date>{a.published.isoformat()}</news:publication_date>"
        f"<news:title>{escape(a.title)}</news:title></news:news></url>\n"
        for a in articles
    )
    start = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {PROTOCOL} {NEWS_PROTOCOL}>\n'
    return Resource(f"{start}{entries}</urlset>".encode(), XML)

"""The feeds: RSS 2.0 with full text, Atom, RSS in windows-1251, JSON Feed."""

import json
from email.utils import format_datetime
from xml.sax.saxutils import escape

from tests.site.hosts import Host, article_id, article_url
from tests.site.newsroom import NewsArticle, all_articles
from tests.site.resource import Resource

ITEMS = 12
"""Articles in a feed, the newest first; a real feed is as short."""


def feed(host: Host) -> Resource:
    """The feed of a host."""
    found = all_articles(host.folder)[:ITEMS]
    changed = max(article.changed for article in found)
    body = {"harbourpost": _rss, "tagesfenster": _atom, "vechernik": _old_rss, "nadwa": _json}
    return Resource(body[host.folder](host, found), _content_type(host), changed=changed)


def _content_type(host: Host) -> str:
    if host.folder == "vechernik":
        return "text/xml; charset=windows-1251"
    return f"{host.feed_type}; charset=utf-8"


def _html(article: NewsArticle) -> str:
    return "".join(f"<p>{escape(b.text)}</p>" for b in article.blocks if b.kind != "caption")


def _rss(host: Host, found: tuple[NewsArticle, ...]) -> bytes:
    items = "".join(
        f"<item><title>{escape(a.title)}</title><link>{escape(article_url(a))}</link>"
        f'<guid isPermaLink="false">{host.address}/?p={article_id(a)}</guid>'
        f"<pubDate>{format_datetime(a.published)}</pubDate>"
        + "".join(f"<dc:creator><![CDATA[{name}]]></dc:creator>" for name in a.authors)
        + f"<category>{escape(a.section)}</category>"
        f"<description>{escape(a.description or a.blocks[0].text)}</description>"
        f"<content:encoded><![CDATA[{_html(a)}]]></content:encoded></item>\n"
        for a in found
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{host.site_name}</title><link>{host.address}/</link>"
        f"<description>{host.site_name}</description>\n{items}</channel></rss>"
    ).encode()


def _old_rss(host: Host, found: tuple[NewsArticle, ...]) -> bytes:
    items = "".join(
        f"<item><title>{escape(a.title)}</title><link>{escape(article_url(a))}</link>"
        f"<description>{escape(a.blocks[0].text)}</description></item>\n"
        for a in found
    )
    text = (
        '<?xml version="1.0" encoding="windows-1251"?>\n<rss version="2.0"><channel>'
        f"<title>{host.site_name}</title><link>{host.address}/</link>"
        f"<description>{host.site_name}</description>\n{items}</channel></rss>"
    )
    return text.encode("windows-1251", errors="xmlcharrefreplace")


def _atom(host: Host, found: tuple[NewsArticle, ...]) -> bytes:
    entries = "".join(
        f'<entry xml:lang="{a.language}"><title>{escape(a.title)}</title>'
        f'<link rel="alternate" href="{escape(article_url(a))}"/><id>{escape(article_url(a))}</id>'
        f"<published>{a.published.isoformat()}</published>"
        f"<updated>{a.changed.isoformat()}</updated>"
        + "".join(f"<author><name>{escape(name)}</name></author>" for name in a.authors)
        + f'<category term="{escape(a.section)}"/>'
        f"<summary>{escape(a.description or a.blocks[0].text)}</summary></entry>\n"
        for a in found
    )
    changed = max(a.changed for a in found).isoformat()
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{host.site_name}</title><id>{host.address}/</id><updated>{changed}</updated>"
        f'<link rel="self" href="{host.address}{host.feed_path}"/>\n{entries}</feed>'
    ).encode()


def _json(host: Host, found: tuple[NewsArticle, ...]) -> bytes:
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": host.site_name,
        "home_page_url": f"{host.address}/",
        "feed_url": host.address + host.feed_path,
        "items": [
            {
                "id": str(article_id(a)),
                "url": article_url(a),
                "title": a.title,
                "content_html": _html(a),
                "date_published": a.published.isoformat(),
                "authors": [{"name": name} for name in a.authors],
                "tags": list(a.tags),
                "language": a.language,
            }
            for a in found
        ],
    }
    return json.dumps(data, ensure_ascii=False).encode()

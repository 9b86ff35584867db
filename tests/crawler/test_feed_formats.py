"""One feed in every format that a news site may still serve, from RSS 0.9 to JSON Feed 1.1."""

import json
from datetime import UTC, datetime

import pytest

from crawler.feeds import Feed, read_feed, read_json_feed
from crawler.kinds import read_content

NOW = datetime(2026, 11, 22, tzinfo=UTC)
URL = "http://e.x/feeds/all.xml"
AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)

RSS_090 = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://my.netscape.com/rdf/simple/0.9/">
<channel><title>Paper</title><link>http://e.x/</link><description>News</description></channel>
<image><title>Paper</title><url>http://e.x/logo.gif</url><link>http://e.x/logo</link></image>
<item><title>Ferry sails</title><link>http://e.x/ferry</link></item>
<textinput><title>Search</title><name>q</name><link>http://e.x/search</link></textinput>
</rdf:RDF>"""
RSS_091 = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
 "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Paper</title><link>http://e.x/</link><language>en</language>
<item><title>Ferry sails</title><link>http://e.x/ferry</link><description>It did.</description>
</item></channel></rss>"""
RSS_092 = """<rss version="0.92"><channel><title>Paper</title><link>http://e.x/</link>
<cloud domain="e.x" port="80" path="/RPC2" registerProcedure="n" protocol="xml-rpc"/>
<item><description>A note without a title or a link.</description></item>
<item><title>Ferry sails</title><link>http://e.x/ferry</link>
<source url="http://other.x/rss.xml">Another paper</source>
<enclosure url="http://e.x/a.mp3" length="9" type="audio/mpeg"/></item></channel></rss>"""
RSS_10 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="http://e.x/feeds/all.xml"><title>Paper</title><link>http://e.x/</link>
<items><rdf:Seq><rdf:li resource="http://e.x/ferry"/></rdf:Seq></items></channel>
<item rdf:about="http://e.x/ferry"><title>Ferry sails</title><link>http://e.x/ferry</link>
<dc:date>2026-11-20T10:30+01:00</dc:date></item></rdf:RDF>"""
RSS_20 = """<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:atom="http://www.w3.org/2005/Atom" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">
<channel><title>Paper</title><atom:link href="http://e.x/feeds/all.xml" rel="self"/>
<link>http://e.x/</link><lastBuildDate>Sun, 22 Nov 2026 00:00:00 GMT</lastBuildDate>
<item><media:title>A picture of the ferry</media:title><title>Ferry sails</title>
<link>http://burner.x/~r/paper/~3/1</link><feedburner:origLink>http://e.x/ferry</feedburner:origLink>
<pubDate>Fri, 20 Nov 2026 09:30:00 GMT</pubDate></item></channel></rss>"""
ATOM_03 = """<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Paper</title>
<link rel="alternate" type="text/html" href="http://e.x/"/>
<modified>2026-11-22T00:00:00Z</modified>
<entry><title mode="escaped">Ferry sails</title>
<link rel="alternate" type="text/html" href="http://e.x/ferry"/><id>tag:e.x,2026:1</id>
<issued>2026-11-20T09:30:00Z</issued><modified>2026-11-21T00:00:00Z</modified></entry></feed>"""
ATOM_10 = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://e.x/">
<title>Paper</title><link href="http://e.x/"/><updated>2026-11-22T00:00:00Z</updated>
<entry><title type="text">Ferry sails</title><id>urn:uuid:1</id>
<link rel="enclosure" href="a.mp3"/>
<link rel="alternate" type="application/json" href="ferry.json"/>
<link type="text/html" href="ferry"/><source><title>Other</title><link href="http://o.x/"/></source>
<published>2026-11-20T09:30:00Z</published><updated>2026-11-21T00:00:00Z</updated></entry></feed>"""


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        pytest.param(RSS_090, False, id="RSS 0.9"),
        pytest.param(RSS_091, False, id="RSS 0.91"),
        pytest.param(RSS_092, False, id="RSS 0.92"),
        pytest.param(RSS_10, True, id="RSS 1.0"),
        pytest.param(RSS_20, True, id="RSS 2.0"),
        pytest.param(ATOM_03, True, id="Atom 0.3"),
        pytest.param(ATOM_10, True, id="Atom 1.0"),
    ],
)
def test_the_article_is_read_from_every_format(text: str, dated: bool) -> None:
    content = read_content(text.encode(), "text/plain")
    assert content.kind == "feed"
    check(read_feed(content.text, URL, NOW), dated)


def check(feed: Feed, dated: bool) -> None:
    """The feed names one article, with its title and, where the format has one, its date."""
    assert feed.home == "http://e.x/"
    (item,) = feed.items
    assert (item.url, item.title) == ("http://e.x/ferry", "Ferry sails")
    assert item.published_at == (AT if dated else None)


@pytest.mark.parametrize("version", ["1", "1.1"])
def test_the_article_is_read_from_json_feeds(version: str) -> None:
    item = {
        "id": "http://e.x/?p=1" if version == "1" else 17,
        "url": "http://e.x/ferry",
        "external_url": "http://other.x/",
        "title": "Ferry sails",
        "content_text": "It did.",
        "date_published": "2026-11-20T10:30:00+01:00",
        "date_modified": "2026-11-21T00:00:00Z",
    }
    data = {
        "version": f"https://jsonfeed.org/version/{version}",
        "title": "Paper",
        "home_page_url": "http://e.x/",
        "feed_url": URL,
        "items": [item],
    }
    content = read_content(json.dumps(data).encode(), "application/feed+json")
    assert content.kind == "json-feed"
    read = read_json_feed(content.text, URL, NOW)
    assert read is not None
    check(read, dated=True)

"""Feeds are found in the head of a page, else among its links."""

import pytest
from lxml import html

from crawler.announced import (
    MAX_FEEDS,
    MAX_LINKED,
    announced_feeds,
    asked_of,
    is_feed_like,
    linked_feeds,
)

BASE = "https://www.e.x/"


def feeds(body: str) -> list[str]:
    root = html.fromstring(body)
    found = announced_feeds(root, BASE) or linked_feeds(root, BASE)
    return [url.removeprefix("https://www.e.x") for url in found]


def test_what_the_head_announces_is_taken_and_links_are_not_asked() -> None:
    assert feeds(
        '<html><head><link rel="alternate" type="application/rss+xml" href="/main.php">'
        '<link rel="alternate" type="text/xml" href="/feed.xml">'
        '<link rel="alternate" title="RSS" href="/rss">'
        '<link rel="alternate" hreflang="de" href="/feed">'
        '<link rel="alternate" type="text/xml" href="/api/all">'
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/1">'
        '<link rel="alternate" type="application/rss+xml" href="https://feeds.other.x/paper">'
        '</head><body><a href="/sport/rss.xml">RSS</a></body></html>'
    ) == ["/main.php", "/feed.xml", "/rss", "https://feeds.other.x/paper"]


def test_links_that_are_written_like_feeds_stand_in() -> None:
    assert feeds(
        '<html><body><a href="/sport/">Sport</a><a href="/rss.xml">RSS</a>'
        '<a href="https://feeds.e.x/atom">Atom</a><a href="https://other.x/rss.xml">Theirs</a>'
        '<a href="/story/comments/feed/">Comments</a><a href="http://[">x</a></body></html>'
    ) == ["/rss.xml", "https://feeds.e.x/atom"]


def test_a_page_that_names_a_hundred_feeds_names_a_few() -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/f/{0}">'
    many = "".join(link.format(n) for n in range(100))
    assert len(feeds(f"<html><head>{many}</head></html>")) == MAX_FEEDS
    many = "".join(f'<a href="/f/{n}.rss">x</a>' for n in range(100))
    assert len(feeds(f"<html><body>{many}</body></html>")) == MAX_LINKED


@pytest.mark.parametrize(
    "href", ["/feed", "/feed/", "/rss", "/rss2.php", "/x/atom.xml", "/a.rss", "/rss/top/news.xml"]
)
def test_these_addresses_are_written_like_feeds(href: str) -> None:
    assert is_feed_like(href)


@pytest.mark.parametrize(
    "href", ["/", "/feed-the-birds", "/atomic", "/rssfeeds-explained", "http://["]
)
def test_these_are_not(href: str) -> None:
    assert not is_feed_like(href)


def test_of_thousands_of_sitemaps_in_robots_txt_two_hundred_are_asked_news_first() -> None:
    named = [f"https://paper.example/sitemap-{number}.xml" for number in range(3_000)]
    asked = asked_of([*named, "https://paper.example/news-sitemap.xml", named[0]])
    assert len(asked) == 200
    assert asked[:2] == ["https://paper.example/news-sitemap.xml", named[0]]

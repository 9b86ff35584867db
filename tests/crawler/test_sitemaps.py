"""Sitemaps, indexes, news sitemaps, and what pretends to be one."""

from datetime import UTC, datetime

import pytest

from crawler.sitemaps import (
    MAX_URLS,
    lists_news,
    lists_no_articles,
    read_sitemap,
    read_url_list,
)

NOW = datetime(2026, 11, 22, tzinfo=UTC)
URL = "http://e.x/sitemap.xml"
NEWS = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>http://e.x/a</loc><n:news>'
    "<n:publication_date>2026-11-20T10:00+01:00</n:publication_date><n:title>A &amp; B</n:title>"
    "</n:news></url></urlset>"
)


def urls(text: str) -> list[str]:
    return [entry.url for entry in read_sitemap(text, URL, NOW).entries]


def test_a_news_sitemap_gives_titles_and_dates() -> None:
    (entry,) = read_sitemap(NEWS, URL, NOW).entries
    assert (entry.title, entry.news) == ("A & B", True)
    assert entry.published_at == datetime.fromisoformat("2026-11-20T10:00+01:00")


def test_the_newest_entries_come_first() -> None:
    text = "".join(
        f"<url><loc>/{day}</loc><lastmod>2026-01-{day}</lastmod></url>"
        for day in ("02", "03", "01")
    )
    assert urls(f"<urlset>{text}<url><loc>/x</loc></url></urlset>") == [
        f"http://e.x/{path}" for path in ("03", "02", "01", "x")
    ]


def test_an_index_names_its_sitemaps() -> None:
    assert urls("<sitemapindex><sitemap><loc> /news.xml </loc></sitemap></sitemapindex>") == [
        "http://e.x/news.xml"
    ]


def test_bare_ampersands_and_bad_addresses_do_no_harm() -> None:
    read = read_sitemap(
        "<urlset><url><loc>/?a=1&b=2</loc></url><url><loc>javascript:x</loc></url><url/></urlset>",
        URL,
        NOW,
    )
    assert [entry.url for entry in read.entries] == ["http://e.x/?a=1&b=2"]
    assert read.bad == 2


def test_a_picture_in_an_entry_is_not_its_address() -> None:
    text = (
        '<urlset xmlns:image="urn:i"><url><image:image><image:loc>/p.jpg</image:loc></image:image>'
        "<loc>/a</loc></url></urlset>"
    )
    assert urls(text) == ["http://e.x/a"]


def test_no_more_than_50000_entries_are_read() -> None:
    many = "".join(f"<url><loc>http://e.x/{n}</loc></url>" for n in range(MAX_URLS + 500))
    assert len(urls(f"<urlset>{many}</urlset>")) == MAX_URLS


@pytest.mark.parametrize(
    "text", ["", "<urlset", "<html><body><a href=/x>x</a></body></html>", "\x00"]
)
def test_garbage_is_an_empty_sitemap(text: str) -> None:
    assert urls(text) == []


def test_a_text_file_is_a_sitemap_too() -> None:
    read = read_url_list("http://e.x/a\n\n  http://e.x/b \nftp://e.x/c\n", URL)
    assert [entry.url for entry in read.entries] == ["http://e.x/a", "http://e.x/b"]
    assert read.bad == 1


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("category-sitemap.xml", True),
        ("post_tag-sitemap3.xml", True),
        ("sitemap-authors.xml.gz", True),
        ("image_sitemap.xml", True),
        ("post-sitemap.xml", False),
        ("sitemap-2026-11.xml", False),
        ("vintage-sitemap.xml", False),
    ],
)
def test_a_sitemap_of_categories_or_pictures_is_told_by_its_name(name: str, expected: bool) -> None:
    assert lists_no_articles(f"http://e.x/{name}") is expected


def test_a_news_sitemap_is_told_by_its_name() -> None:
    assert lists_news("http://e.x/google-news.xml")
    assert lists_news("http://e.x/news/sitemap.xml")
    assert not lists_news("http://e.x/newsletter.xml")

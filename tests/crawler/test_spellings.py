"""Servers that know a page only by the address as they wrote it, with its tracking keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawler.crawls import crawl, status, store
from tests.crawler.server import Answer, Site, article, front, serve

STORY = "/2026/11/20/the-story-of-the-harbour"
SPELLED = f"{STORY}?utm_source=rss&utm_medium=feed"
FEED = (
    '<rss version="2.0"><channel><title>News</title>'
    "<item><title>The story of the harbour</title><link>{}</link></item></channel></rss>"
)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        running.paths[SPELLED] = Answer(article("The story of the harbour"))
        yield running


def feed_of(site: Site) -> None:
    link = f"{site.base}{SPELLED}".replace("&", "&amp;")
    site.paths["/feed"] = Answer(FEED.format(link).encode(), "application/rss+xml")
    head = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    site.paths["/"] = Answer(front([], head=head))


def sitemap_of(site: Site) -> None:
    link = f"{site.base}{SPELLED}".replace("&", "&amp;")
    site.paths["/robots.txt"] = Answer(f"Sitemap: {site.base}/map.xml".encode(), "text/plain")
    site.paths["/map.xml"] = Answer(
        f"<urlset><url><loc>{link}</loc></url></urlset>".encode(), "application/xml"
    )
    site.paths["/"] = Answer(front([]))


def links_of(site: Site) -> None:
    site.paths["/"] = Answer(front([(SPELLED, "The story of the harbour")]))


@pytest.mark.parametrize("listed", [feed_of, sitemap_of, links_of])
def test_a_page_that_is_only_there_as_its_site_writes_it_is_stored(
    listed: object, site: Site, tmp_path: Path
) -> None:
    assert callable(listed)
    listed(site)
    done = crawl(f"{site.base}/", tmp_path, allow=site.host)
    assert (done.code, done.counts["stored"]) == (0, 1), done.err
    assert site.asked(STORY) == 1
    assert site.asked(SPELLED) == 1
    known = status(tmp_path, f"{site.base}{STORY}")
    assert known.state == "stored"
    with store(tmp_path) as opened:
        assert [stored.article.url for stored in opened.articles()] == [f"{site.base}{STORY}"]
        young = opened.watch.article(f"{site.base}{STORY}")
        assert young is not None
        assert young.url == f"{site.base}{SPELLED}"  # where it is looked at again

    again = crawl(f"{site.base}/", tmp_path, allow=site.host)

    assert (again.code, again.counts["fetched"]) == (0, 0), again.err
    assert (site.asked(STORY), site.asked(SPELLED)) == (1, 1)


def test_where_the_page_is_there_without_them_the_keys_are_not_sent(
    site: Site, tmp_path: Path
) -> None:
    links_of(site)
    site.page(STORY, "The story of the harbour")
    done = crawl(f"{site.base}/", tmp_path, allow=site.host)
    assert done.counts["stored"] == 1
    assert (site.asked(STORY), site.asked(SPELLED)) == (1, 0)


@pytest.mark.parametrize("given", ["start", "list"])
def test_what_a_person_writes_is_asked_for_as_written_too(
    given: str, site: Site, tmp_path: Path
) -> None:
    url = f"{site.base}{SPELLED}"
    if given == "list":
        (tmp_path / "urls.txt").write_text(f"{url}\n")
        done = crawl("", tmp_path, allow=site.host, urls=str(tmp_path / "urls.txt"))
    else:
        done = crawl(url, tmp_path, allow=site.host)
    assert (done.code, done.counts["stored"]) == (0, 1), done.err

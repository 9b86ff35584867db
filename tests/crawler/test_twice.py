"""Sites that would make a crawl fetch too much, store twice, or lose what they cut into pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawler.crawls import crawl, status, store
from tests.crawler.server import Answer, Site, article, front, serve

STORIES = [f"/2026/11/20/story-{word}-of-the-harbour" for word in ("one", "two", "three")]


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        yield running


def test_a_site_that_gives_its_pages_a_new_query_on_every_visit_is_stored_once(
    site: Site, tmp_path: Path
) -> None:
    counts = []
    for visit in range(3):
        links = [(f"{path}?v={visit}c{n}", f"The news {n}") for n, path in enumerate(STORIES)]
        site.paths["/"] = Answer(front(links))
        for n, (url, _) in enumerate(links):
            site.page(url, f"Story {n} of the harbour")
        site.log.clear()
        done = crawl(f"{site.base}/", tmp_path, allow=site.host)
        assert (done.code, done.adds_up) == (0, True)
        counts.append((done.counts["stored"], done.counts["unchanged"]))
    assert counts == [(3, 0), (0, 3), (0, 3)]
    assert not any("?v=2" in path for path in site.log)  # by then the key is known to say nothing
    with store(tmp_path) as opened:
        assert len(list(opened.articles())) == 3
    again = status(tmp_path, f"{site.base}{STORIES[0]}?v=1c0")
    assert (again.state, again.reason) == ("refused", f"same-text: {site.base}{STORIES[0]}?v=0c0")


def test_of_an_index_whose_sitemaps_are_not_there_a_score_is_asked(
    site: Site, tmp_path: Path
) -> None:
    named = "".join(f"<sitemap><loc>{site.base}/map-{n}.xml</loc></sitemap>" for n in range(500))
    index = f"<sitemapindex>{named}</sitemapindex>".encode()
    site.paths["/robots.txt"] = Answer(f"Sitemap: {site.base}/index.xml".encode(), "text/plain")
    site.paths["/index.xml"] = Answer(index, "application/xml")
    site.paths["/"] = Answer(front([(STORIES[0], "The news of the harbour")]))
    site.page(STORIES[0], "Story one")

    done = crawl(f"{site.base}/", tmp_path, allow=site.host, settings={"LOG_LEVEL": "INFO"})

    assert done.counts["stored"] == 1
    assert sum(path.startswith("/map-") for path in site.log) == 20
    assert "20 in a row" in done.err
    assert "480 others are left" in done.err


def test_a_page_whose_base_is_elsewhere_names_no_sections(site: Site, tmp_path: Path) -> None:
    with serve() as other:
        head = f'<base href="{other.base}/">'
        site.paths["/"] = Answer(front([("2026/11/20/story-one-of-all", "The news of all")], head))
        crawl(f"{site.base}/", tmp_path, allow=f"{site.host},{other.host}")
        assert other.log == []


def turning(title: str, page: str) -> bytes:
    return article(title, head=f'<link rel="next" href="{page}">')


def test_a_next_page_that_is_another_story_is_a_story_of_its_own(
    site: Site, tmp_path: Path
) -> None:
    first, second = "/2026/11/20/storm-hits-coast.html", "/2026/11/20/storm-hits-coast-2.html"
    site.paths[first] = Answer(turning("Storm hits the coast", second))
    site.page(second, "Gulls win the cup")
    site.paths["/"] = Answer(front([(first, "The news of all"), (second, "Other news")]))

    crawl(f"{site.base}/", tmp_path, allow=site.host)

    with store(tmp_path) as opened:
        urls = {kept.article.url for kept in opened.articles()}
    assert urls == {f"{site.base}{first}", f"{site.base}{second}"}


def test_a_next_page_that_is_not_to_be_indexed_is_not_kept(site: Site, tmp_path: Path) -> None:
    path, title = STORIES[0], "Storm hits the coast"
    site.paths[path] = Answer(turning(title, f"{path}?page=2"))
    second = article(title, head='<meta name="robots" content="noindex">')
    site.paths[f"{path}?page=2"] = Answer(second.replace(b"Paragraph", b"Secret"))
    site.paths["/"] = Answer(front([(path, "The news of all")]))

    crawl(f"{site.base}/", tmp_path, allow=site.host)

    with store(tmp_path) as opened:
        (kept,) = opened.articles()
        raw = opened.page_of(kept.id)
    assert "Secret" not in kept.article.text
    assert raw is not None
    assert raw.page.parts == ()


def test_what_a_site_goes_on_naming_and_refusing_is_asked_ever_more_seldom(
    site: Site, tmp_path: Path
) -> None:
    site.paths["/"] = Answer(front([(path, "The news of the harbour") for path in STORIES]))
    site.paths[STORIES[1]] = Answer(b"<h1>Forbidden</h1>", status=403)
    site.page(STORIES[2], "Story three")
    for _ in range(4):
        done = crawl(f"{site.base}/", tmp_path, allow=site.host)
        assert (done.counts["refused"], done.adds_up) == (2, True)
    assert [site.asked(path) for path in STORIES] == [2, 2, 1]
    assert status(tmp_path, f"{site.base}{STORIES[1]}").reason == "http-403"

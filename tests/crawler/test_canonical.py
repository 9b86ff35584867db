"""What pages call canonical: twins become one article, and no fault of a site merges two."""

import re
from pathlib import Path

from tests.crawler.crawls import crawl, store
from tests.crawler.server import Answer, Site, front, serve

TOPICS = ("harbour ferry", "school roof", "winter market", "city choir")


def canonical(address: str) -> str:
    return f'<link rel="canonical" href="{address}">'


def story(site: Site, path: str, topic: str, named: str, title: str = "") -> str:
    """An article on a topic that names this address as canonical."""
    url = site.page(path, topic, head=canonical(named))
    body = site.paths[path].body.decode()
    body = re.sub(r"Paragraph (\d)", rf"On the {topic}, as \1 people of the {topic} said,", body)
    head = f"<title>{title}</title>" if title else f"<title>{topic}</title>"
    body = body.replace(f"<title>{topic}</title>", head)
    if title:
        body = body.replace(f"<h1>{topic}</h1>", f"<h1>{title}</h1>")
    site.paths[path] = Answer(body.encode())
    return url


def crawled(site: Site, home: Path, paths: list[str]) -> list[str]:
    """The addresses of the articles that a crawl stored, after a second one changed nothing."""
    site.paths["/"] = Answer(front([(path, f"The news of {path}") for path in paths]))
    found: list[list[str]] = []
    for _ in range(2):
        done = crawl(f"{site.base}/", home, allow=site.host)
        assert done.code == 0, done.err
        assert done.adds_up
        with store(home) as opened:
            found.append(sorted(str(kept.article.url) for kept in opened.articles()))
    assert found[0] == found[1]
    return [url.removeprefix(site.base) for url in found[0]]


PAIR = ["/2026/11/20/harbour-ferry-sails", "/2026/11/20/harbour-ferry-sails-again"]


def test_two_pages_that_name_each_other_are_one_article(tmp_path: Path) -> None:
    for order in (PAIR, PAIR[::-1]):
        with serve() as site:
            for path, other in zip(PAIR, PAIR[::-1], strict=True):
                story(site, path, "harbour ferry", other)
            home = tmp_path / str(order.index(PAIR[0]))
            home.mkdir()

            assert crawled(site, home, order) == [PAIR[0]]


def test_a_chain_of_canonicals_is_one_article(tmp_path: Path) -> None:
    chain = [*PAIR, "/2026/11/21/harbour-ferry-is-back-again"]
    with serve() as site:
        for path, named in zip(chain, [*chain[1:], chain[2]], strict=True):
            story(site, path, "harbour ferry", named)

        assert crawled(site, tmp_path, [chain[1], chain[0], chain[2]]) == [chain[2]]


def test_a_canonical_that_is_nowhere_or_elsewhere_loses_no_article(tmp_path: Path) -> None:
    paths = [f"/2026/11/2{n}/the-news-of-the-{n}" for n in range(4)]
    named = ["/2026/gone-for-good", "https://other.example/a", "/", "//["]
    with serve() as site:
        for path, topic, address in zip(paths, TOPICS, named, strict=True):
            story(site, path, topic, address)

        assert crawled(site, tmp_path, paths) == paths
        assert site.asked("/2026/gone-for-good") == 0


def test_articles_that_all_name_their_section_all_stay(tmp_path: Path) -> None:
    paths = [f"/2026/11/2{n}/the-news-of-the-{n}" for n in range(4)]
    with serve() as site:
        for path, topic in zip(paths, TOPICS, strict=True):
            story(site, path, topic, "/weather/", "The weather of today")
        site.paths["/weather/"] = Answer(front([(path, f"Weather {path}") for path in paths]))

        assert crawled(site, tmp_path, paths) == paths

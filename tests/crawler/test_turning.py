"""Articles of several pages, one of which does not come."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.crawler.crawls import Crawl, crawl, status, store
from tests.crawler.server import Answer, Site, article, front, serve

STORY = "/2026/11/20/a-long-story-of-the-harbour"


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        running.paths["/"] = Answer(front([(STORY, "A long story of the harbour")]))
        yield running


def cut_in_two(site: Site, base: str, second: Answer) -> None:
    """A story whose second page is named under this base, and answers so."""
    address = f"{base}{STORY}?page=2"
    first = article("A long story of the harbour", head=f'<link rel="next" href="{address}">')
    site.paths[STORY] = Answer(first)
    site.paths[f"{STORY}?page=2"] = second


def crawl_when_due(site: Site, home: Path) -> Crawl:
    """A crawl, hours later than the last one."""
    if (file := home / "copydesk.db").exists():
        engine = create_engine(f"sqlite:///{file}")
        with engine.begin() as connection:
            connection.execute(text("UPDATE urls SET due_at = tried_at WHERE due_at IS NOT NULL"))
        engine.dispose()
    return crawl(f"{site.base}/", home, allow=site.host)


def test_an_article_whose_second_page_fails_in_three_runs_is_stored_without_it(
    site: Site, tmp_path: Path
) -> None:
    cut_in_two(site, site.base, Answer(b"", status=500))
    for _ in range(2):
        crawl_when_due(site, tmp_path)
        ended = status(tmp_path, f"{site.base}{STORY}")
        assert ended.state == "failed"
        assert ended.reason == f"next-page: http-500, at {site.base}{STORY}?page=2"

    third = crawl_when_due(site, tmp_path)

    assert (third.code, third.counts["stored"]) == (0, 1)
    with store(tmp_path) as opened:
        assert [stored.article.title for stored in opened.articles()] == [
            "A long story of the harbour"
        ]


def test_an_article_whose_second_page_came_late_is_stored_whole(site: Site, tmp_path: Path) -> None:
    cut_in_two(site, site.base, Answer(b"", status=500))
    crawl_when_due(site, tmp_path)
    site.paths[f"{STORY}?page=2"] = Answer(article("A long story of the harbour, on page two"))

    assert crawl_when_due(site, tmp_path).counts["stored"] == 1

    with store(tmp_path) as opened:
        (stored,) = opened.articles()
        kept = opened.page_of(stored.id)
        assert kept is not None
        assert len(kept.page.parts) == 1


def test_a_second_page_where_nothing_answers_does_not_cost_the_article(
    site: Site, tmp_path: Path
) -> None:
    cut_in_two(site, site.base.replace("http:", "https:"), Answer(b""))
    done = crawl_when_due(site, tmp_path)
    assert (done.code, done.counts["stored"], done.counts["failed"]) == (0, 1, 0)

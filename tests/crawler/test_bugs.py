"""An error of this program is seen and never ends with 0."""

from pathlib import Path

from tests.crawler.crawls import crawl, store
from tests.crawler.server import serve

BROKEN = """
from crawler.spiders import news
news.Errand = None
from scrapy.cmdline import execute
execute()
"""


def test_a_crawl_that_breaks_before_it_begins_ends_with_1(tmp_path: Path) -> None:
    done = crawl("http://127.0.0.1:9/", tmp_path, allow="127.0.0.1:9", script=BROKEN)
    assert done.code == 1
    assert "The crawl broke" in done.err
    assert "'NoneType' object is not callable" in done.err


BROKEN_AT_THE_END = """
from crawler import desk
desk.conclude = None
from scrapy.cmdline import execute
execute()
"""


def test_a_crawl_whose_end_breaks_ends_with_1_and_keeps_what_it_stored(tmp_path: Path) -> None:
    with serve() as site:
        story = site.page("/2025/11/01/storm-hits-the-coast", "Storm hits the coast")
        done = crawl(story, tmp_path, allow=site.host, script=BROKEN_AT_THE_END)
    assert done.code == 1
    assert done.counts["stored"] == 1
    with store(tmp_path) as opened:
        assert opened.article(story) is not None

"""The store as middlewares ask it: trouble with it ends the crawl, and the request with it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from crawler.checks import STORE_EXIT, Problem
from crawler.outcomes import LATER, Refusal
from storage import Store, StoreError

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.desk import Desk

T = TypeVar("T")


def desk_of(crawler: "Crawler") -> "Desk":
    """What all sites of a crawl share."""
    from crawler.spiders.news import NewsSpider

    spider = crawler.spider
    assert isinstance(spider, NewsSpider)
    return spider.desk


async def ask_store(crawler: "Crawler", question: Callable[[Store], T]) -> T:
    """What the question returns, called with the store of the crawl. Raises Refusal."""
    desk = desk_of(crawler)
    try:
        return await desk.archive.ask(question)
    except StoreError as error:
        desk.stop(Problem(str(error), STORE_EXIT))
        raise Refusal("store", state=LATER) from error

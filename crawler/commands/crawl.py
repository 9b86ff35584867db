"""`scrapy crawl`, with an exit code that tells what came of the crawl."""

import argparse

from scrapy import Spider
from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import Crawler

from crawler.spiders.news import NewsSpider


class Command(ScrapyCrawl):
    """Scrapy's own command; it ends with 0 whatever happened, this one with the report's code."""

    _made: Crawler | None = None

    def _create_crawler(self, spidercls: type[Spider] | str) -> Crawler:
        self._made = super()._create_crawler(spidercls)
        return self._made

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, then take the exit code from the report."""
        super().run(args, opts)
        spider = self._made.spider if self._made else None
        if isinstance(spider, NewsSpider) and not self.exitcode:
            self.exitcode = spider.report().exit_code

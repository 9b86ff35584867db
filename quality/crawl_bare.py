"""A Scrapy spider that downloads pages and does nothing with them: the yardstick of our crawl.

    python -m quality.crawl_bare URLS SETTINGS

URLS is a file with a URL a line, SETTINGS a JSON object of Scrapy's settings.
"""

import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

SETTINGS = {
    "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
    "USER_AGENT": "Bare/1 (+desk@example.org)",
    "LOG_LEVEL": "ERROR",
    "TELNETCONSOLE_ENABLED": False,
    "COOKIES_ENABLED": False,
}


class BareSpider(Spider):
    """Asks for each URL once and counts the answers."""

    name = "bare"

    def __init__(self, urls: list[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._urls = urls
        self.pages = 0

    async def start(self) -> AsyncIterator[Request]:
        """All URLs at once."""
        for url in self._urls:
            yield Request(url, dont_filter=True)

    def parse(self, response: Response) -> None:
        """Count a page."""
        self.pages += len(response.body) > 0


def main() -> None:
    """Crawl, then print how many pages came."""
    urls = Path(sys.argv[1]).read_text(encoding="utf-8").split()
    process = AsyncCrawlerProcess({**SETTINGS, **json.loads(sys.argv[2])})
    crawler = process.create_crawler(BareSpider)
    process.crawl(crawler, urls=urls)
    process.start()
    assert isinstance(crawler.spider, BareSpider)
    print(crawler.spider.pages)


if __name__ == "__main__":
    main()

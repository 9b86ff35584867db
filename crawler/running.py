"""Runs a crawl in this process: for commands that are no Scrapy commands."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings

from crawler import settings as project
from crawler.checks import Problem, problem_with_settings
from crawler.report import RunReport
from crawler.spiders.news import NewsSpider
from crawler.tasks import SiteTask
from crawler.url_list import Line


def run(
    sites: Sequence[SiteTask], settings: Mapping[str, object], lines: Sequence[Line] = ()
) -> RunReport:
    """Crawl these sites, many at once, and tell what came of each; blocks until all have ended.

    `settings` override those of `crawler.settings`; the report accounts for the `lines` of a
    list. SIGTERM and Ctrl-C end it early. A process
    can do this once, as Twisted's reactor can't start again.
    """
    chosen = Settings()
    chosen.setmodule(project, priority="project")
    chosen.setdict(dict(settings), priority="cmdline")
    if sentence := problem_with_settings(chosen):
        now = datetime.now(UTC)
        return RunReport(now, now, (), Problem(sentence))
    process = AsyncCrawlerProcess(chosen)
    crawler = process.create_crawler(NewsSpider)
    process.crawl(crawler, sites=tuple(sites), lines=tuple(lines))
    process.start()
    spider = crawler.spider
    if not isinstance(spider, NewsSpider):
        raise RuntimeError("the crawl did not start; the log above says why")  # noqa: TRY004
    return spider.report()

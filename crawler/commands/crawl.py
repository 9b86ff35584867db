"""`scrapy crawl`, with an exit code that tells what came of the crawl."""

import argparse
import logging
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from scrapy import Spider
from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from crawler.alerts import tell
from crawler.checks import USAGE, USAGE_EXIT, problem_with_settings
from crawler.sites_file import NAME, SitesError, read_sites
from crawler.spiders.news import NewsSpider


class Command(ScrapyCrawl):
    """Scrapy's own command; it ends with 0 whatever happened, this one with the report's code."""

    _made: Crawler | None = None

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """A mistake in the options ends with the code that the table of exit codes has for it."""
        super().add_options(parser)
        parser.error = _usage  # type: ignore[method-assign]

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Take the options; a mistake in them ends the command before anything is begun."""
        super().process_options(args, opts)
        assert self.settings is not None
        level = str(self.settings["LOG_LEVEL"])
        if level not in logging.getLevelNamesMapping():
            _usage(f"LOG_LEVEL is {level}; it is DEBUG, INFO, WARNING or ERROR")
        if args != [NewsSpider.name]:
            _usage(f"{' '.join(args)!r} is nothing to crawl with" if args else "a word is missing")
        if sentence := problem_with_settings(self.settings):
            _usage(sentence.removesuffix("."))

    def _create_crawler(self, spidercls: type[Spider] | str) -> Crawler:
        self._made = super()._create_crawler(spidercls)
        return self._made

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, then take the exit code from the report."""
        super().run(args, opts)
        spider = self._made.spider if self._made else None
        if isinstance(spider, NewsSpider):
            report = spider.report()
            self.exitcode = self.exitcode or report.exit_code
            if failed := tell(report, _alert(spider.settings), spider.settings["USER_AGENT"]):
                sys.stderr.write(f"{failed}\n")


def _usage(message: str) -> NoReturn:
    sys.stderr.write(f"{message}. A crawl is begun so: {USAGE}\n")
    sys.exit(USAGE_EXIT)


def _alert(settings: BaseSettings) -> str | tuple[str, ...] | None:
    """Whom to tell: as sites.toml in the home says, else the setting."""
    file = Path(settings["HOME"]) / NAME
    try:
        named = read_sites(file, datetime.now(UTC)).alert if file.is_file() else None
    except SitesError as error:
        sys.stderr.write(f"{error}\n")
        named = None
    return named or settings["ALERT"] or None

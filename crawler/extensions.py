"""What a person sees: a line that moves while the crawl works, and a summary at its end."""

import logging
import os
import re
import sys
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.live import Live
from rich.text import Text
from scrapy import signals
from scrapy.utils.asyncio import create_looping_call

from crawler.listed import told
from crawler.report import RunReport
from crawler.spiders.news import NewsSpider
from crawler.tally import line_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

EVERY = 0.5
"""Seconds between two looks of the line on a terminal."""

EVERY_PLAIN = 30.0
"""Seconds between two lines where there is no terminal, as in a log."""

PROJECT = 20
"""Scrapy's priority of settings from the project; higher ones come from the command line."""

_WORD = re.compile(r"[^\W\d_]{4,}")


_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
"""What would break a line or steer a terminal; a page's title and address may hold it."""


def printable(sentence: str) -> str:
    """A sentence as one line that can do nothing but be read.

    >>> printable("A title\\x1b[31m\\r\\nof two lines")
    'A title [31m of two lines'
    """
    return _STEERING.sub(" ", sentence)


class PatientConsole(Console):
    """A console whose reader may leave (`| head -1`): the crawl goes on, unheard.

    rich ends the program then, and an exit inside the reactor leaves threads behind that hang.
    """

    def __init__(self, *, stderr: bool = False) -> None:
        super().__init__(stderr=stderr, highlight=False, soft_wrap=True)

    def on_broken_pipe(self) -> None:
        """Say no more; what is still to be flushed goes nowhere."""
        self.quiet = True
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.file.fileno())


class Progress:
    """The progress line, on standard error; plain lines where that is no terminal."""

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler
        self._console = PatientConsole(stderr=True)
        self._live: Live | None = None
        self._started = time.monotonic()
        self._loop = create_looping_call(self._show)

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        progress = cls(crawler)
        crawler.signals.connect(progress.spider_opened, signals.spider_opened)
        crawler.signals.connect(progress.spider_closed, signals.spider_closed)
        return progress

    def spider_opened(self, spider: NewsSpider) -> None:
        """Begin to show what the spider does and says."""
        spider.say = self._say
        terminal = self._console.is_terminal
        if terminal:
            self._live = Live(console=self._console, auto_refresh=False, transient=True)
            self._live.start()
            _log_above_the_line()
        self._loop.start(EVERY if terminal else EVERY_PLAIN, now=False)

    def spider_closed(self) -> None:
        """Take the line away."""
        if self._loop.running:
            self._loop.stop()
        if self._live is not None:
            self._live.stop()

    def _say(self, sentence: str) -> None:
        self._console.print(Text(printable(sentence)))

    def _show(self) -> None:
        spider = self._crawler.spider
        assert isinstance(spider, NewsSpider)
        told = f"{_clock(self._started)} {_told(spider.report().counts)} {spider.asked}"
        line = Text(told, no_wrap=True, overflow="ellipsis")
        if self._live is None:
            self._console.print(line)
        else:
            self._live.update(line, refresh=True)


def _log_above_the_line() -> None:
    """Send log lines through rich's standard error, so that they don't tear the line."""
    for handler in logging.root.handlers:
        if isinstance(handler, logging.StreamHandler) and handler.stream is sys.__stderr__:
            handler.setStream(sys.stderr)


def _told(counts: Mapping[str, int]) -> str:
    """The counts in a line; of those that are rare, the ones that are not zero."""
    often = ("found", "fetched", "stored")
    shown = [(name, n) for name, n in counts.items() if n or name in often]
    return ", ".join(f"{name} {number:,}" for name, number in shown)


def _clock(started: float) -> str:
    minutes, seconds = divmod(int(time.monotonic() - started), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"


class Summary:
    """Ends a crawl: the desk is closed, the counts are printed, the last line is for programs."""

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler
        self._started = time.monotonic()

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        summary = cls(crawler)
        crawler.signals.connect(summary.spider_closed, signals.spider_closed)
        return summary

    async def spider_closed(self, spider: NewsSpider, reason: str) -> None:
        """Close the desk and print the summary to standard output."""
        await spider.close_desk()
        if not self._crawler.settings.getbool("SUMMARY"):
            return
        console = PatientConsole()
        report = spider.report()
        if report.problem is not None:
            PatientConsole(stderr=True).print(Text(printable(report.problem.sentence)))
        else:
            console.print(Text("\n".join(map(printable, self._lines(spider, report, reason)))))
        console.print(Text(line_of(report.counts)))

    def _lines(self, spider: NewsSpider, report: RunReport, reason: str) -> list[str]:
        ended = "" if reason == "finished" else f", ended early ({reason})"
        lines = [f"{spider.asked}: {_clock(self._started)}{ended}"]
        for name, number in report.counts.items():
            reasons = ", ".join(_reasons(report.reasons, name))
            lines.append(f"  {name:<10}{number:>7,}{'   ' + reasons if reasons else ''}")
        lines.append(f"  {report.listings_told}")
        if report.listings:
            bad = ", ".join(f"{name} {count}" for name, count in report.listings.items())
            lines.append(f"  feeds and sitemaps that could not be read: {bad}")
        if number := report.renewed:
            lines.append(f"  cleaned again, as the site is better known now: {number:,}")
        lines += [f"  {sentence}" for sentence in told(report.lines)]
        return [*lines, f"Next: {self._next_command(spider, report)}"]

    def _next_command(self, spider: NewsSpider, report: RunReport) -> str:
        words = _WORD.findall(spider.desk.last_title or "")
        corpus = "corpus"
        if (self._crawler.settings.getpriority("DATABASE_URL") or 0) > PROJECT:
            corpus += f" --db {spider.desk.archive.location}"
        command = f"{corpus} search {max(words, key=len)}" if words else f"{corpus} stats"
        if words and len(report.sites) == 1:
            command += f" --site {report.sites[0].site}"
        return command


def _reasons(reasons: Mapping[str, int], state: str) -> list[str]:
    named = {key.split(": ", 1)[1]: n for key, n in reasons.items() if key.startswith(state)}
    return [f"{name} {n:,}" for name, n in sorted(named.items(), key=lambda pair: -pair[1])]

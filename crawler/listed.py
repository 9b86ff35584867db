"""Articles that a person lists, line by line: what is fetched, and what became of each line."""

from collections.abc import Sequence
from typing import Self

from cleaners.urls import normalise_url, spelled_out, without_userinfo
from crawler.archive import Archive
from crawler.checks import Problem
from crawler.logbook import Logbook
from crawler.reading import Candidate
from crawler.report import LineReport
from crawler.tasks import SiteTask
from crawler.url_list import Line, ListError, read_list, tasks_of
from storage import CLAIMED, Store

MAX_TOLD = 50
"""Lines that a person is shown."""


async def line_up(urls: Sequence[str], book: Logbook) -> None:
    """Have the articles at these URLs fetched, if they are not known."""
    for url in urls:
        book.spellings.note(normalise_url(url), spelled_out(url))
    normal = filter(None, map(normalise_url, urls))
    wanted = [Candidate(url, "list") for url in normal if book.tally.find(url)]
    await book.archive.add_articles(wanted)
    known = await book.known(wanted)
    for url, outcome in known.items():
        book.tally.end(url, outcome)
    book.line_up(candidate.url for candidate in wanted if candidate.url not in known)


class Listed:
    """A list of URLs during a run: what was stored before, what became of each line."""

    def __init__(self, lines: Sequence[Line] = (), problem: Problem | None = None) -> None:
        self.problem = problem
        self.reports: tuple[LineReport, ...] = ()
        self._lines = lines
        self._stored: set[str] = set()

    @classmethod
    def read(cls, name: str) -> Self:
        """The list in a file or on standard input ("-"), or the problem with it."""
        try:
            lines = read_list(name)
        except ListError as error:
            return cls(problem=Problem(str(error)))
        if not any(line.url for line in lines):
            return cls(lines, Problem(f"There is no URL in {name}; write one a line."))
        return cls(lines)

    @property
    def tasks(self) -> tuple[SiteTask, ...]:
        """A task for each site of the list."""
        return tuple(tasks_of(self._lines))

    async def begin(self, archive: Archive) -> None:
        """Note what is stored already."""
        urls = [line.url for line in self._lines if line.url is not None]
        self._stored = await archive.stored_urls(urls)

    async def finish(self, archive: Archive) -> None:
        """Account for each line, while the store is open."""
        if self._lines and archive.location is not None:
            stored = self._stored
            self.reports = await archive.ask(lambda store: account(store, self._lines, stored))


def told(reports: Sequence[LineReport]) -> list[str]:
    """The lines that gave no article, a sentence each for a person; the report has them all."""
    bad = [one for one in reports if one.state not in ("stored", "unchanged")]
    said = [
        f"line {one.number}: {one.state}{f': {one.reason}' if one.reason else ''}  {one.text[:200]}"
        for one in bad[:MAX_TOLD]
    ]
    more = len(bad) - len(said)
    return [*said, f"and {more:,} lines more; --report FILE has them all"] if more else said


def account(store: Store, lines: Sequence[Line], stored: set[str]) -> tuple[LineReport, ...]:
    """What became of each line; `stored` are the URLs that the store had before the run."""
    return tuple(_account(store, line, stored) for line in lines)


def _account(store: Store, line: Line, stored: set[str]) -> LineReport:
    if line.url is None:
        return LineReport(line.number, without_userinfo(line.text), "no-url", "not a web address")
    if line.first is not None:
        said = f"the same page as line {line.first}"
        return LineReport(line.number, line.text, "twice", said)
    status = store.url_status(line.url)
    if status is None or status.state in ("found", "due", *CLAIMED):
        return LineReport(line.number, line.text, "failed", "not-tried")
    state: str = status.state
    if line.url in stored and state == "stored":
        state = "unchanged"
    return LineReport(line.number, line.text, state, status.reason)

"""Articles that a person lists, line by line: what is fetched, and what became of each line."""

from collections.abc import Iterable, Sequence

from crawler.agenda import Visit
from crawler.logbook import Logbook
from crawler.reading import Candidate
from crawler.report import LineReport
from crawler.url_list import Line
from storage import Store


async def line_up(urls: Iterable[str], book: Logbook) -> None:
    """Put the articles at these URLs on the agenda of their site, if they are not known."""
    wanted = [Candidate(url, "list") for url in urls if book.tally.find(url)]
    await book.archive.record_found(wanted)
    known = await book.known(wanted)
    for url, outcome in known.items():
        book.tally.end(url, outcome)
    fetch = [candidate for candidate in wanted if candidate.url not in known]
    book.tally.due += len(fetch)
    book.agenda.articles.extend(Visit(c.url, "article", c.found_by) for c in fetch)


def account(store: Store, lines: Sequence[Line], stored: set[str]) -> tuple[LineReport, ...]:
    """What became of each line; `stored` are the URLs that the store had before the run."""
    return tuple(_account(store, line, stored) for line in lines)


def _account(store: Store, line: Line, stored: set[str]) -> LineReport:
    if line.url is None:
        return LineReport(line.number, line.text, "no-url", "not a web address")
    if line.first is not None:
        said = f"the same page as line {line.first}"
        return LineReport(line.number, line.text, "twice", said)
    status = store.url_status(line.url)
    if status is None or status.state == "found":
        return LineReport(line.number, line.text, "failed", "not-tried")
    state: str = status.state
    if line.url in stored and state == "stored":
        state = "unchanged"
    return LineReport(line.number, line.text, state, status.reason)

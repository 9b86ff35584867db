"""Crawls that overlap (S10), and crawls that are asked to stop (S11)."""

import signal
import time

from quality.faults.crawls import Crawl
from quality.faults.papers import Papers, serve
from quality.faults.row import Result, Row
from quality.faults.stores import sqlite_url
from storage import open_store

SOON = 10.0
"""Seconds within which a crawl ends that was asked to."""


def begun(papers: Papers, crawl: Crawl, pages: int = 15) -> None:
    """Wait until a crawl has asked for some pages."""
    before = papers.asked.total()
    while papers.asked.total() < before + pages and crawl.runs:
        time.sleep(0.05)


def overlap() -> Result:
    """A second crawl of a site, then the first one killed, then a third."""
    with sqlite_url() as url, serve(1, 150, 0.05) as papers:
        first = Crawl(papers, url)
        begun(papers, first)
        second = Crawl(papers, url)
        code = second.end()
        (site,) = second.report["sites"]
        told = f"process {first.process.pid}, since" in str(site["held_by"])
        still = first.runs
        first.kill()
        began = time.monotonic()
        third = Crawl(papers, url)
        done = third.end()
        seconds = time.monotonic() - began
        stored = _stored(url)
        again = papers.fetched_again
    figure = (
        f"second: exit {code}, {'names' if told else 'does not name'} the holder; after kill -9 a "
        f"third stores {stored} of 150 in {seconds:.0f} s; {again} fetched again"
    )
    return Result(
        figure, (code, told, still, done, stored) == (4, True, True, 0, 150) and again < 4
    )


def stop(signals: int) -> Result:
    """SIGTERM in the middle, once or twice, then a run that goes on."""
    with sqlite_url() as url, serve(2, 200, 0.05) as papers:
        first = Crawl(papers, url)
        begun(papers, first, 40)
        began = time.monotonic()
        for _ in range(signals):
            first.process.send_signal(signal.SIGTERM)
            time.sleep(0.05)
        code = first.end()
        seconds = time.monotonic() - began
        before, clean = _stored(url), "Traceback" not in first.said
        done = Crawl(papers, url).end()
        stored, again = _stored(url), papers.fetched_again
    figure = f"ended in {seconds:.1f} s with {code}, {before} stored; the next run: {stored} of 400"
    ok = seconds <= SOON and clean and (code, done, stored) == (0, 0, 400) and 0 < before < 400
    return Result(f"{figure}, {again} fetched again", ok and again <= 4)


def _stored(url: str) -> int:
    with open_store(url, create=False) as store:
        return sum(site.articles for site in store.stats().sites)


ROWS = (
    Row("S10", "two crawls of one site", overlap),
    Row("S11", "SIGTERM", lambda: stop(1)),
    Row("S11 twice", "SIGTERM twice, 50 ms apart", lambda: stop(2)),
)

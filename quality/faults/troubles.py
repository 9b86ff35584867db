"""Trouble with the store: a full disk (S4), locks (S5), a server that crashes (S6), races (S7)."""

import multiprocessing
import sqlite3
import threading
import time
from contextlib import closing
from multiprocessing.synchronize import Barrier

from quality.faults.crawls import Crawl
from quality.faults.papers import serve
from quality.faults.row import Result, Row
from quality.faults.stops import begun
from quality.faults.stores import MakeStore, postgres, postgres_url, sqlite_url
from storage import FoundUrl, StoreError, open_store

PROCESSES = multiprocessing.get_context("spawn")

FULL = """
from sqlalchemy import event
from sqlalchemy.engine import Engine
def small(connection, entry):
    connection.execute("PRAGMA max_page_count = 800")
event.listen(Engine, "connect", small)
"""
"""Before a crawl: SQLite says that the disk is full at 3.2 MB, as it does on a full disk."""


def full_disk() -> Result:
    """A crawl into a full disk, then one with room."""
    with sqlite_url() as url, serve(2, 300) as papers:
        first = Crawl(papers, url, prelude=FULL)
        code = first.end()
        said = "full" in first.said and "Traceback" not in first.said
        before = _articles(url)
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
            sound = file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        done = Crawl(papers, url).end()
        stored = _articles(url)
    how = "with a sentence" if said else "WITHOUT a clear sentence"
    figure = f"exit {code} {how}, {before} kept, file {'sound' if sound else 'DAMAGED'}; then"
    ok = said and sound and 0 < before < 600 and (code, done, stored) == (5, 0, 600)
    return Result(f"{figure} {stored} of 600 stored", ok)


def crashes() -> Result:
    """Three crashes of the server in the middle of a crawl."""
    with postgres() as server, serve(2, 300, 0.02) as papers:
        crawl = Crawl(papers, server.url)
        for _ in range(3):
            begun(papers, crawl, 100)
            server.crash()
        code = crawl.end()
        stored, again = _articles(server.url), papers.fetched_again
    figure = f"{stored} of 600 stored, {again} fetched again, exit {code}"
    if code:
        figure += f" ({crawl.said.strip().splitlines()[-2]})"
    return Result(figure, (stored, again, code) == (600, 0, 0))


def writers(make: MakeStore) -> Result:
    """Eight processes that find and end the same 400 URLs."""
    with make() as url:
        barrier = PROCESSES.Barrier(8)
        running = [PROCESSES.Process(target=_write, args=(barrier, url)) for _ in range(8)]
        for process in running:
            process.start()
        for process in running:
            process.join(300)
        with open_store(url) as store:
            rows = sum(store.stats().urls.values())
            status = store.url_status(_url(0))
        failed = sum(process.exitcode != 0 for process in running)
    tries = status.tries if status else 0
    figure = f"{failed} of 8 failed, {rows} rows, {tries} tries counted of 8"
    return Result(figure, (failed, rows, tries) == (0, 400, 8))


def _write(barrier: Barrier, url: str) -> None:
    with open_store(url) as store:
        barrier.wait(60)
        for number in range(400):
            store.record_found([FoundUrl(_url(number), "feed", f"Title {number}")])
            store.record_outcome(_url(number), "failed", "timeout")


def _url(number: int) -> str:
    return f"https://paper.example/{number}"


def lock() -> Result:
    """Another program that holds SQLite's lock: for a while, and for too long."""
    with sqlite_url() as url:
        file = url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
            other.execute("BEGIN IMMEDIATE")
            release = threading.Timer(5, other.execute, ("COMMIT",))
            release.start()
            began = time.monotonic()
            with open_store(url) as store:
                store.start_run("while another one writes")
            waited = time.monotonic() - began
            release.join()
            other.execute("BEGIN IMMEDIATE")
            said = _refused(url)
    ok = waited >= 4.9 and "Another program is writing" in said
    return Result(f"waited {waited:.0f} s; at last: {said.partition(': ')[2]}", ok)


def _refused(url: str) -> str:
    """What a store says that waits for a fifth of a second at a time."""
    from storage import engine

    patience, engine.BUSY_SECONDS = engine.BUSY_SECONDS, 0.2  # type: ignore[assignment]
    try:
        with open_store(url) as store:
            store.start_run("in vain")
    except StoreError as error:
        return str(error)
    finally:
        engine.BUSY_SECONDS = patience
    return "nothing"


def _articles(url: str) -> int:
    with open_store(url, create=False) as store:
        return sum(site.articles for site in store.stats().sites)


ROWS = (
    Row("S4", "the disk is full (max_page_count)", full_disk),
    Row("S5", "SQLite locked by another program", lock),
    Row("S6", "PostgreSQL crashes 3 times", crashes),
    Row("S7 sqlite", "8 writers, the same 400 URLs", lambda: writers(sqlite_url)),
    Row("S7 postgresql", "8 writers, the same 400 URLs", lambda: writers(postgres_url)),
)

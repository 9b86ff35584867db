"""Measure the store: what it writes a second, what a page takes, how long a search takes.

    python -m quality.bench_store [--rows N] [--database URL] [--pages DATA] [--writers N]

Fills an empty store (a SQLite file in a new folder, or the empty database at URL) with N made-up
articles (100,000; raw pages left out), through `Store` in transactions of 100, and prints rows a
second against `executemany` of the same rows, prepared beforehand, into an empty database with the
same tables, indexes, full-text index and transactions; then searches by kind, with the median and
the 99th percentile, and the memory of the process. `Store` is given articles: terms, shingles, keys
and compression are part of what it takes.

--pages DATA    instead, stores the real pages of DATA (sets of the benchmark), cleaned, and prints
                the database's bytes, record of removals included, against the pages' raw bytes
--writers N     instead, lets N processes store the same pages at once: none missing, none twice
--compare N     articles that are written again from prepared rows (20,000 at most)
--empty URL     an empty PostgreSQL database for these
--prepared      fills with prepared rows of the tables that a search reads, which is quicker, and
                only searches; --minutes M ends the filling then
"""

import argparse
import sys
import time
from collections.abc import Sequence
from math import inf
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory

from quality.bench_search import tell
from quality.benchmark import BenchmarkError
from quality.prepared_fill import fill_prepared
from quality.prepared_rows import Written, write_prepared
from quality.store_pages import store_pages
from quality.store_writers import write_at_once
from quality.synthetic_corpus import articles
from storage import Item, Store, StoreError, open_store

GOAL_RATE = 0.5
SITES = 200
AT_ONCE = 100
QUERIES = 60
"""Questions of each kind."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        with TemporaryDirectory(prefix="copydesk-bench-") as folder:
            url = options.database or f"sqlite:///{folder}/store.db"
            empty = options.empty or f"sqlite:///{folder}/prepared.db"
            if options.pages:
                store_pages(options.pages, url, options.limit)
            elif options.writers:
                return write_at_once(url, options.writers, options.limit or 1_000)
            elif options.prepared:
                _fill_prepared(url, options)
            else:
                _fill_and_search(url, empty, options)
    except (BenchmarkError, StoreError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _fill_and_search(url: str, empty: str, options: argparse.Namespace) -> None:
    with open_store(url) as store:
        compared = min(options.compare, options.rows)
        print(f"{options.rows:,} made-up articles of {SITES} sites; {store.location}", flush=True)
        first = _fill(store, compared, 0)
        _rate(url, empty, compared, first)
        if options.rows > compared:
            rest = _fill(store, options.rows - compared, compared)
            each = 1000 * rest.cpu / rest.rows
            print(f"the others: {rest.rows / rest.seconds:,.0f} articles/s, {each:.2f} ms of CPU")
        tell(store, options.queries)
        print(f"memory at most: {getrusage(RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def _fill_prepared(url: str, options: argparse.Namespace) -> None:
    with open_store(url) as store:
        filled = fill_prepared(url, options.rows, SITES, 60 * options.minutes)
        print(f"{filled.rows:,} made-up articles of {SITES} sites; {store.location}")
        print(
            f"filled with prepared rows, not through Store, in {filled.seconds:,.0f} s", flush=True
        )
        tell(store, options.queries)


def _fill(store: Store, number: int, first: int) -> Written:
    """Store so many articles; what this took, the making of them left out."""
    seconds, cpu = 0.0, 0.0
    for start in range(first, first + number, AT_ONCE):
        some = min(AT_ONCE, first + number - start)
        items = [Item(page, article, "feed") for page, article in articles(some, SITES, start)]
        began, spent = time.perf_counter(), time.process_time()
        list(store.filling.store(items, AT_ONCE))
        seconds += time.perf_counter() - began
        cpu += time.process_time() - spent
    return Written(number, seconds, cpu)


def _rate(url: str, empty: str, number: int, ours: Written) -> None:
    if url.startswith("postgres") and not empty.startswith("postgres"):
        print("no --empty database: nothing to compare with")
        return
    open_store(empty).close()
    ready = write_prepared(url, empty, number, AT_ONCE)
    print(f"first {number:,} articles, {ready.rows:,} rows, {AT_ONCE} articles a transaction")
    for name, taken in (("through Store", ours), ("prepared rows", ready)):
        rate, each = ready.rows / taken.seconds, 1000 * taken.seconds / number
        cpu = 1000 * taken.cpu / number
        print(
            f"  {name:16} {rate:9,.0f} rows/s {each:7.2f} ms an article, {cpu:.2f} of it CPU here"
        )
    ratio, of_cpu = ready.seconds / ours.seconds, ready.cpu / ours.cpu
    print(f"  ratio {ratio:.2f}, by CPU {of_cpu:.2f} (to reach: {GOAL_RATE})", flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="quality.bench_store", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--rows", type=int, default=100_000, help="articles (100,000)")
    parser.add_argument("--database", metavar="URL", help="an empty database")
    parser.add_argument("--empty", metavar="URL", help="another empty database")
    parser.add_argument("--compare", type=int, default=20_000, metavar="N")
    parser.add_argument("--queries", type=int, default=QUERIES, metavar="N", help="of each kind")
    parser.add_argument("--pages", type=Path, metavar="DATA", help="real pages")
    parser.add_argument("--prepared", action="store_true", help="fill with prepared rows")
    parser.add_argument("--minutes", type=float, default=inf, metavar="M", help="of filling")
    parser.add_argument("--writers", type=int, metavar="N", help="processes")
    parser.add_argument("--limit", type=int, metavar="N", help="pages of --pages, --writers")
    return parser


if __name__ == "__main__":
    sys.exit(main())

"""Clean every page of a folder of benchmark sets, and write what came out, a file a set.

    python -m quality.evaluate DATA OUT [--sets a,b] [--workers N] [--site-memory] [--flat]
                                        [--cleaner copydesk|trafilatura|newspaper4k]

Nothing of the gold is read but `id` and `url`. A page that fails gives an empty row with its
reason under "error", and the run goes on. A page that the cleaner refuses, as a PDF, is an answer;
where a page fails in another way, the exit status is 1.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import TimeoutError as TooLongError
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TextIO

from pebble import ProcessExpired, ProcessPool

from cleaners.memory import NOTHING, RememberedSite
from cleaners.types import CleaningError
from quality.benchmark import BenchmarkError, BenchmarkPage, read_sets
from quality.contenders import CONTENDERS, NO_ANSWER, Answer, MissingPeerError, require
from quality.hosts import SeenHosts, SeenPage

PRODUCTS = ("copydesk", "trafilatura", "newspaper4k")
PAGE_SECONDS = 60.0
"""The time that a page may take; the slowest page of our sets takes a hundredth of it."""

WARM_UP_PAGE = b"<title>A page</title><h1>A page</h1>" + 20 * (
    b"<p>The town council met on Monday and voted for the new bridge over the river.</p>"
)


@dataclass(frozen=True, slots=True)
class Task:
    """One page for one cleaner, with what is known of its site."""

    page: BenchmarkPage
    cleaner: str
    memory: RememberedSite = NOTHING


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a task: the answer, or the reason why there is none; and its CPU seconds.

    `refused` tells a page that the cleaner would not take, by a rule that it names, from one that
    it should have cleaned.
    """

    page: BenchmarkPage
    answer: Answer | None
    seconds: float = 0.0
    error: str | None = None
    refused: bool = False

    @property
    def failed(self) -> bool:
        """Whether something went wrong that should not."""
        return self.error is not None and not self.refused

    def row(self) -> dict[str, object]:
        """The line of the result file; nobody said of what kind a page without an answer is."""
        row: dict[str, object] = {"id": self.page.id, **asdict(self.answer or NO_ANSWER)}
        del row["blocks"]
        row["seconds"] = round(self.seconds, 6)
        return row if self.error is None else {**row, "error": self.error}


def clean_one(task: Task) -> Result:
    """Clean one page, in the worker's process; whatever goes wrong is the result's error."""
    start = time.process_time()
    try:
        body = task.page.body()
        start = time.process_time()
        answer = CONTENDERS[task.cleaner](body, task.page.url, task.memory)
        return Result(task.page, answer, time.process_time() - start)
    except Exception as error:  # the reason is the result
        spent, why = time.process_time() - start, f"{type(error).__name__}: {error}"
        return Result(task.page, None, spent, why, isinstance(error, CleaningError))


def warm_up(cleaners: list[str]) -> None:
    """Load what the cleaners load once, so that no page's time holds it."""
    for cleaner in cleaners:
        CONTENDERS[cleaner](WARM_UP_PAGE, None, NOTHING)


def clean_all(
    tasks: Sequence[Task],
    workers: int,
    page_seconds: float = PAGE_SECONDS,
    warm: Callable[[list[str]], None] = warm_up,
) -> Iterator[Result]:
    """Clean all pages in worker processes; the results come in the order of the tasks.

    `warm` runs once in each worker before its first page.
    """
    with ProcessPool(
        max_workers=workers,
        initializer=warm,
        initargs=[sorted({task.cleaner for task in tasks})],
        context=get_context("spawn"),
    ) as pool:
        futures = [pool.schedule(clean_one, args=[task], timeout=page_seconds) for task in tasks]
        for task, future in zip(tasks, futures, strict=True):
            try:
                yield future.result()
            except TooLongError:
                why = f"took longer than {page_seconds:g} seconds"
                yield Result(task.page, None, page_seconds, why)
            except ProcessExpired as error:
                yield Result(task.page, None, error=f"the worker died: {error}")


def evaluate(
    pages: Sequence[BenchmarkPage], cleaner: str, workers: int, site_memory: bool
) -> list[Result]:
    """The results for a set, in its order; with `site_memory`, of a second pass that knows."""
    results = list(told(clean_all([Task(page, cleaner) for page in pages], workers), len(pages)))
    if not site_memory:
        return results
    hosts = SeenHosts(
        [
            SeenPage(r.page.url, r.answer.title, r.answer.blocks)
            for r in results
            if r.page.url and r.answer
        ]
    )
    second = [Task(page, cleaner, hosts.memory_for(page.url)) for page in pages]
    return list(told(clean_all(second, workers), len(pages)))


def told(results: Iterable[Result], total: int, to: TextIO | None = None) -> Iterator[Result]:
    """The same results, while a line says how far the set is; where nobody watches, at its end."""
    out = to or sys.stderr
    failed = 0
    for done, result in enumerate(results, start=1):
        failed += result.failed
        line = f"{result.page.set}: {done} of {total} pages, {failed} failed"
        if done == total:
            print(f"\r{line}" if out.isatty() else line, file=out, flush=True)
        elif out.isatty():
            print(f"\r{line}", end="", file=out, flush=True)
        yield result


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns the exit status."""
    options = _parser().parse_args(arguments)
    if options.cleaner != "copydesk" and (options.flat or options.site_memory):
        print("--flat and --site-memory are for the cleaner copydesk", file=sys.stderr)
        return 64
    cleaner = "copydesk-flat" if options.flat else options.cleaner
    try:
        require(cleaner)
        sets = read_sets(options.data, tuple(filter(None, options.sets.split(","))))
    except (BenchmarkError, MissingPeerError) as error:
        print(error, file=sys.stderr)
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    start, done = time.monotonic(), []
    for name, pages in sets.items():
        results = evaluate(pages, cleaner, options.workers, options.site_memory)
        _write(options.out / f"{name}.jsonl", results)
        done += results
    for result in filter(lambda result: result.failed, done):
        print(f"failed: {result.page.set} {result.page.id}: {result.error}", file=sys.stderr)
    print(_summary(done, time.monotonic() - start, options.out))
    return 1 if any(result.failed for result in done) else 0


def _write(path: Path, results: Sequence[Result]) -> None:
    lines = [json.dumps(result.row(), ensure_ascii=False) + "\n" for result in results]
    path.write_text("".join(lines), encoding="utf-8", errors="replace")


def _summary(results: Sequence[Result], elapsed: float, out: Path) -> str:
    failed = sum(result.failed for result in results)
    refused = sum(result.refused for result in results)
    cleaned = [result.seconds for result in results if result.error is None]
    each = 1000 * sum(cleaned) / max(1, len(cleaned))
    return (
        f"pages={len(results)} failed={failed} refused={refused} ms_a_page={each:.1f} "
        f"seconds={elapsed:.1f} out={out}"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m quality.evaluate",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("data", type=Path, metavar="DATA", help="a folder of benchmark sets")
    parser.add_argument("out", type=Path, metavar="OUT", help="where <set>.jsonl are written")
    parser.add_argument("--sets", default="", help="only these sets, separated by commas")
    parser.add_argument(
        "--workers",
        type=int,
        default=os.cpu_count() or 1,
        choices=range(1, 65),
        metavar="N",
        help="processes",
    )
    parser.add_argument(
        "--site-memory", action="store_true", help="a host's pages teach each other"
    )
    parser.add_argument("--flat", action="store_true", help="clean the page without its markup")
    parser.add_argument("--cleaner", default="copydesk", choices=PRODUCTS, help="who cleans")
    return parser


if __name__ == "__main__":
    sys.exit(main())

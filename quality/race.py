"""A race: several cleaners on the same pages, in turn, each page new to the process.

Every round is a process of its own, so that no cache has seen a page before, as in a crawl. On
each page all run one after the other, and another one begins. What counts is CPU time with the
garbage collector at work; what one left behind is collected before the next begins.
"""

import gc
import importlib
import importlib.util
import statistics
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

from lxml import html

from cleaners import clean, page_from_bytes
from cleaners.encoding import decode
from quality.benchmark import BenchmarkPage
from quality.contenders import INSTALL_PEERS

WARM_UP_PAGES = 10

Runner = Callable[[bytes, str | None], object]


@dataclass(frozen=True, slots=True)
class Racer:
    """A cleaner in the race: what makes its runner, and the module that it needs.

    `prepare` turns the page's bytes into what the runner gets, outside the time.
    """

    start: Callable[[], Runner]
    module: str
    prepare: Callable[[bytes], bytes] = bytes


def _lxml() -> Runner:
    def run(body: bytes, url: str | None) -> None:
        parser = html.HTMLParser(
            encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
        )
        html.document_fromstring(body, parser=parser)

    return run


def _as_utf8(body: bytes) -> bytes:
    return decode(body, None)[0].replace("\x00", "").encode("utf-8", "replace")


def _copydesk() -> Runner:
    return lambda body, url: clean(page_from_bytes(body, url))


def _trafilatura() -> Runner:
    extract: Any = importlib.import_module("trafilatura").bare_extraction
    return lambda body, url: extract(body, url=url, with_metadata=True, include_comments=False)


def _trafilatura_fast() -> Runner:
    extract: Any = importlib.import_module("trafilatura").bare_extraction
    return lambda body, url: extract(
        body, url=url, fast=True, with_metadata=False, include_comments=False
    )


def _resiliparse() -> Runner:
    extract: Any = importlib.import_module("resiliparse.extract.html2text").extract_plain_text
    tree: Any = importlib.import_module("resiliparse.parse.html").HTMLTree
    detect: Any = importlib.import_module("resiliparse.parse.encoding").detect_encoding

    def run(body: bytes, url: str | None) -> object:
        return extract(tree.parse_from_bytes(body, detect(body)), main_content=True)

    return run


def _newspaper4k() -> Runner:
    with warnings.catch_warnings(action="ignore"):
        newspaper: Any = importlib.import_module("newspaper")

    def run(body: bytes, url: str | None) -> object:
        article = newspaper.Article(url or "https://example.com/", fetch_images=False)
        article.download(input_html=decode(body, None)[0])
        article.parse()
        return article

    return run


RACERS: Mapping[str, Racer] = {
    "lxml": Racer(_lxml, "lxml", _as_utf8),
    "copydesk": Racer(_copydesk, "cleaners"),
    "trafilatura": Racer(_trafilatura, "trafilatura"),
    "trafilatura-fast": Racer(_trafilatura_fast, "trafilatura"),
    "resiliparse": Racer(_resiliparse, "resiliparse"),
    "newspaper4k": Racer(_newspaper4k, "newspaper"),
}


def missing(names: Sequence[str]) -> dict[str, str]:
    """Those of the racers that are not installed, each with the line that installs it."""
    return {
        name: INSTALL_PEERS
        for name in names
        if importlib.util.find_spec(RACERS[name].module) is None
    }


@dataclass(frozen=True, slots=True)
class Lap:
    """What one racer took for one page, in CPU seconds; or why it gave up."""

    racer: str
    page: BenchmarkPage
    seconds: float
    error: str | None = None


def timed(runner: Runner, body: bytes, url: str | None) -> tuple[float, str | None]:
    """The CPU seconds of one run, and what it raised if it did."""
    gc.collect(1)
    error = None
    start = time.process_time()
    try:
        runner(body, url)
    except Exception as raised:  # told as the lap's error
        error = f"{type(raised).__name__}: {raised}"
    return time.process_time() - start, error


def round_of(
    pages: Sequence[BenchmarkPage], warm_up: Sequence[BenchmarkPage], names: Sequence[str]
) -> list[Lap]:
    """One round, in this process: all racers on each page, after a warm-up on other pages."""
    runners = {name: RACERS[name].start() for name in names}
    for page in warm_up:
        _on_page(page, names, runners)
    laps: list[Lap] = []
    for number, page in enumerate(pages):
        turn = number % len(names)
        laps += _on_page(page, [*names[turn:], *names[:turn]], runners)
    return laps


def _on_page(page: BenchmarkPage, names: Sequence[str], runners: Mapping[str, Runner]) -> list[Lap]:
    body = page.body()
    laps = []
    for name in names:
        seconds, error = timed(runners[name], RACERS[name].prepare(body), page.url)
        laps.append(Lap(name, page, seconds, error))
    return laps


def race(
    pages: Sequence[BenchmarkPage],
    warm_up: Sequence[BenchmarkPage],
    names: Sequence[str],
    rounds: int,
    say: Callable[[int], None],
) -> list[list[Lap]]:
    """The laps of each round; `say` is told the number of each round that is done."""
    done = []
    for number in range(1, rounds + 1):
        with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
            done.append(pool.submit(round_of, pages, warm_up, names).result())
        say(number)
    return done


@dataclass(frozen=True, slots=True)
class Standing:
    """What a racer took: CPU milliseconds a page, of all pages that every racer finished."""

    racer: str
    mean: float
    median: float
    slowest: float
    failed: int


def standings(rounds: Sequence[Sequence[Lap]]) -> list[Standing]:
    """Each racer's time. The mean over the pages is the median of the rounds' means, so that it
    holds the garbage collector's pauses; the other figures are of the pages' medians."""
    failed: dict[str, set[BenchmarkPage]] = {}
    for lap in (lap for laps in rounds for lap in laps):
        failed.setdefault(lap.racer, set()).update([lap.page] if lap.error else [])
    out = set().union(*failed.values())
    return [
        _standing(racer, [_times(racer, laps, out) for laps in rounds], len(failed[racer]))
        for racer in failed
    ]


def times_faster(rounds: Sequence[Sequence[Lap]], ours: str, other: str) -> float | None:
    """How many times faster ours is on the median page: of the pages' ratios the middle one."""
    mine, theirs = (_by_page(rounds, racer) for racer in (ours, other))
    ratios = [theirs[page] / mine[page] for page in mine if page in theirs and mine[page]]
    return statistics.median(ratios) if ratios else None


def _by_page(rounds: Sequence[Sequence[Lap]], racer: str) -> dict[BenchmarkPage, float]:
    times: dict[BenchmarkPage, list[float]] = {}
    for lap in (lap for laps in rounds for lap in laps if lap.racer == racer and not lap.error):
        times.setdefault(lap.page, []).append(lap.seconds)
    return {page: statistics.median(of_page) for page, of_page in times.items()}


def _times(racer: str, laps: Sequence[Lap], out: set[BenchmarkPage]) -> list[float]:
    kept = (lap for lap in laps if lap.racer == racer and lap.page not in out)
    ordered = sorted(kept, key=lambda lap: (lap.page.set, lap.page.id))
    return [1000 * lap.seconds for lap in ordered] or [0.0]


def _standing(racer: str, rounds: Sequence[Sequence[float]], failed: int) -> Standing:
    pages = [statistics.median(times) for times in zip(*rounds, strict=True)]
    mean = statistics.median(statistics.mean(times) for times in rounds)
    return Standing(racer, mean, statistics.median(pages), max(pages), failed)

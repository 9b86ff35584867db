"""Time our `clean` against a bare parse and against other cleaners, on the same pages, in one run.

    python -m quality.bench DATA [--pages N] [--rounds N] [--only a,b] [--parts times,stages,growth]
                                 [--out FILE]

DATA is a folder with pages SET/html/ID.html.gz; with SET/gold.jsonl their URLs are known too.

times   CPU milliseconds a page (process_time, user and system). Each round is a process of its
        own: all cleaners run on every page one after the other, each page once, after a warm-up
        on other pages; another begins on each page. The garbage collector works as it always
        does; what one cleaner left behind is collected before the next. The mean is the median of
        the rounds' means. A page at which one of them fails counts for none.
stages  where our own time goes.
growth  pages of 20 KB to 20 MB that are made for it: the least time of up to five runs.

Our `clean` is timed whole: from bytes to the article with metadata and the record of removals.
The bare parse gets UTF-8, with the options that our own parse has.
"""

import argparse
import hashlib
import json
import platform
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

from quality.benchmark import BenchmarkError, BenchmarkPage, read_pages
from quality.growth import Growth, growth_of
from quality.race import RACERS, WARM_UP_PAGES, Standing, missing, race, standings, times_faster
from quality.stages import stage_times

OURS, BARE, PEER = "copydesk", "lxml", "trafilatura"
P = ParamSpec("P")
T = TypeVar("T")

PARTS = ("times", "stages", "growth")
GOALS = {PEER: 6.0, BARE: 4.5}
"""How many times faster than trafilatura with metadata, and at most how many bare parses."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns the exit status."""
    options = _parser().parse_args(arguments)
    names, parts = _listed(options.only), _listed(options.parts)
    if wrong := [name for name in names if name not in RACERS]:
        return _refuse(f"no cleaner {', '.join(wrong)}; there are {', '.join(RACERS)}")
    if wrong := [part for part in parts if part not in PARTS]:
        return _refuse(f"no part {', '.join(wrong)}; there are {', '.join(PARTS)}")
    try:
        pages, warm_up = sample(read_pages(options.data), options.pages)
    except BenchmarkError as error:
        print(error, file=sys.stderr)
        return 1
    absent = missing(names)
    for name, line in absent.items():
        print(f"{name} is not installed; run: {line}")
    names = [name for name in names if name not in absent]
    found: dict[str, object] = {"pages": len(pages), "python": platform.python_version()}
    if "times" in parts and names:
        found |= _times(pages, warm_up, names, options.rounds)
    if "stages" in parts and OURS in names:
        found |= _stages(pages, warm_up)
    if "growth" in parts:
        found |= _growth(names)
    if options.out:
        options.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


def sample(
    pages: Sequence[BenchmarkPage], count: int
) -> tuple[tuple[BenchmarkPage, ...], tuple[BenchmarkPage, ...]]:
    """That many pages from all sets, always the same ones, and others for the warm-up.

    Where all are wanted, the warm-up takes some of them.
    """
    order = sorted(pages, key=lambda page: hashlib.sha256(page.id.encode()).digest())
    others = order[count : count + WARM_UP_PAGES] or order[:WARM_UP_PAGES]
    return tuple(order[:count]), tuple(others)


def _times(
    pages: Sequence[BenchmarkPage],
    warm_up: Sequence[BenchmarkPage],
    names: Sequence[str],
    rounds: int,
) -> dict[str, object]:
    print(f"times: {len(pages)} pages, rounds: {rounds}", flush=True)
    laps = race(
        pages, warm_up, names, rounds, lambda n: print(f"  round {n} is done", file=sys.stderr)
    )
    ranks = standings(laps)
    errors = {
        f"{lap.racer} {lap.page.set} {lap.page.id}": lap.error for lap in laps[0] if lap.error
    }
    for who, why in errors.items():
        print(f"  failed, so the page counts for none: {who}: {why}")
    bare = next((rank.mean for rank in ranks if rank.racer == BARE), None)
    print(f"{'cleaner':18s}{'ms a page':>11s}{'median':>9s}{'slowest':>9s}{'x lxml':>8s}")
    for rank in ranks:
        times = f"{rank.mean / bare:8.1f}" if bare else ""
        print(f"{rank.racer:18s}{rank.mean:11.2f}{rank.median:9.2f}{rank.slowest:9.1f}{times}")
    ratios = _ratios(ranks, times_faster(laps, OURS, PEER), times_faster(laps, BARE, OURS))
    return {"times": [asdict(rank) for rank in ranks], "ratios": ratios, "errors": errors}


def _ratios(
    ranks: Sequence[Standing], on_median: float | None, bare_on_median: float | None
) -> dict[str, float]:
    means = {rank.racer: rank.mean for rank in ranks if rank.mean}
    ratios = {}
    if on_median:
        ratios["faster_than_trafilatura"] = ratio = means[PEER] / means[OURS]
        ratios["faster_on_the_median_page"] = on_median
        print(
            f"faster than trafilatura with metadata: {ratio:.2f} times by the means, "
            f"{on_median:.2f} on the median page; to reach: {GOALS[PEER]}"
        )
    if bare_on_median:
        ratios["times_bare_lxml"] = ratio = means[OURS] / means[BARE]
        print(
            f"against a bare lxml parse: {ratio:.2f} times its cost by the means, "
            f"{bare_on_median:.2f} on the median page; at most: {GOALS[BARE]}"
        )
    return ratios


def _stages(pages: Sequence[BenchmarkPage], warm_up: Sequence[BenchmarkPage]) -> dict[str, object]:
    times = _apart(stage_times, pages, warm_up)
    total = sum(times.values()) or 1.0
    print("stages of our own time, ms a page")
    for stage, milliseconds in times.items():
        print(f"  {stage:16s}{milliseconds:9.2f}{milliseconds / total:8.0%}")
    print(f"  {'all':16s}{total:9.2f}", flush=True)
    return {"stages": times}


def _growth(names: Sequence[str]) -> dict[str, object]:
    found: list[Growth] = []
    print("growth with the size of the page")
    print(f"  {'cleaner':18s}{'MB':>7s}{'CPU s':>9s}{'ms a MB':>9s}{'peak MB':>9s}")
    for name in names:
        for growth in _apart(growth_of, name):
            found.append(growth)
            print(f"  {name:18s}{growth.size / 1e6:7.2f}{_told(growth)}", flush=True)
    return {"growth": [asdict(growth) for growth in found]}


def _told(growth: Growth) -> str:
    if growth.seconds is None:
        return f"  {growth.said}"
    return f"{growth.seconds:9.3f}{growth.ms_a_megabyte:9.1f}{growth.peak / 1e6:9.0f}"


def _apart(function: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """What the function gives in a fresh process of its own."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *arguments, **named).result()


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _refuse(said: str) -> int:
    print(said, file=sys.stderr)
    return 64


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m quality.bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("data", type=Path, metavar="DATA", help="a folder of pages by set")
    parser.add_argument("--pages", type=_positive, default=150, metavar="N", help="pages (150)")
    parser.add_argument("--rounds", type=_positive, default=3, metavar="N", help="rounds (3)")
    parser.add_argument("--only", default=",".join(RACERS), help="only these cleaners")
    parser.add_argument("--parts", default=",".join(PARTS), help="only these parts")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write all figures there, as JSON")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is less than 1")
    return number


if __name__ == "__main__":
    sys.exit(main())

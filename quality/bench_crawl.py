"""Measure our crawl against a bare Scrapy spider, on the same pages, in one run.

    python -m quality.bench_crawl [DATA] [--pages N] [--hosts N] [--delay S] [--only a,b]

Pages are served on loopback under many host names: those of the benchmark in DATA, or pages made
for it. Two races, each contender in a process of its own, one after the other:

unthrottled   every host as quickly as it answers, one request at a time
held          each host is asked once in DELAY seconds

bare        a Scrapy spider that is given all URLs and only downloads them
copydesk    our crawl: it is given each host's feed, cleans and stores (SQLite in a new folder)
news-please `NewsPlease.from_url` on the same URLs, where it is installed (unthrottled only)

Printed: pages a second, CPU milliseconds a page (all processes), the most memory (PSS, all
processes), and for ours how memory grew in the later half, and the reactor's longest stall.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from quality.benchmark import BenchmarkError
from quality.crawl_pages import ManyHosts, many_hosts
from quality.crawl_server import serving
from quality.process_tree import Taken, measured
from quality.stalls import REPORT

ROOT = Path(__file__).parents[1]
BARE, OURS, PEER = "bare", "copydesk", "news-please"
MODULES = {BARE: "quality.crawl_bare", OURS: "quality.crawl_ours", PEER: "quality.crawl_peer"}
GOAL_UNTHROTTLED, GOAL_HELD = 0.4, 0.98
"""Our pages a second in those of the bare spider."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a contender did: pages that it had at the end, and what that took."""

    name: str
    pages: int
    taken: Taken
    stalls: tuple[float, ...] = ()

    @property
    def rate(self) -> float:
        """Pages a second, starting and ending included."""
        return self.pages / self.taken.seconds

    @property
    def cpu_ms(self) -> float:
        """CPU milliseconds a page."""
        return 1000 * self.taken.cpu_seconds / max(1, self.pages)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        served = many_hosts(options.pages, options.hosts, options.data)
    except BenchmarkError as error:
        print(error, file=sys.stderr)
        return 1
    mean = served.raw_bytes / options.pages / 1000
    print(f"{options.pages:,} pages of {mean:.0f} KB on {options.hosts} hosts", flush=True)
    names = [name for name in options.only.split(",") if name]
    if unknown := set(names) - set(MODULES):
        _parser().error(f"--only knows {', '.join(MODULES)}, not {', '.join(sorted(unknown))}")
    pythons = {PEER: options.peer_python}
    if (
        PEER in names
        and subprocess.run([options.peer_python, "-c", "import newsplease"]).returncode
    ):
        print(
            f"news-please is not installed; run: {options.peer_python} -m pip install news-please"
        )
        names.remove(PEER)
    with serving(served) as proxy:
        results = [contend(name, served, proxy, 0.0, pythons.get(name)) for name in names]
        _tell("unthrottled", results, GOAL_UNTHROTTLED)
        if options.delay:
            held = [contend(n, served, proxy, options.delay) for n in names if n != PEER]
            _tell(f"held to one request in {options.delay:g} s a host", held, GOAL_HELD)
    return 0


def contend(
    name: str, served: ManyHosts, proxy: str, delay: float, python: str | None = None
) -> Result:
    """One contender's crawl of all pages; `python` runs it, this one if None."""
    with TemporaryDirectory() as home:
        urls = Path(home) / "urls.txt"
        lines = served.feeds if name == OURS else served.urls
        urls.write_text("\n".join(lines), encoding="utf-8")
        settings = {"DOWNLOAD_DELAY": delay, "AUTOTHROTTLE_ENABLED": False}
        if name == BARE:
            settings |= {
                "CONCURRENT_REQUESTS": len(served.bodies),
                "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
                "RANDOMIZE_DOWNLOAD_DELAY": False,
            }
        stalls = Path(home) / "stall"
        command = [python or sys.executable, "-m", MODULES[name], str(urls), json.dumps(settings)]
        taken = measured(command, _environ(Path(home), proxy, stalls), ROOT)
        if taken.code:
            raise SystemExit(f"{name} ended with {taken.code}: {taken.err[-2000:]}")
        longest = tuple(map(float, stalls.read_text().split())) if stalls.exists() else ()
        return Result(name, _pages(taken.out), taken, longest)


def _environ(home: Path, proxy: str, stalls: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    return kept | {
        "http_proxy": proxy,
        "COPYDESK_HOME": str(home),
        "COPYDESK_CONTACT": "desk@example.org",
        "DATABASE_URL": f"sqlite:///{home / 'copydesk.db'}",
        REPORT: str(stalls),
    }


def _pages(out: str) -> int:
    """The pages that a contender says it has, in its last line: a number, or our counts."""
    told = json.loads(out.splitlines()[-1])
    return int(told if isinstance(told, int) else told["stored"])


def _tell(title: str, results: Sequence[Result], goal: float) -> None:
    print(f"\n{title}\n{'':<12}{'pages':>8}{'pages/s':>9}{'CPU ms a page':>15}{'memory MB':>11}")
    for result in results:
        row = f"{result.name:<12}{result.pages:>8,}{result.rate:>9.1f}{result.cpu_ms:>15.1f}"
        print(f"{row}{result.taken.peak / 1e6:>11.0f}")
    by_name = {result.name: result for result in results}
    if BARE in by_name and OURS in by_name:
        bare, ours = by_name[BARE], by_name[OURS]
        print(f"copydesk against bare: {ours.rate / bare.rate:.2f} of its rate; to reach: {goal}")
        grown = ours.taken.slope() * ours.taken.seconds / max(1, ours.pages)
        print(f"memory grew by {grown / 1000:.1f} KB a page in the later half", end="")
        wall, busy = (1000 * stall for stall in ours.stalls or (0, 0))
        print(f"; longest stall {wall:.0f} ms, {busy:.0f} of its own CPU")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m quality.bench_crawl",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("data", type=Path, nargs="?", metavar="DATA", help="benchmark sets")
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--hosts", type=int, default=100)
    parser.add_argument("--delay", type=float, default=0.0, help="seconds; 0: no second race")
    parser.add_argument("--only", default=f"{BARE},{OURS},{PEER}", help="who takes part")
    parser.add_argument(
        "--peer-python", default=sys.executable, help="a Python that has news-please"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())

"""Measure our crawl against a bare Scrapy spider, on the same pages, in one run.

    python -m quality.bench_crawl [DATA] [--pages N] [--hosts N] [--bytes N] [--only a,b]
    python -m quality.bench_crawl [DATA] --held 1 --pages 12000
    python -m quality.bench_crawl --grow --pages 50000 --bytes 20000

Pages are served on loopback under many host names: those of the benchmark in DATA, or pages made
for it (`--bytes`: how large at most). Each contender runs in a process of its own, one after the
other, on a machine that does nothing else:

(neither)   unthrottled: every host as quickly as it answers, one request at a time
--held S    each host is asked once in S seconds; 12,000 pages of 100 hosts take two minutes each
--grow      no race: our crawl alone, and by how much its memory grows

bare        a Scrapy spider that is given all URLs and only downloads them
clean       no crawl: `clean` of the same pages one after the other, timed without the download
copydesk    our crawl: it is given each host's feed, cleans and stores (SQLite in a new folder)
news-please `NewsPlease.from_url` on the same URLs, where it is installed (unthrottled only)

Printed: pages a second, CPU milliseconds a page (all processes), the most memory (PSS, all
processes); then a line for each goal, which ends with "ok" or "NOT reached": our rate in that of
the bare spider; our CPU a page beyond bare spider and bare cleaning together; the reactor's longest
stall (and of that, its own CPU: a busy machine stalls everybody); how the crawl's own process grew
in the later half, in MB for 1,000 pages (least squares). Below, why pages were not stored, by
reason: the sets hold products, forums and lists, pages not to be indexed, and some pages twice.
The exit status is 0 all the same.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from quality.benchmark import BenchmarkError
from quality.crawl_pages import MOST, ManyHosts, many_hosts
from quality.crawl_server import serving
from quality.process_tree import Taken, measured
from quality.stalls import REPORT

ROOT = Path(__file__).parents[1]
BARE, CLEAN, OURS, PEER = "bare", "clean", "copydesk", "news-please"
MODULES = {
    BARE: "quality.crawl_bare",
    CLEAN: "quality.crawl_clean",
    OURS: "quality.crawl_ours",
    PEER: "quality.crawl_peer",
}
GOAL_UNTHROTTLED, GOAL_HELD = 0.4, 0.98
"""Our pages a second in those of the bare spider."""

GOAL_CPU = 3.0
"""Milliseconds of CPU that a page may take beyond the bare spider's and bare cleaning's."""

GOAL_STALL = 100.0
"""Milliseconds for which the reactor may be kept from its work."""

GOAL_GROWTH = 1.0
"""Megabytes by which the crawl's process may grow with 1,000 pages: their addresses, no more."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a contender did: pages that it fetched and dealt with, and what that took."""

    name: str
    pages: int
    taken: Taken
    stalls: tuple[float, ...] = ()
    cleaning: float | None = None
    """Seconds of CPU, where only a part of what the process took is meant."""
    reasons: Mapping[str, int] = field(default_factory=dict)
    """How many pages were not stored, by state and reason."""

    @property
    def rate(self) -> float:
        """Pages a second, starting and ending included."""
        return self.pages / self.taken.seconds

    @property
    def cpu_ms(self) -> float:
        """CPU milliseconds a page."""
        spent = self.taken.cpu_seconds if self.cleaning is None else self.cleaning
        return 1000 * spent / max(1, self.pages)

    @property
    def growth(self) -> float:
        """Megabytes by which its first process grew with 1,000 pages, in the later half."""
        return self.taken.own_slope() * self.taken.seconds / max(1, self.pages) / 1000


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns the exit status."""
    options = _parser().parse_args(arguments)
    names = [name for name in options.only.split(",") if name]
    if unknown := set(names) - set(MODULES):
        _parser().error(f"--only knows {', '.join(MODULES)}, not {', '.join(sorted(unknown))}")
    names = [OURS] if options.grow else [name for name in names if _may_run(name, options)]
    try:
        served = many_hosts(options.pages, options.hosts, options.data, options.bytes)
    except BenchmarkError as error:
        print(error, file=sys.stderr)
        return 1
    mean = served.raw_bytes / options.pages / 1000
    print(f"{options.pages:,} pages of {mean:.0f} KB on {options.hosts} hosts", flush=True)
    pythons = {PEER: options.peer_python}
    with serving(served) as proxy:
        results = [contend(name, served, proxy, options.held, pythons.get(name)) for name in names]
    title = f"held to one request in {options.held:g} s a host" if options.held else "unthrottled"
    _tell("our crawl alone" if options.grow else title, results)
    for line in (*verdicts(results, held=options.held > 0), *left_out(results)):
        print(line)
    return 0


def _may_run(name: str, options: argparse.Namespace) -> bool:
    """Whether a contender takes part; says so where one is not installed."""
    if name in (CLEAN, PEER) and options.held:
        return False
    if (
        name != PEER
        or not subprocess.run([options.peer_python, "-c", "import newsplease"]).returncode
    ):
        return True
    print(f"news-please is not installed; run: {options.peer_python} -m pip install news-please")
    return False


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
        told = json.loads(taken.out.splitlines()[-1])  # a number, or counts
        if isinstance(told, int):
            return Result(name, told, taken, longest)
        pages = int(told.get("fetched", told["stored"]))
        return Result(name, pages, taken, longest, told.get("cleaning"), told.get("reasons", {}))


def _environ(home: Path, proxy: str, stalls: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    return kept | {
        "http_proxy": proxy,
        "COPYDESK_HOME": str(home),
        "COPYDESK_CONTACT": "desk@example.org",
        "DATABASE_URL": f"sqlite:///{home / 'copydesk.db'}",
        REPORT: str(stalls),
    }


def _tell(title: str, results: Sequence[Result]) -> None:
    print(f"\n{title}\n{'':<12}{'pages':>8}{'pages/s':>9}{'CPU ms a page':>15}{'memory MB':>11}")
    for result in results:
        row = f"{result.name:<12}{result.pages:>8,}{result.rate:>9.1f}{result.cpu_ms:>15.1f}"
        print(f"{row}{result.taken.peak / 1e6:>11.0f}")


def verdicts(results: Sequence[Result], *, held: bool) -> Iterator[str]:
    """What is to be reached, what was, and whether that is enough: a line each."""
    by_name = {result.name: result for result in results}
    ours, bare, clean = (by_name.get(name) for name in (OURS, BARE, CLEAN))
    if ours is None:
        return
    if bare is not None:
        share, goal = ours.rate / bare.rate, GOAL_HELD if held else GOAL_UNTHROTTLED
        yield _verdict(f"rate: {share:.2f} of bare, to reach {goal}", met=share >= goal)
    if bare is not None and clean is not None:
        more = ours.cpu_ms - bare.cpu_ms - clean.cpu_ms
        told = f"CPU a page: {more:.1f} ms more than bare and clean, to reach {GOAL_CPU:g}"
        yield _verdict(told, met=more <= GOAL_CPU)
    if ours.stalls:
        wall, busy = (1000 * stall for stall in ours.stalls)
        told = f"longest stall: {wall:.0f} ms ({busy:.0f} of its own CPU), to reach {GOAL_STALL:g}"
        yield _verdict(told, met=wall <= GOAL_STALL)
    told = f"growth: {ours.growth:.2f} MB for 1,000 pages, to reach {GOAL_GROWTH:g}"
    yield _verdict(told, met=ours.growth <= GOAL_GROWTH)


def left_out(results: Sequence[Result]) -> Iterator[str]:
    """Why pages were not stored, the commonest reason first: a line for each contender that says.

    >>> list(left_out([Result("copydesk", 9, Taken(), reasons={"refused: noindex": 1})]))
    ['copydesk did not store: 1 refused: noindex']
    """
    for result in results:
        counts = sorted(result.reasons.items(), key=lambda pair: (-pair[1], pair[0]))
        if counts:
            told = ", ".join(f"{number:,} {reason}" for reason, number in counts)
            yield f"{result.name} did not store: {told}"


def _verdict(told: str, *, met: bool) -> str:
    return f"{told}: {'ok' if met else 'NOT reached'}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m quality.bench_crawl",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("data", type=Path, nargs="?", metavar="DATA", help="benchmark sets")
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--hosts", type=int, default=100)
    parser.add_argument("--bytes", type=int, default=MOST, help="of a page that is made, at most")
    parser.add_argument("--held", type=float, default=0.0, help="seconds between two requests")
    parser.add_argument("--grow", action="store_true", help="our crawl alone: its memory")
    parser.add_argument("--only", default=",".join(MODULES), help="who takes part")
    parser.add_argument(
        "--peer-python", default=sys.executable, help="a Python that has news-please"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())

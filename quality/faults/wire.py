"""Servers that break the rules (N1 to N6, N13, N15, N16): in time, bounded, and by name."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from quality.faults.row import Result, Row

if TYPE_CHECKING:  # the tests are no part of a wheel
    from tests.crawler.hostile_server import Behaviour, HostileSite

WITH_PEAK = (
    "import atexit, pathlib, sys\n"
    "told = lambda: sys.stderr.write(pathlib.Path('/proc/self/status').read_text())\n"
    "atexit.register(told)\n"
    "from scrapy.cmdline import execute; execute()"
)
"""Runs a crawl, and at its end says how much memory it had at most."""

SLOW = ("/hang", "/slow-body", "/slow-head")
"""Answers that never end, of which none is idle for long but the first."""


def crawled(
    site: "HostileSite", table: "Mapping[str, Behaviour]", settings: Mapping[str, str]
) -> tuple[Counter[str], float]:
    """Crawl a feed of these pages; how they ended, by state and reason, and the peak in MB."""
    from tests.crawler.crawls import crawl, status
    from tests.crawler.hostile import feed

    site.paths |= {**table, "/feed.xml": feed(list(table))}
    with TemporaryDirectory() as folder:
        home, url = Path(folder), site.url("/feed.xml")
        done = crawl(url, home, allow=site.host, settings=settings, script=WITH_PEAK)
        ends = [status(home, site.url(path)) for path in table]
    peak = re.search(r"^VmHWM:\s+(\d+) kB", done.err, re.MULTILINE)
    ended = Counter(f"{end.state} {(end.reason or '').split(':')[0]}".strip() for end in ends)
    if "Traceback" in done.err:
        ended["traceback"] += 1
    return ended, int(peak[1]) / 1_024 if peak else 0.0


def deadline() -> Result:
    """N1: no answer, a slow body, a slow head, against the deadline that the settings have."""
    from tests.crawler.hostile import NETWORK
    from tests.crawler.hostile_server import serve_hostile

    with serve_hostile() as site:
        ended, _ = crawled(site, {path: NETWORK[path] for path in SLOW}, {"RETRY_TIMES": "0"})
        longest = max(site.lasted[path] for path in SLOW)
    figure = f"3 fetches, the longest {longest:.1f} s; {told(ended)}"
    return Result(figure, longest <= 31 and ended == {"failed timeout": 3})


def dead_host() -> Result:
    """N1: one host of twenty answers nothing; how much longer the others take."""
    alone, with_dead = _span(dead=False), _span(dead=True)
    cost = with_dead / alone - 1
    figure = f"19 hosts: {alone:.1f} s, with a dead one {with_dead:.1f} s: {cost:+.1%}"
    return Result(figure, cost < 0.05)


def _span(*, dead: bool) -> float:
    """Seconds from the first to the last request for a good page of 19 hosts."""
    from tests.crawler.crawls import crawl_sites
    from tests.crawler.hostile import feed, hang, story
    from tests.crawler.hostile_server import serve_hostile

    paths = [f"/2025/story-number-{n}-of-the-day" for n in range(10)]
    settings = {"DOWNLOAD_DELAY": "1", "DOWNLOAD_TIMEOUT": "10"}
    with (
        serve_hostile([f"127.0.0.{n}" for n in range(2, 22)]) as site,
        TemporaryDirectory() as home,
    ):
        site.paths |= {path: story(f"Story {path}") for path in paths}
        site.paths |= {"/feed.xml": feed(paths), "/dead.xml": hang}
        good, lost = site.hosts[1:], site.hosts[0]
        urls = [f"http://{host}/feed.xml" for host in good]
        urls = [f"http://{lost}/dead.xml", *urls] if dead else urls
        crawl_sites(urls, Path(home), ",".join(site.hosts), settings)
        moments = [moment for moment, what in site.log if what.endswith("-of-the-day")]
    return max(moments) - min(moments)


def no_http() -> Result:
    """N2: resets, empty answers, garbage, two lengths, a negative one."""
    from tests.crawler.hostile import NETWORK
    from tests.crawler.hostile_server import serve_hostile

    broken = {path: what for path, what in NETWORK.items() if path not in SLOW}
    broken = {path: what for path, what in broken.items() if "slow" not in path}
    broken.pop("/continue")
    with serve_hostile() as site:
        ended, _ = crawled(site, broken, {"DOWNLOAD_TIMEOUT": "5"})
    failed = sum(n for name, n in ended.items() if name.startswith("failed "))
    return Result(told(ended), failed == len(broken) == ended.total())


def truncated() -> Result:
    """N3, N4: bodies that were cut off in all ways, each asked for twice."""
    from tests.crawler.hostile import TRUNCATED
    from tests.crawler.hostile_server import serve_hostile

    with serve_hostile() as site:
        ended, _ = crawled(site, TRUNCATED, {"RETRY_TIMES": "1"})
        twice = all(site.asked[path] == 2 for path in TRUNCATED)
    stored = ended["stored"]
    figure = f"{stored} of {len(TRUNCATED)} stored; {told(ended)}"
    return Result(figure, stored == 0 and twice and "traceback" not in ended)


def redirects() -> Result:
    """N5: a redirect to itself, and one that leads ever further."""
    from tests.crawler.hostile import redirect
    from tests.crawler.hostile_server import serve_hostile

    hops = {f"/hop/{n}": redirect(f"/hop/{n + 1}") for n in range(1, 30)}
    with serve_hostile() as site:
        site.paths |= hops
        table = {"/self": redirect("/self"), "/hop/0": redirect("/hop/1")}
        ended, _ = crawled(site, table, {})
        most = max(site.asked["/self"], sum(site.asked[f"/hop/{n}"] for n in range(30)))
    return Result(f"{most} requests at most; {told(ended)}", most <= 6)


def traps() -> Result:
    """N13: a calendar of 300 equal days, 100 session ids, paths and queries that grow."""
    from tests.crawler.hostile import story
    from tests.crawler.hostile_server import serve_hostile

    same, other = story("Nothing happens on this day"), story("The one story of this site")
    table = {f"/cal/2026/{n}": same for n in range(300)}
    table |= {f"/story-of-the-day?visit={n}ab{n}": other for n in range(100)}
    table |= {"/x/" * n + "story-of-the-day": other for n in range(4, 30)}
    table |= {f"/list?{'&'.join(f'k{k}=1' for k in range(n))}": other for n in range(13, 40)}
    with serve_hostile() as site:
        ended, _ = crawled(site, table, {})
        fetched = sum(site.asked[path] for path in table)
    figure = f"{len(table)} addresses, {fetched} fetched, {ended['stored']} stored; {told(ended)}"
    return Result(figure, fetched <= 60 and ended["stored"] <= 2)


def bombs() -> Result:
    """N15: 1 GB in gzip, br, zstd, gzip in gzip, .xml.gz, endless chunks."""
    from tests.crawler.hostile import FLOODS, bombs, story
    from tests.crawler.hostile_server import serve_hostile

    table = {
        **bombs(),
        "/endless-chunks": FLOODS["/endless-chunks"],
        "/endless": FLOODS["/endless"],
    }
    with serve_hostile() as site:
        _, base = crawled(site, {"/good": story("A good story")}, {})
        ended, peak = crawled(site, table, {})
        longest = max(site.lasted[path] for path in table)
    above = peak - base
    figure = f"{above:+.0f} MB above {base:.0f}, the longest {longest:.2f} s; {told(ended)}"
    return Result(figure, above <= 60 and longest <= 1 and not ended["stored"])


def floods() -> Result:
    """N16: endless headers, an endless line, endless 1xx answers and trailers."""
    from tests.crawler.hostile import FLOODS, story
    from tests.crawler.hostile_server import serve_hostile

    table = {path: what for path, what in FLOODS.items() if "endless" not in path}
    with serve_hostile() as site:
        _, base = crawled(site, {"/good": story("A good story")}, {})
        ended, peak = crawled(site, table, {"RETRY_TIMES": "0"})
        longest = max(site.lasted[path] for path in table)
    figure = f"{peak - base:+.0f} MB above {base:.0f}, the longest {longest:.2f} s; {told(ended)}"
    return Result(figure, peak < 1_024 and longest < 5 and not ended["stored"])


def told(ended: Mapping[str, int]) -> str:
    """How pages ended, for a person."""
    return ", ".join(f"{name} {number}" for name, number in ended.items() if number)


ROWS = (
    Row("N1 deadline", "no answer, slow body, slow head; 30 s", deadline),
    Row("N1 dead host", "1 of 20 hosts answers nothing", dead_host),
    Row("N2", "reset, empty, garbage, two lengths, negative, odd chunks", no_http),
    Row("N3 N4", "cut off: length, chunk, reset, gzip, deflate, br, zstd, checksum", truncated),
    Row("N5", "a redirect loop and an endless chain", redirects),
    Row("N13", "calendar, session ids, growing paths and queries", traps),
    Row("N15", "1 GB in gzip, br, zstd, nested, .xml.gz; endless bodies", bombs),
    Row("N16", "endless headers, line, folding, 1xx, trailers, chunk extension", floods),
)

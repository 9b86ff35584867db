"""Listings and pages that hurt whoever reads them (F1 to F4, C1 to C3, C7)."""

import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from quality.faults.row import Result, Row

if TYPE_CHECKING:
    from crawler.reading import Reading

GOOD, POISONED = 900, 100
STALLED = (
    "import atexit, sys, threading, time\n"
    "worst = 0.0\n"
    "def watch():\n"
    "    global worst\n"
    "    clock = time.pthread_getcpuclockid(threading.main_thread().ident)\n"
    "    while 'twisted.internet.reactor' not in sys.modules: time.sleep(0.05)\n"
    "    reactor, back = sys.modules['twisted.internet.reactor'], threading.Event()\n"
    "    reactor.callWhenRunning(back.set); back.wait(); time.sleep(5)\n"  # imports at its start
    "    while True:\n"
    "        back.clear(); sent = time.clock_gettime(clock)\n"
    "        reactor.callFromThread(back.set); back.wait(20)\n"
    "        worst = max(worst, time.clock_gettime(clock) - sent); time.sleep(0.01)\n"
    "threading.Thread(target=watch, daemon=True).start()\n"
    "atexit.register(lambda: sys.stderr.write(f'stalled {worst:.3f}\\n'))\n"
    "from scrapy.cmdline import execute; execute()"
)
"""Runs a crawl, and at its end says how long its reactor was busy before it answered, at worst.

In seconds of the processor: a machine that is busy with other things must not count.
"""


def read(text: str) -> "tuple[Reading, float]":
    """What an answer names, and the seconds of the processor that reading it took."""
    from cleaners.types import Page
    from crawler.reading import read_answer

    now, url = datetime.now(UTC), "http://e.x/listing.xml"
    page = Page(url, url, 200, (("content-type", "application/xml"),), now, text.encode())
    begun = time.process_time()
    reading = read_answer(page, now)
    return reading, time.process_time() - begun


def entities() -> Result:
    """F1: billion laughs, quadratic entities, external entities."""
    laughs = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    item = "<rss><channel><item><title>T {}</title><link>/a</link></item></channel></rss>"
    quadratic = f'<!DOCTYPE r [<!ENTITY a "{"A" * 900}">]>' + item.format("&a;" * 100_000)
    texts = (
        f'<!DOCTYPE r [<!ENTITY a "ha">{laughs}]>{item.format("&j;")}',
        quadratic,
        f'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>{item.format("&x;")}',
    )
    host = Path("/etc/hostname").read_text("utf-8").strip()
    read_all = [read(text) for text in texts]
    titles = [one.title or "" for reading, _ in read_all for one in reading.candidates]
    seconds = sum(seconds for _, seconds in read_all)
    clean = not any("haha" in title or (host and host in title) for title in titles)
    return Result(f"{seconds:.2f} s, titles {[t[:8] for t in titles]}", clean and seconds < 2)


def endless_sitemap() -> Result:
    """F2: a sitemap of a million addresses, cut at 50 MB and 50,000 entries."""
    from crawler.kinds import MAX_UNPACKED

    entries = "".join(f"<url><loc>http://e.x/2025/story-{n}</loc></url>" for n in range(1_000_000))
    reading, seconds = read(f"<urlset>{entries}"[:MAX_UNPACKED])
    figure = f"{len(reading.candidates):,} entries read in {seconds:.1f} s of a worker"
    return Result(figure, len(reading.candidates) == 50_000 and seconds < 10)


def no_sitemap() -> Result:
    """F3: what is no sitemap: nothing, HTML, garbage, half of one."""
    texts = ("", "<html><body>404</body></html>", "\x00\x07" * 999, "<urlset", "<urlset><url>")
    roles = [read(text)[0].role for text in texts]
    return Result(", ".join(roles), len(roles) == len(texts))


def endless_feed() -> Result:
    """F4: 50,000 items with bad dates, bare ampersands, scripts for links."""
    dates = ("Mon, 45 Foo 2026", "0001-01-01", "9999-12-31", "yesterday", "2026-11-20T10:00:00Z")
    items = "".join(
        f"<item><title>A & B {n}</title>"
        f"<link>{'javascript:alert(1)' if n % 7 == 0 else f'/a/{n}'}</link>"
        f"<pubDate>{dates[n % 5]}</pubDate><summary><![CDATA[{n} & more]]></summary></item>"
        for n in range(50_000)
    )
    reading, seconds = read(f"<rss><channel>{items}</channel></rss>")
    dated = {one.published_at for one in reading.candidates}
    whole = all((one.title or "").startswith("A & B ") for one in reading.candidates)
    figure = f"{len(reading.candidates)} items in {seconds:.2f} s, {len(dated)} dates"
    return Result(figure, whole and len(reading.candidates) == 500 and len(dated) == 2)


def poison() -> Result:
    """C1, C2, C3, C7: 1,000 pages, 100 of which hang, crash, leave, raise or eat memory."""
    from tests.crawler.crawls import crawl, store
    from tests.crawler.hostile import page, story
    from tests.crawler.hostile_server import serve_hostile

    kinds = (*("hang",) * 10, *("abort",) * 30, *("raise",) * 30, *("exit",) * 20, *("eat",) * 10)
    paths = [f"/2025/story-number-{n}-of-the-day" for n in range(GOOD)]
    paths += [f"/2025/poison-number-{n}-of-it/{kind}" for n, kind in enumerate(kinds)]
    with serve_hostile() as site, TemporaryDirectory() as folder:
        entries = "".join(f"<url><loc>{site.url(path)}</loc></url>" for path in paths)
        site.paths |= {path: story(f"Story {path}") for path in paths}
        site.paths["/map.xml"] = page(f"<urlset>{entries}</urlset>".encode(), kind=None)
        settings = {"CLEANER": "tests.crawler.poison:clean", "CLEANING_SECONDS": "2"}
        url, home = site.url("/map.xml"), Path(folder)
        done = crawl(url, home, allow=site.host, settings=settings, script=STALLED, seconds=900)
        with store(home) as opened:
            kept = len(opened.quarantine.pages())
    stalled = float(done.err.rsplit("stalled ", 1)[1])
    figure = f"{done.counts['stored']} stored, {kept} in quarantine, exit {done.code}"
    ok = (done.counts["stored"], kept, done.code) == (GOOD, POISONED, 2) and stalled < 0.1
    return Result(f"{figure}; reactor blocked {1_000 * stalled:.0f} ms at worst", ok)


ROWS = (
    Row("F1", "billion laughs, quadratic entities, XXE", entities),
    Row("F2", "a sitemap of 1,000,000 addresses", endless_sitemap),
    Row("F3", "nothing, HTML, garbage, half a sitemap", no_sitemap),
    Row("F4", "a feed of 50,000 items, bad dates, bare &, scripts", endless_feed),
    Row("C1 C2 C3 C7", "1,000 pages, 100 hang, crash, leave, raise, eat memory", poison),
)

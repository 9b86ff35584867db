"""The listings of many sites that come at once, as they do when a run begins."""

import asyncio
import time
from pathlib import Path

from scrapy.utils.project import get_project_settings

from crawler.desk import Desk
from crawler.following import Following
from crawler.logbook import Logbook
from crawler.reading import Candidate
from crawler.watching import Watching
from storage.garbage import uncollected

SITES, EACH = 60, 400
MOST = 0.15
"""Seconds of the reactor's own CPU that may go by without a look at the clock."""


def test_the_reactor_is_not_held_by_a_hundred_listings_at_once(tmp_path: Path) -> None:
    listings = [
        [Candidate(f"https://site{s}.example/2026/11/20/the-news-{n}", "feed") for n in range(EACH)]
        for s in range(SITES)
    ]

    async def follow(desk: Desk, number: int) -> None:
        logbook = Logbook(desk.archive, desk.holding.holder)
        following = Following(desk, logbook, Watching(desk.archive))
        following.sites = {f"site{number}.example"}
        await following.add_articles(listings[number])

    async def watch(busiest: list[float]) -> None:
        while True:
            spent = time.thread_time()
            await asyncio.sleep(0.005)
            busiest.append(time.thread_time() - spent)

    async def run() -> float:
        settings = get_project_settings()
        settings.set("DATABASE_URL", f"sqlite:///{tmp_path / 'a.db'}")
        desk, busiest = Desk(settings), [0.0]
        await desk.archive.open()
        watching = asyncio.ensure_future(watch(busiest))
        await asyncio.gather(*(follow(desk, number) for number in range(SITES)))
        watching.cancel()
        desk.memories.close()
        await desk.archive.close()
        return max(busiest)

    with uncollected():  # this process holds all tests' objects, a crawl freezes its own
        assert asyncio.run(run()) < MOST

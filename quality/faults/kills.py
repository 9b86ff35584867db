"""Crawls that are killed without a word, again and again (S1), and what a kill leaves (S2)."""

import random
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from quality.faults.crawls import Crawl
from quality.faults.papers import Papers, serve
from quality.faults.row import Result, Row
from quality.faults.stores import MakeStore, postgres_url, sqlite_url
from storage import open_store

AGAIN = 0.01
"""The share of the articles that may be fetched twice."""

HALF = """
SELECT count(*) FROM urls LEFT JOIN articles ON articles.id = article_id
LEFT JOIN pages ON pages.id = urls.page_id
WHERE state = 'stored' AND (articles.id IS NULL OR pages.id IS NULL)
"""


@dataclass(frozen=True, slots=True)
class Killed:
    """What came of crawls that were killed: how many articles, and the code of the last run."""

    kills: int
    stored: int
    marked: int
    pages: int
    again: int
    code: int

    @property
    def ok(self) -> bool:
        """All stored, none twice, hardly one fetched again."""
        whole = self.stored == self.marked == self.pages
        return whole and self.code == 0 and self.again <= AGAIN * self.pages

    @property
    def figure(self) -> str:
        """What a person wants to know."""
        share = f"{100 * self.again / self.pages:.2f} %"
        told = f"{self.kills} kills: {self.stored:,} of {self.pages:,} stored, "
        return f"{told}{self.again} fetched again ({share})"


def kill_crawls(
    papers: Papers, store: str, kills: int, pause: tuple[float, float], workers: int = 3
) -> Killed:
    """Keep some crawls of all papers running, kill one now and then; what is left is crawled."""
    chance = random.Random(kills)
    running: list[Crawl] = []
    for _ in range(kills):
        running = [crawl for crawl in running if crawl.runs]
        while len(running) < workers:
            urls = chance.sample(papers.starts, len(papers.starts))
            running.append(Crawl(papers, store, urls))
        before = papers.asked.total()
        while papers.asked.total() == before and any(crawl.runs for crawl in running):
            time.sleep(0.05)  # a crawl that never began is no proof
        time.sleep(chance.uniform(*pause))
        chance.choice(running).kill()
    for crawl in running:
        crawl.end(900)
    code = Crawl(papers, store).end(900)
    with open_store(store, create=False) as opened:
        stats = opened.stats()
    stored = sum(site.articles for site in stats.sites)
    total = papers.sites * papers.pages
    return Killed(kills, stored, stats.urls.get("stored", 0), total, papers.fetched_again, code)


def many_kills(make: MakeStore) -> Result:
    """25 kills on three crawls of 4,000 pages."""
    with make() as url, serve(10, 400, 0.02) as papers:
        killed = kill_crawls(papers, url, 25, (0.2, 3.0))
    return Result(killed.figure, killed.ok)


def kills_leave_nothing_half() -> Result:
    """Kills at moments in which a crawl stores; each time the file is looked at."""
    damaged = half = 0
    with sqlite_url() as url, serve(2, 300) as papers:
        for number in range(6):
            crawl = Crawl(papers, url)
            before = papers.asked.total()
            while papers.asked.total() < before + 20 and crawl.runs:
                time.sleep(0.02)
            time.sleep(0.1 * number)
            crawl.kill()
            with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
                damaged += file.execute("PRAGMA integrity_check").fetchone() != ("ok",)
                half += file.execute(HALF).fetchone()[0]
    return Result(
        f"6 kills: {damaged} files damaged, {half} half transactions", damaged + half == 0
    )


ROWS = (
    Row("S1 sqlite", "kill -9, 25 times, 3 crawls", partial(many_kills, sqlite_url)),
    Row("S1 postgresql", "kill -9, 25 times, 3 crawls", partial(many_kills, postgres_url)),
    Row("S2", "kill -9 while storing", kills_leave_nothing_half),
)

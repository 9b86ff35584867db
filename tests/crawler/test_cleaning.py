"""The worker processes: limits, replacement, and a reactor that never waits."""

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path

from cleaners import page_from_bytes
from cleaners.memory import KnownArticle, remember
from cleaners.recipe import Folders
from crawler.cleaning import Broken, Limits, Workshop
from crawler.reading import Reading
from crawler.work import Cleaned, Refused, further_part, load_memory, save_memory, why_of
from tests.crawler.server import article, front

LOST = page_from_bytes(b"<h1>Page not found</h1><p>Sorry.</p>", "http://e.x/lost")
GOOD = page_from_bytes(article("Rain"), "http://e.x/good")


def test_a_broken_worker_is_replaced_and_the_loop_never_waits() -> None:
    async def work() -> tuple[list[object], float]:
        workshop = Workshop(2, Limits(seconds=2), "tests.crawler.poison:clean")
        await workshop.clean(GOOD, None)
        longest = 0.0
        busy = True

        async def watch() -> None:
            nonlocal longest
            while busy:
                begun = time.monotonic()
                await asyncio.sleep(0.01)
                longest = max(longest, time.monotonic() - begun)

        watching = asyncio.ensure_future(watch())
        kinds = ["hang", "abort", "good", "abort", "good"]
        pages = [page_from_bytes(article(kind), f"http://e.x/{kind}") for kind in kinds]
        results = await asyncio.gather(*(workshop.clean(p, None) for p in pages))
        busy = False
        await watching
        workshop.close()
        return list(results), longest

    results, longest = asyncio.run(work())
    names = [r.name if isinstance(r, Broken) else type(r).__name__ for r in results]
    assert names == ["clean-timeout", "clean-crash", "Cleaned", "clean-crash", "Cleaned"]
    assert longest < 1  # seconds; the page hung for two


def test_the_workers_judge_clean_and_read(tmp_path: Path) -> None:
    links = [(f"/2025/story-number-{n}-of-many", f"Story number {n} is told") for n in range(30)]
    listed = page_from_bytes(front(links), "http://e.x/sport/all-of-it")
    memory = tmp_path / "memory"
    save_memory(remember([KnownArticle("http://e.x/b", "Another story altogether")]), memory)

    async def work() -> tuple[object, ...]:
        workshop = Workshop(1, Limits(), "cleaners:clean")
        cleaned = await workshop.clean(GOOD, memory)
        refused = await workshop.clean(listed, memory)
        gone = await workshop.clean(LOST, memory)
        missing = await workshop.clean(GOOD, tmp_path / "nothing")
        reading = await workshop.read(listed, datetime.now(UTC))
        workshop.close()
        return cleaned, refused, gone, missing, reading

    cleaned, refused, gone, missing, reading = asyncio.run(work())
    assert isinstance(cleaned, Cleaned)
    assert cleaned.article.title == "Rain"
    assert all(block.container is None for block in cleaned.article.blocks)
    assert cleaned.recalled is not None
    assert cleaned.recalled.asked
    assert isinstance(refused, Cleaned)
    assert refused.article.kind == "list"
    assert "30 links to pages of the site" in why_of(refused.article)
    assert isinstance(gone, Refused)
    assert (gone.name, "says 'Page not found'" in gone.why) == ("soft-404", True)
    assert isinstance(missing, Broken)
    assert missing.name == "clean-error"
    assert isinstance(reading, Reading)
    assert (reading.role, len(reading.candidates)) == ("section", 30)


def test_a_memory_comes_back_as_it_was(tmp_path: Path) -> None:
    memory = remember([KnownArticle("http://e.x/b", "Another story altogether")], {7: [3, 5]})
    save_memory(memory, tmp_path / "m")
    assert load_memory(tmp_path / "m") == memory


def test_the_user_s_recipe_is_used_by_the_crawl(tmp_path: Path) -> None:
    (tmp_path / "e.x.toml").write_text(
        'site = "e.x"\n[[strip]]\ntext = "Rain"\nwhy = "a line of the weather desk"\n', "utf-8"
    )

    async def work() -> object:
        workshop = Workshop(1, Limits(), "cleaners:clean", Folders(tmp_path))
        try:
            return await workshop.clean(GOOD, None)
        finally:
            workshop.close()

    result = asyncio.run(work())
    assert isinstance(result, Cleaned)
    removals = result.article.removals
    assert any("a line of the weather desk" in removal.why for removal in removals)


def test_a_site_configuration_that_breaks_cleaning_costs_no_page(tmp_path: Path) -> None:
    (tmp_path / "e.x.txt").write_text("strip: //aside", "utf-8")

    async def work() -> tuple[list[Cleaned | Refused | Broken], list[float]]:
        folders = Folders(configs=tmp_path)
        workshop = Workshop(1, Limits(seconds=2), "tests.crawler.poison:slow_when_told", folders)
        results, times = [], []
        try:
            for _ in range(2):
                started = time.monotonic()
                results.append(await workshop.clean(GOOD, None))
                times.append(time.monotonic() - started)
        finally:
            workshop.close()
        return results, times

    results, times = asyncio.run(work())
    assert all(isinstance(result, Cleaned) for result in results)
    assert times[0] >= 2 > times[1]  # it is left for the rest of the run


def test_the_next_page_is_where_a_configuration_says_and_never_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "e.x.txt").write_text(
        "single_page_link: //a[@class='all']\nif_page_contains: //ol\n"
        "next_page_link: //a[@class='on']/@href\n",
        "utf-8",
    )
    folders = Folders(configs=tmp_path)

    def part(body: str, number: int = 2) -> str | None:
        return further_part(page_from_bytes(body.encode(), "http://e.x/a"), number, folders)

    links = "<p>Text</p><a class=all href=/a/whole>all</a><a class=on href='/a;2'>on</a>"
    assert part(links) == "http://e.x/a;2"
    assert part(links + "<ol><li>1</ol>") == "http://e.x/a/whole"
    (tmp_path / "e.x.txt").write_text("single_page_link: //a[@class='all']", "utf-8")
    assert part("<p>Text</p><a class=all href=/a/whole>all</a>") is None  # of one page
    turned = "<p>Text</p><a class=all href=/a/whole>all</a><a rel=next href='/a?page=2'>2</a>"
    assert part(turned) == "http://e.x/a/whole"
    (tmp_path / "e.x.txt").write_text("next_page_link: //a[@class='on']/@href", "utf-8")
    assert part(links, 3) == "http://e.x/a;2"
    assert part("<p>Text</p><a class=on href='http://other.example/a'>on</a>") is None

"""When a run ends, its articles are what they would be had the site been known from the start."""

import asyncio
import random
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest

from cleaners import page_from_bytes
from cleaners.cleaning import RULES_VERSION
from cleaners.memory import RememberedSite
from cleaners.serialise import article_to_dict
from cleaners.types import Page
from crawler.archive import Archive
from crawler.cleaning import Broken
from crawler.memories import FIRST, Memories
from crawler.reading import Candidate
from crawler.settling import settle
from crawler.work import Cleaned, clean_page, load_memory
from storage import open_store

HOST = "paper.example"
SITE = f"http://{HOST}"
NOTICE = "The Weir Paper is printed on the eastern bank and belongs to those who read it."
WORDS = (
    "harbour council bridge winter ferry school market engine river garden letter captain "
    "bakery island museum teacher weather fishing railway hospital lantern orchard printer"
).split()
TITLES = {
    "ferry": "Ferry stops for repairs until the spring",
    "pier": "Mayor opens the new pier after nine years",
    "snow": "Snow closes the road to the island school",
    "bread": "Night bakers of Mill Lane win their case",
    "dogs": "Retired customs dogs listen to young readers",
}
NAMES = tuple(TITLES)


def sentences(seed: str, number: int) -> list[str]:
    """Paragraphs that no other seed has."""
    chance = random.Random(seed)
    return [
        f"The {' '.join(chance.choices(WORDS, k=9))} said on Monday that the "
        f"{' '.join(chance.choices(WORDS, k=9))} would not wait for {seed}."
        for _ in range(number)
    ]


def html(
    name: str, path: str, inserted: str = "", title: str | None = None, seed: str = ""
) -> Page:
    """An article with a line of another one between its paragraphs, and the paper's notice."""
    shown = title or TITLES[name]
    text = [f"<p>{line}</p>" for line in sentences(seed or name, 4)]
    text.insert(2, inserted)
    body = (
        f"<html><head><title>{shown}</title></head><body><article><h1>{shown}</h1>"
        f"{''.join(text)}<p>{NOTICE}</p></article></body></html>"
    )
    return page_from_bytes(body.encode(), f"{SITE}{path}")


def line(name: str) -> str:
    return f"<p>{TITLES[name]}</p>"


PAGES = (
    html("ferry", "/ferry-stops", line("pier")),
    html("ferry", "/amp/ferry-stops", line("pier")),
    html("ferry", "/reprint-of-ferry", line("pier"), "Once more: the boat that stays ashore"),
    html("bread", "/bread-of-the-night", line("dogs")),
    html("pier", "/pier-opens", line("snow")),
    html("snow", "/snow-closes", line("ferry")),
    html("dogs", "/dogs-listen"),
)


class InProcess:
    """The workers' own work, without the processes.

    Cleaning is pure: a page that was cleaned with the same knowledge is not cleaned again here.
    """

    done: ClassVar[dict[object, Cleaned]] = {}

    def __init__(self) -> None:
        self.cleaned: list[str | None] = []

    async def clean(self, page: Page, memory: Path | None) -> Cleaned:
        assert memory is not None
        self.cleaned.append(page.url)
        known = load_memory(memory)
        key = (page.url, knowledge(known))
        if key not in self.done:
            result = clean_page(page, memory, "cleaners:clean")
            assert isinstance(result, Cleaned)
            self.done[key] = result
        found = self.done[key]
        assert found.recalled is not None
        return Cleaned(found.article, replace(found.recalled, clock=known.clock))


def knowledge(memory: RememberedSite) -> object:
    """What a memory knows, without its clock and the numbers that a store gave."""
    names = {number: key for key, number in sorted(memory.stories.items(), reverse=True)}
    blocks = {print_: frozenset(names[s] for s in on) for print_, on in memory.blocks.items()}
    return tuple(frozenset(part.items()) for part in (memory.titles, memory.urls, blocks))


async def crawl(
    file: Path, pages: Sequence[Page], refreshed: int = 0
) -> tuple[list[str | None], int]:
    """Store pages as a crawl does, and settle; the pages that were cleaned again, and changes.

    Before the page of number `refreshed` the memory is read anew, as it is in a longer run.
    """
    archive, workers = Archive(f"sqlite:///{file}"), InProcess()
    await archive.open()
    memories = Memories(archive)
    for number, page in enumerate(pages):
        memories.note(HOST, FIRST if number == refreshed else 0)
        cleaned = await workers.clean(page, await memories.of(HOST))
        await archive.store_article(page, cleaned, "link")
        memories.note(HOST, 1)
    workers.cleaned.clear()
    changed = await settle(archive, workers, memories)
    memories.close()
    await archive.close()
    return workers.cleaned, changed


def articles(file: Path) -> dict[str, dict[str, object]]:
    """The stored articles, whole, by URL."""
    with open_store(f"sqlite:///{file}") as store:
        found = [stored.article for stored in store.articles()]
    return {str(article.url): article_to_dict(article) for article in found}


@pytest.fixture
def file(tmp_path: Path, sqlite_template: Path) -> Path:
    """A database with our tables and nothing in them."""
    return Path(shutil.copy(sqlite_template, tmp_path / "copydesk.db"))


def test_one_crawl_gives_the_same_articles_in_every_order(
    tmp_path: Path, sqlite_template: Path
) -> None:
    chance, results = random.Random(7), []
    for number in range(20):
        file = Path(shutil.copy(sqlite_template, tmp_path / f"{number}.db"))
        asyncio.run(crawl(file, chance.sample(PAGES, len(PAGES)), 4 * (number % 5 == 0)))
        results.append(articles(file))
    assert all(result == results[0] for result in results)
    assert len(results[0]) == len(PAGES)
    for page in PAGES:
        name = next(name for name in NAMES if name in str(page.url))
        article = results[0][str(page.url)]
        assert article["text"] == "\n".join(sentences(name, 4))


def test_a_crawl_that_adds_one_article_cleans_again_only_those_that_asked_for_it(
    file: Path,
) -> None:
    *most, dogs = PAGES
    asyncio.run(crawl(file, most))
    before = articles(file)
    cleaned, changed = asyncio.run(crawl(file, [dogs]))
    after = articles(file)
    bread = f"{SITE}/bread-of-the-night"
    assert TITLES["dogs"] in str(before[bread]["text"])
    assert TITLES["dogs"] not in str(after[bread]["text"])
    assert bread in cleaned
    assert changed >= 1
    cleaned, changed = asyncio.run(crawl(file, [dogs]))
    assert (cleaned, changed) == ([], 0)


def test_a_site_that_is_known_well_is_not_cleaned_again_as_it_grows(file: Path) -> None:
    many = [
        html(
            "lone",
            f"/lone-{n}-of-many",
            title=f"Lone story {'abcdefghijklmnopqrst'[n]}",
            seed=str(n),
        )
        for n in range(20)
    ]
    asyncio.run(crawl(file, many[:17]))
    cleaned, _ = asyncio.run(crawl(file, many[17:]))
    assert set(cleaned) <= {page.url for page in many[17:]}


def test_a_title_of_a_listing_that_comes_later_is_held_against_the_articles(file: Path) -> None:
    asyncio.run(crawl(file, PAGES[3:4]))

    async def listed() -> list[str | None]:
        archive, workers = Archive(f"sqlite:///{file}"), InProcess()
        await archive.open()
        memories = Memories(archive)
        found = Candidate(f"{SITE}/dogs-listen", "feed", TITLES["dogs"])
        memories.note(HOST, await archive.add_articles([found]))
        await settle(archive, workers, memories)
        memories.close()
        await archive.close()
        return workers.cleaned

    assert asyncio.run(listed()) == [PAGES[3].url]
    (article,) = articles(file).values()
    assert TITLES["dogs"] not in str(article["text"])


def test_an_article_that_cannot_be_cleaned_again_stays_as_it_was(file: Path) -> None:
    class Failing(InProcess):
        async def clean(self, page: Page, memory: Path | None) -> Broken:  # type: ignore[override]
            return Broken("clean-timeout", "stopped after 10 s")

    asyncio.run(crawl(file, PAGES[3:4]))
    before = articles(file)

    async def settled() -> int:
        archive = Archive(f"sqlite:///{file}")
        await archive.open()
        memories = Memories(archive)
        found = Candidate(f"{SITE}/dogs-listen", "feed", TITLES["dogs"])
        memories.note(HOST, await archive.add_articles([found]))
        changed = await settle(archive, Failing(), memories)
        memories.close()
        await archive.close()
        return changed

    assert asyncio.run(settled()) == 0
    assert articles(file) == before
    with open_store(f"sqlite:///{file}") as store:
        assert len(store.outdated_articles(HOST, RULES_VERSION)) == 1

"""The store behind its one thread, and the memories made from it."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cleaners import clean, page_from_bytes
from cleaners.types import Page
from crawler.archive import Archive
from crawler.edits import young_of
from crawler.memories import FIRST, Memories
from crawler.outcomes import Outcome
from crawler.reading import Candidate
from crawler.work import Cleaned, load_memory
from storage import StoreError
from tests.crawler.server import article


def made(path: str, title: str, canonical: str | None = None) -> tuple[Page, Cleaned]:
    page = page_from_bytes(article(title), f"http://e.x{path}")
    return page, Cleaned(replace(clean(page), canonical_url=canonical), None)


def test_a_page_with_the_canonical_url_of_a_stored_article_is_unchanged(tmp_path: Path) -> None:
    async def work() -> list[str]:
        archive = Archive(f"sqlite:///{tmp_path / 'a.db'}")
        await archive.open()
        first = await archive.store_article(*made("/a", "Rain"), "link")
        twin = await archive.store_article(*made("/amp/a", "Rain", "https://e.x/a"), "link")
        await archive.close()
        archive = Archive(f"sqlite:///{tmp_path / 'a.db'}")
        await archive.open()
        later = await archive.store_article(*made("/print/a", "Rain", "http://e.x/a"), "link")
        liar = await archive.store_article(*made("/b", "Snow", "http://e.x/a"), "link")
        front = "http://e.x/"
        await archive.store_article(*made("/", "The front page"), "list")
        await archive.ask(lambda store: store.record_outcome(front, "refused", "list-page"))
        starts = ("http://www.e.x/a/", front, "http://e.x/never")
        assert [await archive.is_stored_article(url) for url in starts] == [True, False, False]
        await archive.close()
        return [first.state, twin.state, later.state, liar.state]

    assert asyncio.run(work()) == ["stored", "unchanged", "unchanged", "stored"]


def test_a_young_article_is_planned_with_it_and_its_twin_is_not(tmp_path: Path) -> None:
    now = datetime.now(UTC)

    async def work() -> list[str]:
        archive = Archive(f"sqlite:///{tmp_path / 'a.db'}")
        await archive.open()
        for path, title, canonical in (
            ("/a", "Rain", None),
            ("/amp/a", "Rain", "https://e.x/a"),
            ("/liar", "Snow", "https://e.x/a"),
            ("/a", "Rain again", None),
        ):
            page, cleaned = made(path, title, canonical)
            young = young_of(page, cleaned.article)
            assert young is not None
            await archive.store_article(page, cleaned, "link", None, young)
        due = await archive.ask(lambda store: store.watch.due("e.x", now + timedelta(days=1)))
        await archive.close()
        return sorted(young.url for young in due.articles)

    assert asyncio.run(work()) == ["http://e.x/a", "http://e.x/liar"]


def test_a_memory_is_written_anew_when_the_site_grew(tmp_path: Path) -> None:
    async def work() -> tuple[Path, Path, Path]:
        archive = Archive(f"sqlite:///{tmp_path / 'a.db'}")
        await archive.open()
        memories = Memories(archive)
        one, two = await asyncio.gather(memories.of("e.x"), memories.of("e.x"))
        assert one == two
        title = "A title that the feed has named"
        memories.note("e.x", await archive.add_articles([Candidate("http://e.x/a", "feed", title)]))
        same = await memories.of("e.x")
        memories.note("e.x", FIRST)
        grown = await memories.of("e.x")
        known = load_memory(grown)
        assert known.article_with_title(title) is not None
        memories.close()
        await archive.close()
        return one, same, grown

    one, same, grown = asyncio.run(work())
    assert one == same
    assert one != grown
    assert not grown.exists()


def test_articles_that_wait_are_stored_together_and_each_is_told_its_own(tmp_path: Path) -> None:
    """One of them has no URL, and one is a twin: the others are stored."""
    bad, broken = made("/bad", "Hail")
    waiting = [
        made("/a", "Rain"),
        made("/amp/a", "Rain", "https://e.x/a"),
        (bad, replace(broken, article=replace(broken.article, url=None))),
        *(made(f"/{n}", f"Wind {n}") for n in range(9)),
    ]

    async def work() -> list[Outcome | BaseException]:
        archive = Archive(f"sqlite:///{tmp_path / 'a.db'}")
        await archive.open()
        asked = (archive.store_article(page, cleaned, "link") for page, cleaned in waiting)
        outcomes = await asyncio.gather(*asked, return_exceptions=True)
        await archive.close()
        return outcomes

    first, twin, lost, *others = asyncio.run(work())
    assert first == Outcome("stored", None)
    assert twin == Outcome("unchanged", "same-article: https://e.x/a")
    assert isinstance(lost, StoreError)
    assert others == [Outcome("stored", None)] * 9

"""A page that waits long for its cleaning is seen in the ledger; others cost nothing."""

import asyncio
from pathlib import Path

import pytest

from crawler import in_hand
from crawler.archive import Archive
from crawler.in_hand import InHand
from storage import FoundUrl, Holder, UrlStatus

URLS = ("http://a.example/slow", "http://a.example/quick")


def test_what_waits_long_is_noted_as_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_hand, "LOOK_EVERY", 0.02)
    monkeypatch.setattr(in_hand, "LONG", 0.05)

    async def wait() -> dict[str, UrlStatus]:
        archive, holder = Archive(f"sqlite:///{tmp_path / 'c.db'}"), Holder.new()
        await archive.open()
        await archive.ask(lambda s: s.frontier.add([FoundUrl(url, "feed") for url in URLS]))
        await archive.ask(lambda s: s.frontier.claim(["a.example"], holder, 5))
        pages = InHand(archive, holder)
        pages.begin()
        with pages.page(URLS[0]):
            with pages.page(URLS[1]):
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.2)
        pages.end()
        found = await archive.statuses(URLS)
        await archive.close()
        return found

    found = asyncio.run(wait())
    assert [found[url].state for url in URLS] == ["fetched", "leased"]

"""What a crawl writes down of how its URLs ended."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.agenda import Visit
from crawler.archive import Archive
from crawler.logbook import Logbook
from crawler.outcomes import Outcome
from storage import Holder
from tests.crawler.crawls import make_store

START = "https://harbour.example/news/"


def test_a_start_that_fails_is_asked_ever_later_and_never_given_up(tmp_path: Path) -> None:
    make_store(tmp_path)

    async def pauses() -> list[timedelta]:
        archive = Archive(f"sqlite:///{tmp_path / 'copydesk.db'}")
        await archive.open()
        seen = []
        for _ in range(8):
            logbook = Logbook(archive, Holder.new())
            logbook.tally.find(START)
            await logbook.end(Visit(START, "start", "start"), Outcome("failed", "http-502", 502))
            due_at = (await archive.statuses([START]))[START].due_at
            assert due_at is not None
            seen.append(due_at - datetime.now(UTC))
        await archive.close()
        return seen

    hours = [round(pause.total_seconds() / 3600, 1) for pause in asyncio.run(pauses())]
    assert hours == [0, 0.2, 1, 6, 24, 24, 24, 24]

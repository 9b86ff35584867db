"""What a host says of the use of its pages in files of its own: robots.txt and tdmrep.json."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http.request import NO_CALLBACK

from cleaners.rights import Notice
from crawler.asking import ask_store
from crawler.manners import ONE_TRY
from crawler.outcomes import Refusal
from crawler.robots import RobotsMiddleware
from crawler.tdmrep import PATH, TdmRule, notices_for, read_tdmrep

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

FRESH = timedelta(hours=24)
"""How long a tdmrep.json counts without being asked for again."""

LAST_GOOD = timedelta(days=7)
"""How long one counts whose host can't answer now."""

MAX_BYTES = 1_048_576


class HostNotices:
    """The notices of all hosts of a run; each file is asked for once, when a page is to be kept."""

    def __init__(self, crawler: "Crawler") -> None:
        self._crawler = crawler
        self._asked: dict[str, asyncio.Task[tuple[TdmRule, ...]]] = {}

    async def of(self, url: str) -> tuple[Notice, ...]:
        """What the host of a page says about it."""
        robots = self._crawler.get_downloader_middleware(RobotsMiddleware)
        usages = (await robots.robots_of(url)).rules.usages_of(url) if robots else ()
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._asked:
            self._asked[origin] = asyncio.ensure_future(self._read(f"{origin}{PATH}"))
        rules = await asyncio.shield(self._asked[origin])
        return (*(Notice("robots.txt", line) for line in usages), *notices_for(rules, url))

    async def _read(self, url: str) -> tuple[TdmRule, ...]:
        kept = await ask_store(self._crawler, lambda store: store.hosts.file(url))
        age = abs(datetime.now(UTC) - kept.read_at) if kept else timedelta.max
        if kept is not None and age < FRESH:
            return read_tdmrep(kept.body)
        body = await self._ask(url)
        if body is not None:
            found = body
            await ask_store(self._crawler, lambda store: store.hosts.keep_file(url, found))
            return read_tdmrep(found)
        return read_tdmrep(kept.body) if kept is not None and age < LAST_GOOD else ()

    async def _ask(self, url: str) -> bytes | None:
        """The file, empty where the host has none; None if that can't be told now."""
        meta = {ONE_TRY: True, "dont_retry": True, "download_maxsize": MAX_BYTES}
        request = Request(url, callback=NO_CALLBACK, meta=meta)
        assert self._crawler.engine is not None
        try:
            response = await self._crawler.engine.download_async(request)
        except Refusal as refusal:
            return b"" if refusal.outcome.state == "refused" else None
        except Exception:  # whatever the network does: it can't be told now
            return None
        if response.status == 200:
            return response.body
        return b"" if 400 <= response.status < 500 and response.status != 429 else None

"""Papers to crawl on loopback: light enough that faults are what is measured, and not the server.

The server is the proxy of the crawl, so that every host name leads to it.
"""

import asyncio
import random
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

WORDS = (
    "harbour council bridge winter ferry school market engine river garden letter captain bakery "
    "island museum teacher weather fishing railway hospital lantern orchard printer mayor canal "
    "theatre forest stadium tailor chapel mill tower valley coast record archive kitchen season"
).split()


@dataclass(slots=True)
class Papers:
    """Some sites with a feed and articles each; `asked` counts the requests by URL.

    In `folder` is room for what their crawls write.
    """

    sites: int
    pages: int
    folder: Path
    port: int = 0
    wait: float = 0
    asked: Counter[str] = field(default_factory=Counter)

    @property
    def starts(self) -> list[str]:
        """The URLs to crawl from."""
        return [f"http://paper{n}.example/feed.xml" for n in range(self.sites)]

    @property
    def proxy(self) -> str:
        """The address of the server."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def fetched_again(self) -> int:
        """How many articles were asked for more often than once, each time counted."""
        return sum(n - 1 for url, n in list(self.asked.items()) if "/news/" in url)

    def answer(self, url: str) -> tuple[int, str, bytes]:
        """Status, type and body of a URL."""
        self.asked[url] += 1
        path = urlsplit(url).path
        if path == "/feed.xml":
            return 200, "application/rss+xml", self._feed()
        if path.startswith("/news/"):
            return 200, "text/html; charset=utf-8", _article(url)
        return 404, "text/plain", b"nothing here"

    def _feed(self) -> bytes:
        items = "".join(
            f"<item><title>{title_of(n)}</title><link>/news/{n}</link></item>"
            for n in range(self.pages)
        )
        return f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()


def title_of(number: int) -> str:
    """A headline that no other number has."""
    return f"{' '.join(random.Random(number).choices(WORDS, k=5)).capitalize()} {number}"


def _article(url: str) -> bytes:
    chance = random.Random(url)
    title = title_of(int(url.rsplit("/", 1)[1]))
    text = "".join(
        f"<p>The {' '.join(chance.choices(WORDS, k=14))} said on Monday, and the "
        f"{' '.join(chance.choices(WORDS, k=12))} would not wait for {chance.randint(2, 9999)}.</p>"
        for _ in range(5)
    )
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title></head><body><article>"
        f"<h1>{title}</h1>{text}</article></body></html>"
    ).encode()


@contextmanager
def serve(sites: int, pages: int, wait: float = 0) -> Iterator[Papers]:
    """Serve papers on a free port until the end of the block; `wait` seconds before an answer."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    with TemporaryDirectory(prefix="copydesk-fault-") as folder:
        papers = Papers(sites, pages, Path(folder), wait=wait)
        try:
            server = asyncio.run_coroutine_threadsafe(_start(papers), loop).result(10)
            papers.port = server.sockets[0].getsockname()[1]
            yield papers
        finally:
            asyncio.run_coroutine_threadsafe(_hang_up(server), loop).result(10)
            loop.call_soon_threadsafe(loop.stop)
            thread.join(10)
            loop.close()


async def _start(papers: Papers) -> asyncio.Server:
    return await asyncio.start_server(partial(_converse, papers), "127.0.0.1", 0)


async def _converse(
    papers: Papers, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """Answer the requests of one connection."""
    try:
        while line := await reader.readline():
            while (await reader.readline()).strip():
                pass
            await asyncio.sleep(papers.wait)
            status, kind, body = papers.answer(line.split()[1].decode("latin-1"))
            head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\n"
            writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            await writer.drain()
    except (ConnectionError, IndexError):
        return  # a crawl that was killed has hung up
    finally:
        writer.close()


async def _hang_up(server: asyncio.Server) -> None:
    """End all conversations."""
    server.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)

"""A proxy on loopback that serves `ManyHosts`, in a process of its own, as cheaply as it can."""

import asyncio
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from quality.crawl_pages import FEED, ManyHosts

_HEAD = (
    "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{more}"
    "Connection: keep-alive\r\n\r\n"
)
_GZIP = "Content-Encoding: gzip\r\n"


class _Proxy(asyncio.Protocol):
    """One connection of a client; requests follow each other, their bodies are empty."""

    def __init__(self, served: ManyHosts, feeds: dict[str, bytes]) -> None:
        self._served = served
        self._feeds = feeds
        self._waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._waiting += data
        while (end := self._waiting.find(b"\r\n\r\n")) >= 0:
            line = self._waiting[: self._waiting.find(b"\r\n")]
            self._waiting = self._waiting[end + 4 :]
            self._transport.write(self._answer(line.split(b" ")[1].decode("ascii")))

    def _answer(self, url: str) -> bytes:
        parts = urlsplit(url)
        pages = self._served.bodies.get(parts.netloc, {})
        if parts.path == FEED and parts.netloc in self._feeds:
            return _page("application/rss+xml", self._feeds[parts.netloc])
        if parts.path in pages:
            return _page("text/html; charset=utf-8", pages[parts.path])
        head = _HEAD.format(status="404 Not Found", kind="text/plain", length=0, more="")
        return head.encode()


def _page(kind: str, body: bytes) -> bytes:
    return _HEAD.format(status="200 OK", kind=kind, length=len(body), more=_GZIP).encode() + body


@contextmanager
def serving(served: ManyHosts) -> Iterator[str]:
    """Serve these pages while inside; gives the proxy's URL."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(served, theirs), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{ours.recv()}"
    finally:
        process.terminate()
        process.join()


def _serve(served: ManyHosts, pipe: "multiprocessing.connection.Connection") -> None:
    async def run() -> None:
        feeds = {host: served.feed(host) for host in served.bodies}
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: _Proxy(served, feeds), "127.0.0.1", 0)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())

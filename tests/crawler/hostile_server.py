"""A web server on loopback that breaks the rules: each path has a behaviour that writes bytes.

It speaks raw sockets, since no library of HTTP would send what it sends. `tests.crawler.hostile`
has the behaviours; a test fills `paths` with those that it needs.
"""

import asyncio
import contextlib
import struct
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from socket import SO_LINGER, SOL_SOCKET

MAX_REQUEST = 65_536


@dataclass(slots=True)
class Wire:
    """A connection whose request was read: what was asked, and how to answer.

    `sent` counts what the other side took; a behaviour that floods stops when it is gone.
    """

    target: str
    headers: dict[str, str]
    writer: asyncio.StreamWriter
    sent: int = 0

    async def send(self, *pieces: bytes) -> None:
        """Send bytes as they are, and wait until the system has taken them."""
        for piece in pieces:
            self.writer.write(piece)
            await self.writer.drain()
            self.sent += len(piece)

    async def head(self, *lines: str, status: str = "200 OK") -> None:
        """Send a status line and header lines; the empty line too."""
        text = "\r\n".join((f"HTTP/1.1 {status}", *lines, "", ""))
        await self.send(text.encode("utf-8", "surrogatepass"))

    def reset(self) -> None:
        """End the connection with RST instead of FIN."""
        socket = self.writer.get_extra_info("socket")
        socket.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


Behaviour = Callable[[Wire], Awaitable[None]]


@dataclass(slots=True)
class HostileSite:
    """The running server. `asked` counts requests by target, `connections` the accepted ones.

    `host` is what a crawl must be allowed; `sent` the bytes of each answer that has ended, `lasted`
    the seconds that it took; `log` has the moment of each request, with host and target.
    """

    base: str = ""
    hosts: tuple[str, ...] = ()
    paths: dict[str, Behaviour] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    sent: Counter[str] = field(default_factory=Counter)
    log: list[tuple[float, str]] = field(default_factory=list)
    lasted: dict[str, float] = field(default_factory=dict)
    connections: int = 0

    @property
    def host(self) -> str:
        return self.base.split("://", 1)[1]

    def url(self, path: str) -> str:
        return f"{self.base}{path}"

    async def serve_one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the one request of a connection, whatever the crawler does meanwhile."""
        self.connections += 1
        wire: Wire | None = None
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, TimeoutError):
            wire = await _request(reader, writer)
            self.asked[f"{wire.headers.get('host', '')}{wire.target}"] += 1
            self.asked[wire.target] += 1
            self.log.append((time.monotonic(), f"{wire.headers.get('host', '')}{wire.target}"))
            await self._answer(wire, reader)
        if wire is not None:
            self.sent[wire.target] += wire.sent
        with contextlib.suppress(ConnectionError):
            writer.close()

    async def _answer(self, wire: Wire, reader: asyncio.StreamReader) -> None:
        """Do what the path does, until it is done or the other side has gone away."""
        begun = time.monotonic()
        behaviour = self.paths.get(wire.target) or not_found
        answer, gone = asyncio.ensure_future(behaviour(wire)), asyncio.ensure_future(reader.read())
        try:
            await asyncio.wait({answer, gone}, return_when=asyncio.FIRST_COMPLETED)
            if answer.done():
                await answer
        finally:
            self.lasted[wire.target] = time.monotonic() - begun
            for task in (answer, gone):
                task.cancel()
            await asyncio.gather(answer, gone, return_exceptions=True)


async def _request(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Wire:
    raw = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = raw.split("\r\n")
    pairs = (line.partition(":") for line in lines if ":" in line)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    return Wire(first.split(" ")[1], headers, writer)


async def not_found(wire: Wire) -> None:
    """What every path answers that has no behaviour, robots.txt too."""
    await wire.head("Content-Length: 0", "Connection: close", status="404 Not Found")


@contextmanager
def serve_hostile(hosts: Sequence[str] = ("127.0.0.1",), port: int = 0) -> Iterator[HostileSite]:
    """The server on one port of these loopback addresses, until the end of the block."""
    site, ready, loop = HostileSite(), threading.Event(), asyncio.new_event_loop()
    done = asyncio.Event()

    async def run() -> None:
        limit = MAX_REQUEST
        first = await asyncio.start_server(site.serve_one, hosts[0], port, limit=limit, backlog=500)
        number = first.sockets[0].getsockname()[1]
        rest = [await asyncio.start_server(site.serve_one, h, number) for h in hosts[1:]]
        site.base = f"http://{hosts[0]}:{number}"
        site.hosts = tuple(f"{host}:{number}" for host in hosts)
        ready.set()
        await done.wait()
        for server in (first, *rest):
            server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    thread = threading.Thread(target=lambda: loop.run_until_complete(run()), daemon=True)
    thread.start()
    assert ready.wait(10), "the server did not start"
    try:
        yield site
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join(10)
        loop.close()

"""What hostile and broken servers answer: behaviours for `tests.crawler.hostile_server`."""

import asyncio
import gzip
import zlib
from itertools import count

import brotli
from backports import zstd

from tests.crawler.hostile_server import Behaviour, Wire
from tests.crawler.server import article

HTML = "Content-Type: text/html; charset=utf-8"
CLOSE = "Connection: close"
GIGA = 1_000_000_000


def page(body: bytes, *headers: str, kind: str | None = HTML, status: str = "200 OK") -> Behaviour:
    """A whole, honest answer."""

    async def answer(wire: Wire) -> None:
        lines = [kind] if kind else []
        length = f"Content-Length: {len(body)}"
        await wire.head(*lines, length, CLOSE, *headers, status=status)
        await wire.send(body)

    return answer


def story(title: str, *headers: str, links: str = "", head: str = "") -> Behaviour:
    """An article with text of its own."""
    return page(article(title, links=links, head=head), *headers)


def redirect(target: str, status: str = "302 Found") -> Behaviour:
    """A redirect to any address, spelled as given."""
    return page(b"", f"Location: {target}", status=status)


def refresh(target: str) -> Behaviour:
    """A page that leads on at once by `<meta http-equiv=refresh>`."""
    text = f'<html><head><meta http-equiv="refresh" content="0;url={target}"></head><p>On</html>'
    return page(text.encode())


def raw(data: bytes, *, reset: bool = False) -> Behaviour:
    """Exactly these bytes, then the end of the connection."""

    async def answer(wire: Wire) -> None:
        if data:
            await wire.send(data)
            await asyncio.sleep(0.05)
        if reset:
            wire.reset()

    return answer


async def hang(wire: Wire) -> None:
    """No answer, ever."""
    await asyncio.sleep(600)


def drip(start: bytes, piece: bytes, pause: float = 0.1) -> Behaviour:
    """A slow-loris: never idle for long, never done."""

    async def answer(wire: Wire) -> None:
        await wire.send(start)
        while True:
            await wire.send(piece)
            await asyncio.sleep(pause)

    return answer


def endless(start: bytes, piece: bytes) -> Behaviour:
    """As much as the other side takes, as fast as it takes it."""

    async def answer(wire: Wire) -> None:
        await wire.send(start)
        while True:
            await wire.send(piece)

    return answer


def numbered(start: bytes, line: str) -> Behaviour:
    """Endless lines that all differ; `{}` is the number."""

    async def answer(wire: Wire) -> None:
        await wire.send(start)
        for first in count(0, 50_000):
            await wire.send("".join(line.format(n) for n in range(first, first + 50_000)).encode())

    return answer


def packed(data: bytes, encoding: str, keep: float = 1.0, kind: str = HTML) -> Behaviour:
    """Compressed data with a true Content-Length; of its bytes only this share is sent."""
    return page(data[: int(len(data) * keep)], f"Content-Encoding: {encoding}", kind=kind)


def pack(data: bytes, encoding: str) -> bytes:
    """Data in one of the encodings that our requests accept."""
    match encoding:
        case "gzip":
            return gzip.compress(data, mtime=0)
        case "deflate":
            return zlib.compress(data)
        case "br":
            return bytes(brotli.compress(data, quality=4))
        case "zstd":
            return zstd.compress(data)
    raise ValueError(encoding)


def bomb(encoding: str, size: int = GIGA) -> bytes:
    """So many equal bytes, packed piece by piece so that this process stays small."""
    start, piece, pieces = b"<html><p>", b"a" * 1_000_000, size // 1_000_000
    if encoding == "br":
        maker = brotli.Compressor(quality=1)
        parts = [maker.process(start), *(maker.process(piece) for _ in range(pieces))]
        return b"".join([*parts, maker.finish()])
    engine = zstd.ZstdCompressor() if encoding == "zstd" else zlib.compressobj(wbits=31)
    parts = [engine.compress(start), *(engine.compress(piece) for _ in range(pieces))]
    return b"".join([*parts, engine.flush()])


def feed(paths: list[str]) -> Behaviour:
    """A feed that names these addresses, each with a title of its own."""
    items = "".join(
        f"<item><title>Title {n} of {_escaped(path)}</title><link>{_escaped(path)}</link></item>"
        for n, path in enumerate(paths)
    )
    text = f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'
    return page(text.encode(), kind="Content-Type: application/rss+xml")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


BODY = article("What was cut off in the middle")
CHUNK = b"%x\r\n%s\r\n" % (len(BODY), BODY)
HEAD = f"HTTP/1.1 200 OK\r\n{HTML}\r\n".encode()

NETWORK: dict[str, Behaviour] = {
    "/hang": hang,
    "/slow-body": drip(HEAD + b"\r\n", b"<p>a"),
    "/slow-head": drip(HEAD, b"X: y\r\n"),
    "/slow-status": drip(b"HTTP/1.1", b"1"),
    "/continue": drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "/reset": raw(b"", reset=True),
    "/nothing": raw(b""),
    "/garbage": raw(b"\x00\xff\x17 what is this?\r\n\r\n"),
    "/odd-status": raw(b"HTTP/1.1 abc OK\r\n\r\n"),
    "/odd-version": raw(b"HTTP/9.-9 200 OK\r\n\r\n"),
    "/two-lengths": raw(HEAD + b"Content-Length: 5\r\nContent-Length: 9\r\n\r\n12345"),
    "/negative": raw(HEAD + b"Content-Length: -5\r\n\r\n12345"),
    "/odd-length": raw(HEAD + b"Content-Length: five\r\n\r\n12345"),
    "/odd-coding": raw(HEAD + b"Transfer-Encoding: brainfuck\r\n\r\n12345"),
    "/bad-chunk": raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n"),
}
"""What must end as failed, with a reason and without a traceback."""

TRUNCATED: dict[str, Behaviour] = {
    "/cut-length": raw(HEAD + b"Content-Length: %d\r\n\r\n" % (2 * len(BODY)) + BODY),
    "/cut-chunk": raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + CHUNK[:-900]),
    "/no-last-chunk": raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + CHUNK),
    "/reset-in-body": raw(HEAD + b"\r\n" + BODY[:-900], reset=True),
    **{
        f"/cut-{encoding}": packed(pack(BODY, encoding), encoding, 0.7)
        for encoding in ("gzip", "deflate", "br", "zstd")
    },
    "/cut-crc": packed(pack(BODY, "gzip")[:-4], "gzip"),
    "/bad-crc": packed(pack(BODY, "gzip")[:-8] + b"\x00" * 8, "gzip"),
    "/no-gzip": packed(b"this is no gzip at all", "gzip"),
}
"""Articles whose end is missing: nothing of them may be stored as complete."""

FLOODS: dict[str, Behaviour] = {
    "/headers": numbered(HEAD, "X-{}: y\r\n"),
    "/long-line": endless(HEAD + b"X: ", b"y" * 1_000_000),
    "/folded": endless(HEAD + b"X: y\r\n", b" y\r\n" * 200_000),
    "/continues": endless(b"", b"HTTP/1.1 100 Continue\r\nX: y\r\n\r\n" * 1_000),
    "/trailers": numbered(
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n", "X-{}: y\r\n"
    ),
    "/extension": endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n1;", b"x" * 1_000_000),
    "/endless": endless(HEAD + b"\r\n", b"<p>" + b"word " * 200_000),
    "/endless-chunks": endless(
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n",
        (b"10000\r\n" + b"<p> " * 16_384 + b"\r\n") * 16,
    ),
}
"""Answers without an end: cut off by bytes, long before the deadline."""


def bombs(size: int = GIGA) -> dict[str, Behaviour]:
    """Small answers that become large, one each way of packing."""
    table: dict[str, Behaviour] = {
        f"/bomb-{encoding}": packed(bomb(encoding, size), encoding)
        for encoding in ("gzip", "br", "zstd")
    }
    inner = bomb("gzip", size)
    table["/bomb-gzip-gzip"] = packed(pack(inner, "gzip"), "gzip, gzip")
    table["/bomb.xml.gz"] = page(inner, kind="Content-Type: application/gzip")
    return table

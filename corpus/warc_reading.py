"""The records of a WARC file, one after the other, whatever is broken in between.

A library finds the records; where one can't be read, we look for the next place in the file where
one begins and go on there.
"""

import io
import re
import sys
import zlib
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MAX_BLOCK = 16 * 1_048_576
"""Bytes of a record that are read: a page may have 10 MB, and some arrives in pieces."""

MAX_HEAD = 32_768
"""Bytes of the fields of a record."""

HOLDING = ("response", "resource", "revisit")
"""Types of records that hold a page, or stand for one."""

CUT = "the record is shorter than it says"

SPARE = 4
"""Bytes of the two line ends behind a record."""

GZIP, ZSTD = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"
DICTIONARY = b"\x5d\x2a\x4d\x18"
"""A skippable frame with the dictionary of the file (IIPC, Zstandard Compression for WARC)."""

PLAIN = b"\r\n\r\nWARC/1."
STEP = 1_048_576
GLANCE = 4_096


@dataclass(frozen=True, slots=True)
class Block:
    """A record: its place in the file, its type, its fields (names in lower case), its bytes.

    `cut_off` says that there should be more of them.
    """

    offset: int
    type: str
    fields: tuple[tuple[str, str], ...]
    content: bytes
    cut_off: bool

    def field(self, name: str) -> str | None:
        """The first field of that name (lower case), or None."""
        return next((value for key, value in self.fields if key == name), None)


@dataclass(frozen=True, slots=True)
class Gap:
    """Bytes of the file that can't be read, from `start` up to `end`; `last` if none come after."""

    start: int
    end: int
    why: str
    last: bool


class WarcFile:
    """A file that is being read, and what is known of it so far. Needs fastwarc."""

    def __init__(self, path: Path, on_gap: Callable[[Gap], None]) -> None:
        self.path = path
        self.records = 0
        """Records that were read, of all types."""
        self._on_gap = on_gap

    def blocks(self) -> Iterator[Block]:
        """The records that hold pages or stand for one, in their order. Raises OSError.

        What can't be read is told to `on_gap`, and the reading goes on behind it.
        """
        size = self.path.stat().st_size
        with self.path.open("rb") as file:
            start = 0
            while start < size:
                ended = yield from self._from(file, start)
                start = self._go_on(file, start, size, ended)

    def _from(self, file: BinaryIO, start: int) -> Generator[Block, None, "_Ended"]:
        """The records from there on, as far as they go; returns how that ended."""
        ended = _Ended(start, 0, None)
        file.seek(start)
        try:
            for record in _records(_checked(file)):
                block = _block(record)
                ended = _Ended(block.offset, _length(block), CUT if block.cut_off else None)
                self.records += not block.cut_off
                if block.cut_off:
                    break
                if block.type in HOLDING:
                    yield block
        except OSError as error:
            ended = replace(ended, why=str(error))
        return ended

    def _go_on(self, file: BinaryIO, start: int, size: int, ended: "_Ended") -> int:
        """Where to go on; tells of the gap before it."""
        file.seek(start)
        kind = file.read(4)
        if kind == DICTIONARY:  # its frames can't be read without the first one
            if ended.why is not None:
                self._on_gap(Gap(ended.place, size, ended.why, last=True))
            return size
        done = None if ended.why == CUT else _end(file, start, ended)
        if ended.why is None and done is not None and done >= size:
            return size
        found = _next(file, kind, ended.place + 1)
        place = ended.place if ended.place < size else start  # of one stream: how far it was read
        gap = Gap(done or place, size if found is None else found, "", found is None)
        if gap.start < gap.end:
            self._on_gap(replace(gap, why=ended.why or "the file ends within a record"))
        return gap.end


@dataclass(frozen=True, slots=True)
class _Ended:
    """The place and length of the last record that was met, and why no more were."""

    place: int
    length: int
    why: str | None


def _end(file: BinaryIO, start: int, ended: _Ended) -> int | None:
    """Where the last record ends; None where it is not whole, or can't be told.

    In a file that is one stream from `start` on, where that ends.
    """
    file.seek(ended.place)
    if not file.read(4).startswith((GZIP, ZSTD, b"WARC")):
        ended = replace(ended, place=start)
    file.seek(ended.place)
    glance = file.read(MAX_HEAD)
    if glance.startswith(b"WARC/"):
        head = glance.find(b"\r\n\r\n")
        return ended.place + head + 4 + ended.length + SPARE if head >= 0 else None
    engine: Any = zlib.decompressobj(wbits=31) if glance.startswith(GZIP) else None
    if glance.startswith(ZSTD):
        engine = zstd.ZstdDecompressor()
    while engine is not None and glance:
        try:
            _drain(engine, glance)
        except (zlib.error, zstd.ZstdError):
            return None
        if engine.eof:
            return file.tell() - len(engine.unused_data)
        glance = file.read(GLANCE)
    return None


def _drain(engine: Any, data: bytes) -> None:
    """Give packed bytes to an engine, and let what comes out go, a little at a time."""
    while data and not engine.eof:
        engine.decompress(data, STEP)
        data = getattr(engine, "unconsumed_tail", b"")
    while not getattr(engine, "needs_input", True) and not engine.eof:
        engine.decompress(b"", STEP)


def _checked(file: BinaryIO) -> BinaryIO:
    """The file, if a record begins where it stands: the library takes other bytes for its end."""
    start = file.read(4)
    file.seek(-len(start), io.SEEK_CUR)
    if start and not start.startswith((GZIP, ZSTD, DICTIONARY, b"WARC")):
        raise OSError("no WARC record begins here")
    return file


def _records(stream: Any) -> Iterator[Any]:
    from fastwarc.warc import ArchiveIterator

    return iter(ArchiveIterator(stream, parse_http=False))


def _block(record: Any) -> Block:
    """The record, its bytes up to `MAX_BLOCK`."""
    named = record.headers.items_bytes()
    fields = tuple((_text(name).lower(), _text(value)) for name, value in named)
    kind, offset = str(record.record_type), int(record.stream_pos)
    block = Block(offset, kind, fields, record.reader.read(MAX_BLOCK), cut_off=False)
    rest = record.consume() if len(block.content) == MAX_BLOCK else 0
    return replace(block, cut_off=not 0 <= _length(block) <= len(block.content) + rest)


def _length(block: Block) -> int:
    """The length that a record states; -1 where it states none."""
    stated = block.field("content-length") or ""
    return int(stated) if stated.isdecimal() and len(stated) < 19 else -1


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _next(file: BinaryIO, kind: bytes, start: int) -> int | None:
    """Where the next record begins, from `start` on."""
    file.seek(start)
    place, held = start, b""
    while data := file.read(STEP):
        held += data
        for at in _marks(held, kind):
            if _begins(file, place + at, place + len(held)):
                return place + at
        place += max(len(held) - KEPT, 0)
        held = held[-KEPT:]
    return None


KEPT = len(PLAIN) - 1
"""Bytes that are looked at again with those that follow: a mark may lie across."""


def _marks(data: bytes, kind: bytes) -> list[int]:
    """Where a record may begin; in a file that began with garbage, in each of the three ways."""
    ways = {GZIP[:3]: (GZIP, 0), ZSTD[:3]: (ZSTD, 0), b"WAR": (PLAIN, 4)}
    wanted = [ways[kind[:3]]] if kind[:3] in ways else list(ways.values())
    return sorted(
        match.start() + skip
        for mark, skip in wanted
        for match in re.finditer(re.escape(mark), data)
    )


def _begins(file: BinaryIO, place: int, back: int) -> bool:
    """Whether a record begins there; the file stands at `back` afterwards."""
    file.seek(place)
    glance = file.read(GLANCE)
    file.seek(back)
    try:
        if glance.startswith(GZIP):
            glance = zlib.decompressobj(wbits=31).decompress(glance, 16)
        elif glance.startswith(ZSTD):
            glance = zstd.ZstdDecompressor().decompress(glance, 16)
    except (zlib.error, zstd.ZstdError):
        return False
    return glance.startswith(b"WARC/")

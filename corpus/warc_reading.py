"""The records of a WARC file, one after the other, whatever is broken in between.

A library finds the records; where one can't be read, we look for the next place in the file where
one begins and go on there.
"""

import io
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MAX_BLOCK = 32 * 1_048_576
"""Bytes of a record that are read: a page may have 10 MB, and some arrives in pieces."""

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


Bad = Callable[[int, str], None]
"""Hears of what can't be read: where in the file, and why."""


def read_blocks(path: Path, bad: Bad) -> Iterator[Block]:
    """The records that hold pages or stand for one, in the order of the file. Raises OSError.

    Needs fastwarc. What can't be read is told to `bad`, and the reading goes on behind it.
    """
    with path.open("rb") as file:
        kind = file.read(4)
        start: int | None = 0
        while start is not None:
            file.seek(start)
            place = start
            try:
                for record in _records(_checked(file)):
                    place = max(place, int(record.stream_pos))
                    yield _block(record)
            except OSError as error:
                bad(place, str(error))
            else:
                return
            start = None if kind == DICTIONARY else _next(file, kind, place + 1)


def _checked(file: BinaryIO) -> BinaryIO:
    """The file, if a record begins where it stands: the library takes other bytes for its end."""
    start = file.read(4)
    file.seek(-len(start), io.SEEK_CUR)
    if start and not start.startswith((GZIP, ZSTD, DICTIONARY, b"WARC")):
        raise OSError("no WARC record begins here")
    return file


def _records(stream: Any) -> Iterator[Any]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.revisit
    return iter(ArchiveIterator(stream, record_types=wanted, parse_http=False))


def _block(record: Any) -> Block:
    named = record.headers.items_bytes()
    fields = tuple((_text(name).lower(), _text(value)) for name, value in named)
    length = record.headers.get("Content-Length") or ""
    content: bytes = record.reader.read(MAX_BLOCK)
    short = not length.isdecimal() or len(content) < int(length)
    return Block(record.stream_pos, str(record.record_type), fields, content, short)


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

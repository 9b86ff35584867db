"""Bodies out of their Content-Encoding, piece by piece, up to a limit, and never half.

Scrapy's own decoders hand on what they can read of a stream that was cut off, without a word; here
an end that is missing is an error. Sources: RFC 1952 (gzip), RFC 1951 (deflate), RFC 7932 (brotli),
RFC 8878 (zstd), RFC 9110, 8.4 (Content-Encoding).
"""

import sys
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PIECE = 65_536
"""Bytes that come out at a time."""

Pieces = Iterator[bytes]


class BadEncodingError(Exception):
    """A body that is not what its Content-Encoding says; `name` is the reason for the ledger."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(what)
        self.name = name


def unpacked(body: bytes, encodings: list[str]) -> Pieces:
    """The pieces of a body without its encodings, which are named in the order of their use.

    An empty body is empty in any encoding. Raises BadEncodingError: "truncated" where the stream
    has no end, "damaged" where it can't be read, "encoding" for one that we never accept.

    >>> import gzip
    >>> b"".join(unpacked(gzip.compress(b"text"), ["gzip"]))
    b'text'
    """
    pieces: Pieces = iter((body,) if body else ())
    for encoding in reversed(encodings):
        if encoding not in _WAYS:
            raise BadEncodingError("encoding", f"{encoding[:40]!r} was not asked for")
        pieces = _checked(pieces, encoding)
    return pieces


def _checked(packed: Pieces, encoding: str) -> Pieces:
    try:
        yield from _WAYS[encoding](packed)
    except (zlib.error, brotli.error, zstd.ZstdError) as error:
        raise BadEncodingError("damaged", f"{encoding}: {error}"[:200]) from error
    except EOFError:
        raise BadEncodingError("truncated", f"the {encoding} stream has no end") from None


def _gzip(packed: Pieces) -> Pieces:
    return _members(packed, b"\x1f\x8b", lambda: zlib.decompressobj(wbits=31), _inflated)


def _zstd(packed: Pieces) -> Pieces:
    return _members(packed, b"\x28\xb5\x2f\xfd", zstd.ZstdDecompressor, _unzstd)


def _members(
    packed: Pieces, magic: bytes, make: Callable[[], Any], decode: Callable[[Any, bytes], Pieces]
) -> Pieces:
    """Streams one behind the other; what comes after them and is none is left (as gzip does)."""
    engine: Any = None
    ended = False
    for piece in packed:
        rest = piece
        while rest:
            if engine is None:
                if ended and not magic.startswith(rest[: len(magic)]):
                    return
                engine = make()
            yield from decode(engine, rest)
            ended = engine.eof
            rest = engine.unused_data if ended else b""
            engine = None if ended else engine
    if engine is not None:
        raise EOFError


def _inflated(engine: Any, data: bytes) -> Pieces:
    out = b""
    while data or len(out) == PIECE:  # a full piece: more may wait inside
        out = engine.decompress(data, PIECE)
        yield out
        data = engine.unconsumed_tail
        if engine.eof:
            return


def _unzstd(engine: Any, data: bytes) -> Pieces:
    yield engine.decompress(data, PIECE)
    while not engine.eof and not engine.needs_input:
        yield engine.decompress(b"", PIECE)


def _deflate(packed: Pieces) -> Pieces:
    """zlib's format as the standard says, or bare deflate as some servers send it."""
    engine: Any = None
    for piece in packed:
        if engine is None:
            wrapped = piece[0] & 15 == 8 and int.from_bytes(piece[:2]) % 31 == 0
            engine = zlib.decompressobj() if wrapped else zlib.decompressobj(wbits=-15)
        yield from _inflated(engine, piece)
        if engine.eof:
            return
    if engine is not None:
        raise EOFError


def _brotli(packed: Pieces) -> Pieces:
    engine: Any = None
    for piece in packed:
        engine = engine or brotli.Decompressor()
        out = engine.process(piece, output_buffer_limit=PIECE)
        while out:  # an engine that has taken all may still have more to give
            yield out
            out = b"" if engine.is_finished() else engine.process(b"", output_buffer_limit=PIECE)
        if engine.is_finished():
            return
    if engine is not None:
        raise EOFError


_WAYS: dict[str, Callable[[Pieces], Pieces]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}

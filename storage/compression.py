"""Bodies of pages, compressed with zstandard (RFC 8878)."""

import re
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import chain

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

BrokenBody = zstd.ZstdError

LEVEL = 3
"""While a crawl runs. See docs/decisions.md for what the levels cost and save."""

PACKED_LEVEL = 9
"""When there is time, after a crawl: which dictionary serves best is told by this level."""

SMALLEST_LEVEL, SHORTEST_MATCH = 16, 3
"""What a packed body is kept at: 5 % less than at `PACKED_LEVEL`, at six times its cost."""

WITNESSES = 3
"""So many pages must have a piece, so that a dictionary has nothing of a single article."""

LARGEST, SMALLEST = 256_000, 1_000
"""Bytes of a dictionary."""

SHORTEST = 4
SAYING = 20
"""Characters of text that may be a sentence of an article."""

_END_OF_PIECE = re.compile(rb"(?<=[>\n;{}])")


def compress(body: bytes, level: int = LEVEL, dictionary: bytes | None = None) -> bytes:
    """The body, smaller.

    >>> decompress(compress(b"<p>" * 999)) == b"<p>" * 999
    True
    """
    return zstd.compress(body, level, zstd_dict=_loaded(dictionary))


def compress_most(body: bytes, dictionary: bytes | None = None) -> bytes:
    """The body, as small as is worth the time where nobody waits."""
    how = zstd.CompressionParameter
    options = {
        int(how.compression_level): SMALLEST_LEVEL,
        int(how.min_match): SHORTEST_MATCH,
    }
    return zstd.compress(body, options=options, zstd_dict=_loaded(dictionary))


def decompress(stored: bytes, dictionary: bytes | None = None) -> bytes:
    """The body, as it came; `dictionary` is the one that it was compressed with."""
    return zstd.decompress(stored, zstd_dict=_loaded(dictionary))


def _loaded(dictionary: bytes | None) -> zstd.ZstdDict | None:
    return None if dictionary is None else zstd.ZstdDict(dictionary, is_raw=True)


def common_pieces(bodies: Sequence[bytes], text: str) -> bytes | None:
    """What repeats on these pages, in the order of the pages; None where that is too little.

    Nothing that says a sentence of `text`, that of their articles, even where three have it.
    """
    split = [_END_OF_PIECE.split(body) for body in bodies]
    on = Counter(chain.from_iterable(map(set, split)))
    pieces = dict.fromkeys(
        piece
        for piece in chain.from_iterable(split)
        if on[piece] >= WITNESSES and len(piece) >= SHORTEST and not _says(piece, text)
    )
    made = b"".join(pieces)[:LARGEST]
    return made if len(made) >= SMALLEST else None


def _says(piece: bytes, text: str) -> bool:
    letters = piece.partition(b"<")[0].decode("utf-8", "replace").strip()
    return len(letters) >= SAYING and letters in text

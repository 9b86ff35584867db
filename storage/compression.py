"""Bodies of pages, compressed with zstandard (RFC 8878)."""

import sys

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LEVEL = 3
"""See docs/decisions.md for what the levels cost and save."""


def compress(body: bytes) -> bytes:
    """The body, smaller.

    >>> decompress(compress(b"<p>" * 999)) == b"<p>" * 999
    True
    """
    return zstd.compress(body, LEVEL)


def decompress(stored: bytes) -> bytes:
    """The body, as it came."""
    return zstd.decompress(stored)

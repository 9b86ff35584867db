"""Texts as numbers: what a site's memory and its stories are kept by."""

import hashlib


def number_of(text: str) -> int:
    """A whole number of 63 bits that only this text has, for all that chance can do."""
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest) >> 1

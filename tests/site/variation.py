"""Differences from article to article, the same on every run: by a hash, never by chance."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def number(below: int, *what: str) -> int:
    """A number from 0 to `below` - 1 that depends on the words alone.

    >>> number(1000, "ferry", "id") == number(1000, "ferry", "id")
    True
    """
    digest = hashlib.blake2b("\0".join(what).encode(), digest_size=8).digest()
    return int.from_bytes(digest) % below


def pick(options: Sequence[T], *what: str) -> T:
    """One of the options, chosen by the words."""
    return options[number(len(options), *what)]


def shuffled(items: Sequence[T], *what: str) -> list[T]:
    """All of the items, in an order that depends on the words and on their places alone."""
    order = sorted(range(len(items)), key=lambda n: number(2**32, *what, str(n)))
    return [items[n] for n in order]

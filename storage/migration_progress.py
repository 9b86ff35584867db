"""How far a migration is that reads all articles: nobody waits for an hour in the dark."""

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

import sqlalchemy as sa
from alembic import op

EVERY = 10.0
"""Seconds between two lines."""

T = TypeVar("T")


def followed(articles: Iterable[T]) -> Iterator[T]:
    """The articles as they come; who migrates hears now and then how many are done."""
    config = op.get_context().config
    tell = config.attributes.get("tell") if config else None
    if tell is None:
        yield from articles
        return
    total = op.get_bind().scalar(sa.text("SELECT count(*) FROM articles"))
    began = told = time.monotonic()
    for done, article in enumerate(articles):
        now = time.monotonic()
        if now - told >= EVERY:
            left = (now - began) * (total - done) / max(done, 1)
            tell(f"    {done:,} of {total:,} articles; about {left / 60:,.0f} minutes left")
            told = now
        yield article

"""The tables of what hosts want: budgets, their files, what they had us forget."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Key
from storage.models import Row


class HostRow(Row):
    """The budget of a host, shared by all crawls of the store; times in seconds since 1970.

    Numbers, since one statement that both databases know must compare them and add to them.
    """

    __tablename__ = "hosts"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    host: Mapped[str] = mapped_column(unique=True)
    next_at: Mapped[float]
    closed_until: Mapped[float]
    closed_because: Mapped[str | None]
    strikes: Mapped[int]
    """How often it closed since it last answered as it should."""


class HostFileRow(Row):
    """A file in which a host speaks to crawlers (robots.txt, tdmrep.json); `key` hashes its URL."""

    __tablename__ = "host_files"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    key: Mapped[bytes] = mapped_column(unique=True)
    url: Mapped[str]
    body: Mapped[bytes]
    """Compressed; empty where the host has no such file."""
    read_at: Mapped[datetime]


class ForgottenRow(Row):
    """A URL or a host that is never stored again; `key` is a hash, so that no trace is left."""

    __tablename__ = "forgotten"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    key: Mapped[bytes] = mapped_column(unique=True)
    host: Mapped[bool]
    at: Mapped[datetime]

"""Connections: SQLite as a server of its own, PostgreSQL by URL, the same transactions on both."""

import json
import sqlite3
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from storage.types import StoreError

BUSY_SECONDS = 30
"""How long a writer waits for another one before it gives up."""

OLDEST_SQLITE = (3, 35, 0)
"""The first with RETURNING."""


PRAGMAS = (
    "foreign_keys = ON",
    "synchronous = NORMAL",
    "cache_size = -8192",  # 8 MB: the ends of the indexes; the rest the system keeps for all
    "wal_autocheckpoint = 4000",  # pages, 16 MB: what is written often reaches the file once
    "temp_store = MEMORY",
)


def parse_url(url: str) -> URL:
    """The URL of a database in SQLAlchemy's form; raises StoreError for what we do not speak.

    >>> parse_url("postgres://me@host/news").drivername
    'postgresql+psycopg'
    """
    if url.startswith("postgres://"):
        url = url.replace("postgres://", "postgresql://", 1)
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise StoreError(
            "The database URL is no URL; write sqlite:///FILE or "
            "postgresql://USER:PASSWORD@HOST/DATABASE."
        ) from error
    match parsed.get_backend_name():
        case "sqlite":
            if (parsed.database or "").startswith("file:"):
                raise StoreError("The database URL must name a plain file: sqlite:///FILE.")
            return parsed.set(drivername="sqlite")
        case "postgresql":
            return parsed.set(drivername="postgresql+psycopg")
        case other:
            raise StoreError(
                f"The database URL names {other}; Copydesk speaks sqlite and postgresql."
            )


def make_engine(url: URL) -> Engine:
    """An engine with our settings; no connection is made yet."""
    if url.get_backend_name() == "postgresql":
        return _postgres_engine(url)
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise StoreError(
            f"This Python has SQLite {sqlite3.sqlite_version}; Copydesk needs 3.35 or newer. "
            "Use a newer Python, or PostgreSQL."
        )
    return _sqlite_engine(url)


def sqlite_file(url: URL) -> Path | None:
    """The file of a SQLite URL; None for memory and for other databases."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database))


def file_bytes(url: URL) -> int | None:
    """The bytes of a SQLite file and its log; None for what is no file."""
    file = sqlite_file(url)
    if file is None:
        return None
    parts = (file, Path(f"{file}-wal"))
    return sum(part.stat().st_size for part in parts if part.exists())


def _sqlite_engine(url: URL) -> Engine:
    if sqlite_file(url):
        engine = create_engine(url, json_serializer=_json, connect_args={"timeout": BUSY_SECONDS})
    else:
        engine = create_engine(
            url,
            json_serializer=_json,
            poolclass=StaticPool,
            connect_args={"check_same_thread": False},
        )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _json(value: object) -> str:
    """JSON in the letters of the text, which are shorter than their escapes."""
    return _JSON.encode(value)


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _set_up_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Take transactions out of the driver's hands, and set what SQLite forgets on closing."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Writers take the lock at once: a lock that is taken later cannot be waited for."""
    writes = connection.get_execution_options().get("copydesk_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgres_engine(url: URL) -> Engine:
    if find_spec("psycopg") is None:
        raise StoreError("PostgreSQL needs one more package: pip install 'copydesk[postgres]'")
    engine = create_engine(
        url,
        json_serializer=_json,
        pool_pre_ping=True,
        connect_args={"client_encoding": "utf8"},
    )
    event.listen(engine, "connect", _set_up_postgres)
    return engine


def _set_up_postgres(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """UTC, so that no moment of the calendar falls out of it in the server's own zone."""
    cursor = connection.cursor()
    cursor.execute("SET TIME ZONE 'UTC'")
    cursor.close()
    connection.commit()

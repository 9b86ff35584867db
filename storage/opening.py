"""Opens a store: finds the database, makes it ready, and says clearly why it can't."""

import sqlite3
import time

from sqlalchemy import URL, Engine, text
from sqlalchemy.exc import DBAPIError

from storage.engine import make_engine, parse_url, sqlite_file
from storage.migrate import HOW_TO_FILL, Pending, Tell, pending, prepare
from storage.store import Store
from storage.transactions import ATTEMPTS, PAUSE, database_error
from storage.types import StoreError


def open_store(url: str, *, create: bool = True, tell: Tell = lambda _: None) -> Store:
    """The store at a database URL, its tables made or brought up to date.

    `sqlite:///FILE` is a file, `sqlite://` lives in memory, `postgresql://...` is a server's
    database. Without `create`, a database that is not there is an error. `tell` hears how an
    older one is brought up to date. Raises StoreError.
    """
    parsed = parse_url(url)
    location = _location(parsed)
    _check_file(parsed, create)
    engine = make_engine(parsed)
    try:
        _check_server(engine, location)
        prepare(engine, location, create=create, tell=tell)
        _use_wal(engine)
    except DBAPIError as error:
        engine.dispose()
        raise database_error(location, error) from error
    except StoreError:
        engine.dispose()
        raise
    return Store(engine, location)


def look_at(url: str) -> Pending:
    """What `open_store` would change in a database that is there; raises StoreError."""
    parsed = parse_url(url)
    _check_file(parsed, create=False)
    engine = make_engine(parsed)
    try:
        return pending(engine, _location(parsed))
    except DBAPIError as error:
        raise database_error(_location(parsed), error) from error
    finally:
        engine.dispose()


def _location(url: URL) -> str:
    """The URL as messages show it: no password, and a path as a person writes it."""
    if file := sqlite_file(url):
        return f"sqlite:///{file}"
    shown = url.difference_update_query(["password", "sslpassword", "passfile"])
    return shown.render_as_string(hide_password=True)


def _check_file(url: URL, create: bool) -> None:
    """A SQLite file that can't be opened has a plainer reason than "unable to open"."""
    file = sqlite_file(url)
    if file is None or file.is_file():
        return
    if file.exists():
        raise StoreError(f"{file} is no file; name the file of the database.")
    if not create:
        raise StoreError(f"There is no database at {file}. {HOW_TO_FILL}")
    if not file.parent.is_dir():
        raise StoreError(f"The folder {file.parent} does not exist; make it, then try again.")


def _check_server(engine: Engine, location: str) -> None:
    if engine.dialect.name != "postgresql":
        return
    with engine.connect() as connection:
        encoding = connection.scalar(text("SHOW server_encoding"))
    if encoding != "UTF8":
        raise StoreError(
            f"{location} has the encoding {encoding}, which can't hold every language; "
            "make a database with ENCODING 'UTF8'."
        )


def _use_wal(engine: Engine) -> None:
    """Let readers and a writer work side by side; a file remembers it (sqlite.org/wal.html)."""
    if sqlite_file(engine.url) is None:
        return
    for attempt in range(ATTEMPTS):
        try:
            with engine.connect() as connection:
                connection.connection.cursor().execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY":
                return  # a file that can't be written can be read as it is
            time.sleep(PAUSE * 2**attempt)
        else:
            return

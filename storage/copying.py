"""A copy of a SQLite file that is right at one moment, while others write to it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL

from storage.engine import sqlite_file
from storage.types import StoreError


def copy_file(source: Path, target: Path) -> None:
    """Copy a database as it is now: in one read, so that writers need not stop.

    The copy appears when it is whole. Raises sqlite3.Error and OSError.
    """
    partial = target.with_name(f"{target.name}.partial")
    try:
        with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(partial)) as other:
            one.backup(other)
        partial.replace(target)
    except (sqlite3.Error, OSError):
        partial.unlink(missing_ok=True)
        raise


def back_up(url: URL, target: Path) -> int:
    """Copy a store into a new file, also while a crawl runs; returns the bytes of the copy.

    Raises StoreError where there is something, where there is no room, and for a server, which
    has a tool of its own.
    """
    source = sqlite_file(url)
    if source is None:
        shown = url.set(drivername="postgresql", password=None).render_as_string()
        raise StoreError(
            "A server copies its databases itself, also while a crawl runs: "
            f"pg_dump --format=custom --file={target} {shown}"
        )
    if target.exists():
        raise StoreError(f"{target} is there already; name a new file.")
    if not target.absolute().parent.is_dir():
        raise StoreError(f"The folder {target.parent} does not exist; make it, then try again.")
    try:
        copy_file(source, target)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(
            f"{source} could not be copied to {target} ({error}). Make room there, or name "
            "another place; the store is as it was."
        ) from error
    return target.stat().st_size

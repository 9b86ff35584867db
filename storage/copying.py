"""A copy of a SQLite file that is right at one moment, while others write to it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL

from storage.engine import sqlite_file
from storage.transactions import DAMAGED, RESCUE
from storage.types import StoreDamagedError, StoreError

Look = Callable[[Path, sqlite3.Connection], None]
"""Looks at the copy of a file before it appears, and raises where it must not."""


def copy_file(source: Path, target: Path, look: Look = lambda *_: None) -> None:
    """Copy a database as it is now: in one read, so that writers need not stop.

    The copy appears when it is whole. Raises sqlite3.Error, OSError, and what `look` raises.
    """
    partial = target.with_name(f"{target.name}.partial")
    try:
        with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(partial)) as other:
            one.backup(other)
            look(source, other)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _must_be_whole(source: Path, copy: sqlite3.Connection) -> None:
    """A copy is page by page: what is damaged in the file is damaged in it, and no backup."""
    said = str(copy.execute("PRAGMA quick_check(1)").fetchone()[0])
    if said != "ok":
        raise _damaged(source, said.replace("*** in database main ***", "").strip())


def _damaged(source: Path, said: str) -> StoreDamagedError:
    return StoreDamagedError(
        f"{source} is damaged ({said.splitlines()[0]}), and a copy of it would be too: none was"
        f" made. `corpus db check` says more; {RESCUE}."
    )


def back_up(url: URL, target: Path) -> int:
    """Copy a store into a new file, also while a crawl runs; returns the bytes of the copy.

    Raises StoreError where there is something, where there is no room, and for a server, which
    has a tool of its own; StoreDamagedError, and no copy stays, where the store is damaged.
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
        copy_file(source, target, look=_must_be_whole)
    except (sqlite3.Error, OSError) as error:
        if any(sign in str(error) for sign in DAMAGED):
            raise _damaged(source, str(error)) from error
        raise StoreError(
            f"{source} could not be copied to {target} ({error}). Make room there, or name "
            "another place; the store is as it was."
        ) from error
    return target.stat().st_size

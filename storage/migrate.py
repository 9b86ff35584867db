"""Brings a database to the tables of this program: an empty one, or one of an older release.

Every change runs in one transaction that no second process can share, so two programs that open
an empty database at once both find it ready. A SQLite file is copied before it is changed.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from storage.copying import copy_file
from storage.engine import file_bytes, sqlite_file
from storage.types import StoreError

if TYPE_CHECKING:
    from alembic.config import Config

VERSION_TABLE = "copydesk_revision"
"""Not Alembic's default name: another program's database must never look like ours."""

HOW_TO_FILL = (
    "Make one (corpus init), crawl a site first (scrapy crawl news -a url=URL), or name another "
    "database with --db."
)

_SCRIPTS = Path(__file__).parent / "migrations"
_POSTGRES_LOCK = 0x636F707964736B  # "copydsk", the advisory lock around migrations


MILLISECONDS = {
    "0003": 0.2,
    "0013": 0.7,
    "0017": 0.2,
    "0018": 0.2,
    "0019": 0.6,
    "0020": 0.9,
    "0021": 0.8,
}
"""What an article of 500 words costs each migration that reads all of them (docs/decisions.md)."""

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Pending:
    """What a migration would do: from which revision, by which steps, with which backup first.

    `seconds` is what it takes at least, guessed by the number of `articles`; `size` are the bytes
    of the file, which its backup takes once more, and None on a server.
    """

    revision: str | None
    steps: tuple[tuple[str, str], ...]
    backup: Path | None
    articles: int = 0
    size: int | None = None

    @property
    def seconds(self) -> float:
        """What it takes on an ordinary machine, without the copy."""
        each = sum(MILLISECONDS.get(revision, 0.0) for revision, _ in self.steps)
        return each * self.articles / 1000


def revisions() -> tuple[str, ...]:
    """All revisions that this program knows, the newest last: files are named NAME_REVISION.

    Read from the names, since opening a store that is up to date, as nearly all are, then loads
    neither Alembic nor the migrations: 0.2 s of each command.
    """
    files = (_SCRIPTS / "versions").glob("[a-z]*_[0-9]*.py")
    return tuple(sorted(file.stem.rpartition("_")[2] for file in files))


def migration_config() -> "Config":
    """Alembic's configuration, without any file."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def prepare(
    engine: Engine, location: str, *, create: bool = True, tell: Tell = lambda _: None
) -> None:
    """Make the database ready for this program; raises StoreError if it is not ours to change.

    Without `create`, an empty database is not ours to change either. `tell` hears what is done
    with an older database, and how far it is.
    """
    newest = revisions()[-1]
    with engine.connect() as connection:
        revision = _revision(connection, location)
    if revision == newest:
        return
    if revision is None and not create:
        raise StoreError(f"{location} is an empty database. {HOW_TO_FILL}")
    from alembic import command

    with engine.execution_options(copydesk_writes=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _POSTGRES_LOCK})
        revision = _revision(connection, location)
        if revision == newest:
            return
        config = migration_config()
        if revision is not None:
            tell(f"{location} is of an older Copydesk ({revision}) and is brought up to date.")
            _back_up(engine, revision)
            config.attributes["tell"] = tell
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _revision(connection: Connection, location: str) -> str | None:
    """The revision of the database, or None if it is empty."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if VERSION_TABLE not in tables:
        raise StoreError(
            f"{location} holds tables ({', '.join(sorted(tables)[:3])}, ...) that are not "
            "Copydesk's; it was left as it is. Name an empty or new database."
        )
    revision = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608
    if revision not in revisions():
        raise StoreError(
            f"{location} was made by a newer Copydesk (revision {revision}); "
            "it was left as it is. Upgrade this program: pip install --upgrade copydesk"
        )
    return str(revision)


def pending(engine: Engine, location: str) -> Pending:
    """What opening the database would change; raises StoreError if it is not ours."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(migration_config())
    with engine.connect() as connection:
        revision = _revision(connection, location)
        counted = "SELECT count(*) FROM articles"
        articles = 0 if revision is None else connection.scalar(text(counted)) or 0
    steps = [] if revision is None else list(scripts.iterate_revisions("head", revision))
    file = sqlite_file(engine.url)
    return Pending(
        revision,
        tuple((step.revision, (step.doc or "").strip()) for step in reversed(steps)),
        file and _backup_path(file, revision or "empty"),
        articles,
        file_bytes(engine.url),
    )


def _back_up(engine: Engine, revision: str) -> None:
    """Copy a SQLite file beside itself; the caller holds the write lock, so it stands still."""
    path = sqlite_file(engine.url)
    if path is None:
        return
    try:
        copy_file(path, _backup_path(path, revision))
    except (sqlite3.Error, OSError) as error:
        raise StoreError(
            f"No backup copy of {path} could be made ({error}), so it was not migrated. "
            "Make room beside it or move it, then try again."
        ) from error


def _backup_path(path: Path, revision: str) -> Path:
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    return path.with_name(f"{path.name}.backup-{revision}-{moment}")

"""Brings a database to the tables of this program: an empty one, or one of an older release.

Every change runs in one transaction that no second process can share, so two programs that open
an empty database at once both find it ready. A SQLite file is copied before it is changed.
"""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from storage.types import StoreError

VERSION_TABLE = "copydesk_revision"
"""Not Alembic's default name: another program's database must never look like ours."""

HOW_TO_FILL = (
    "Make one (corpus init), crawl a site first (scrapy crawl news -a url=URL), or name another "
    "database with --db."
)

_SCRIPTS = Path(__file__).parent / "migrations"
_POSTGRES_LOCK = 0x636F707964736B  # "copydsk", the advisory lock around migrations


def migration_config() -> Config:
    """Alembic's configuration, without any file."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def prepare(engine: Engine, location: str, *, create: bool = True) -> None:
    """Make the database ready for this program; raises StoreError if it is not ours to change.

    Without `create`, an empty database is not ours to change either.
    """
    config = migration_config()
    scripts = ScriptDirectory.from_config(config)
    with engine.connect() as connection:
        revision = _revision(connection, scripts, location)
    if revision == scripts.get_current_head():
        return
    if revision is None and not create:
        raise StoreError(f"{location} is an empty database. {HOW_TO_FILL}")
    with engine.execution_options(copydesk_writes=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _POSTGRES_LOCK})
        revision = _revision(connection, scripts, location)
        if revision == scripts.get_current_head():
            return
        if revision is not None:
            _back_up(engine, revision)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _revision(connection: Connection, scripts: ScriptDirectory, location: str) -> str | None:
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
    known = {script.revision for script in scripts.walk_revisions()}
    if revision not in known:
        raise StoreError(
            f"{location} was made by a newer Copydesk (revision {revision}); "
            "it was left as it is. Upgrade this program: pip install --upgrade copydesk"
        )
    return str(revision)


def _back_up(engine: Engine, revision: str) -> None:
    """Copy a SQLite file beside itself; the caller holds the write lock, so it stands still."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return
    path = Path(engine.url.database)
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    backup = path.with_name(f"{path.name}.backup-{revision}-{moment}")
    partial = backup.with_name(f"{backup.name}.partial")
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(partial)) as target:
            source.backup(target)
        partial.replace(backup)
    except (sqlite3.Error, OSError) as error:
        partial.unlink(missing_ok=True)
        raise StoreError(
            f"No backup copy of {path} could be made ({error}), so it was not migrated. "
            "Make room beside it or move it, then try again."
        ) from error

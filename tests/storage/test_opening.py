"""Opening a store: what is made, what is refused, and what is said then."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from storage import StoreError, open_store
from tests.storage.databases import PostgresDatabases
from tests.storage.examples import add


def test_an_empty_database_becomes_a_store(empty_url: str) -> None:
    with open_store(empty_url) as store:
        add(store)
    with open_store(empty_url, create=False) as store:
        assert store.count("ferry") == 1


def test_without_create_an_empty_database_is_an_error(empty_url: str) -> None:
    with pytest.raises(StoreError, match="crawl a site first"):
        open_store(empty_url, create=False)


def test_without_create_a_missing_file_is_named_and_not_made(tmp_path: Path) -> None:
    file = tmp_path / "none.db"

    with pytest.raises(StoreError, match=r"no database at .*none\.db"):
        open_store(f"sqlite:///{file}", create=False)
    assert not file.exists()


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    file = tmp_path / "empty.db"
    file.touch()

    open_store(f"sqlite:///{file}").close()

    assert file.stat().st_size > 0
    assert list(tmp_path.glob("*backup*")) == []


def test_another_programs_sqlite_file_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE alembic_version (version_num TEXT)")
        other.execute("CREATE TABLE songs (title TEXT)")
    before = file.read_bytes()

    for create in (True, False):
        with pytest.raises(StoreError, match="not Copydesk's"):
            open_store(f"sqlite:///{file}", create=create)
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["other.db"]


def test_another_programs_postgresql_database_is_refused(postgres: PostgresDatabases) -> None:
    url = postgres.make()
    with psycopg.connect(url) as other:
        other.execute("CREATE TABLE songs (title TEXT)")

    with pytest.raises(StoreError, match=r"songs.*not Copydesk's"):
        open_store(url)
    with psycopg.connect(url) as other:
        tables = other.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        assert tables.fetchall() == [("songs",)]
    postgres.drop(url)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("Not a database, but more than a hundred bytes. " * 9)

    with pytest.raises(StoreError, match=r"notes\.txt: file is not a database"):
        open_store(f"sqlite:///{file}")


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is no file"):
        open_store(f"sqlite:///{tmp_path}")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"folder .*gone does not exist"):
        open_store(f"sqlite:///{tmp_path / 'gone' / 'copydesk.db'}")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "no URL"),
        ("copydesk.db", "no URL"),
        ("postgresql://host:port/x", "no URL"),
        ("mysql://me@host/news", "mysql"),
        ("nonsense://x", "nonsense"),
        ("sqlite:///file:copydesk.db?uri=true", "plain file"),
    ],
)
def test_urls_that_we_do_not_speak_are_refused(url: str, said: str) -> None:
    with pytest.raises(StoreError, match=said):
        open_store(url)


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    with pytest.raises(StoreError) as caught:
        open_store("postgresql://me:secret@127.0.0.1:1/news?connect_timeout=2&password=hidden")

    assert "127.0.0.1:1/news" in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "hidden" not in str(caught.value)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_all_names_of_postgresql_are_understood(
    postgres: PostgresDatabases, postgres_store: str, scheme: str
) -> None:
    url = make_url(postgres_store).set(drivername=scheme).render_as_string(hide_password=False)

    with open_store(url) as store:
        assert store.location.startswith("postgresql+psycopg://")


def test_a_database_in_another_encoding_is_refused(postgres: PostgresDatabases) -> None:
    url = postgres.make("LATIN1")

    with pytest.raises(StoreError, match="LATIN1"):
        open_store(url)
    postgres.drop(url)


def test_a_store_in_memory_is_gone_when_closed() -> None:
    with open_store("sqlite://") as store:
        add(store)
        assert store.stats().file_bytes is None
    with open_store("sqlite://") as store:
        assert store.count("ferry") == 0


def test_sqlite_files_write_ahead_and_check_references(tmp_path: Path) -> None:
    file = tmp_path / "copydesk.db"
    with open_store(f"sqlite:///{file}") as store:
        add(store)
        with closing(sqlite3.connect(file)) as reader:
            assert reader.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert (store.stats().file_bytes or 0) > 0
    assert [path.name for path in tmp_path.iterdir()] == ["copydesk.db"]


def test_a_store_can_be_used_from_another_thread_than_its_maker(store_url: str) -> None:
    with open_store(store_url) as store, ThreadPoolExecutor(1) as worker:
        worker.submit(add, store).result()
        assert worker.submit(store.count, "ferry").result() == store.count("ferry") == 1


def test_a_file_that_may_only_be_read_can_be_read(tmp_path: Path) -> None:
    file = tmp_path / "copydesk.db"
    with open_store(f"sqlite:///{file}") as store:
        add(store)
    file.chmod(0o444)

    with open_store(f"sqlite:///{file}", create=False) as store:
        assert store.count("ferry") == 1

"""Several programs at one store: each waits for the others, and nothing is stored twice."""

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from storage import StoreError, open_store
from storage import engine as storage_engine
from tests.storage.examples import add
from tests.storage.writers import at_once, open_and_write


def test_four_processes_that_write_the_same_pages_store_each_once(empty_url: str) -> None:
    """They also open the empty database at one moment, and each must find it ready."""
    assert at_once(4, open_and_write, empty_url, 40) == [0, 0, 0, 0]

    with open_store(empty_url, create=False) as store:
        assert len(list(store.pages())) == 40
        titles = [stored.article.title for stored in store.articles()]
        assert sorted(map(str, titles)) == sorted(f"Title {n}" for n in range(40))
        (site,) = store.stats().sites
        assert store.stats().urls == {"stored": 40}
        assert (site.articles, site.pages) == (40, 40)


def test_a_writer_waits_while_another_one_holds_the_lock(tmp_path: Path) -> None:
    file = tmp_path / "copydesk.db"
    with open_store(f"sqlite:///{file}") as store:
        other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        with closing(other):
            other.execute("BEGIN IMMEDIATE")
            began = time.monotonic()
            release = threading.Timer(1.0, other.execute, ("COMMIT",))
            release.start()

            add(store)

            waited = time.monotonic() - began
            release.join()
        assert waited >= 0.9
        assert store.count("ferry") == 1


def test_a_reader_does_not_wait_for_a_writer(tmp_path: Path) -> None:
    file = tmp_path / "copydesk.db"
    with open_store(f"sqlite:///{file}") as store:
        add(store)
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert store.count("ferry") == 1
            open_store(f"sqlite:///{file}").close()
            other.execute("ROLLBACK")


def test_a_lock_that_is_never_released_is_an_error_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage_engine, "BUSY_SECONDS", 0.01)
    file = tmp_path / "copydesk.db"
    with open_store(f"sqlite:///{file}") as store:
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreError, match=r"copydesk\.db: database is locked.*Another"):
                add(store)
        assert store.count("ferry") == 0


def test_a_store_whose_tables_are_gone_says_so(tmp_path: Path) -> None:
    file = tmp_path / "copydesk.db"
    with open_store(f"sqlite:///{file}") as store:
        with closing(sqlite3.connect(file)) as other:
            other.execute("DROP TABLE runs")
        with pytest.raises(StoreError, match="no such table: runs"):
            store.runs()
        with pytest.raises(StoreError, match="no such table: runs"):
            store.start_run("x")

"""What is broken in a store is found, named, and mended where that loses nothing."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from storage import Store, StoreError, open_store
from storage.engine import make_engine, parse_url
from storage.facets import EVERY
from storage.transactions import RESCUE
from storage.types import StoreDamagedError
from tests.storage.examples import URL, add, full_article, page_at

EMPTY_INDEX = "INSERT INTO article_terms(article_terms) VALUES ('delete-all')"
OTHER = "https://harbour.example/other"


def change(url: str, *statements: str) -> None:
    """Change a database behind the store's back, its references unguarded on SQLite."""
    engine = create_engine(parse_url(url))
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def test_a_sound_store_has_no_findings(store: Store) -> None:
    store.store_article(page_at(), full_article(), "feed")
    add(store, OTHER, "Another story")
    told: list[str] = []
    assert store.checking.check(tell=told.append) == []
    assert len(told) == 5


def test_an_index_out_of_step_is_found_and_mended(store: Store, store_url: str) -> None:
    first, second = add(store), add(store, OTHER, "Another story")
    if store_url.startswith("sqlite"):
        new = "INSERT INTO article_terms(rowid, terms) VALUES "
        change(store_url, EMPTY_INDEX, f"{new} (99, 'ferry {EVERY}'), ({second}, '{EVERY}')")
    else:
        change(store_url, f"DELETE FROM article_terms WHERE article_id = {first}")
    assert [hit.id for hit in store.search("ferry")] == []
    names = [finding.name for finding in store.checking.check(repair=True)]
    assert names[0] == "not-indexed"
    assert store.count("ferry") == 1
    assert store.count("another") == 1
    assert store.checking.check() == []
    change(store_url, f"UPDATE articles SET title = 'A sunken bell' WHERE id = {second}")
    (finding,) = store.checking.check(repair=True)
    assert (finding.name, finding.where) == ("other-words-indexed", (f"article {second}",))
    assert (store.count("bell"), store.count("another")) == (1, 0)
    assert store.checking.check() == []


def test_damage_to_any_index_of_a_file_is_found_and_mended(tmp_path: Path) -> None:
    file = tmp_path / "copydesk.db"
    with open_store(f"sqlite:///{file}") as store:
        add(store)
    edited = ("PRAGMA writable_schema = ON", "DELETE FROM sqlite_schema WHERE name = :name")
    with closing(sqlite3.connect(file)) as database, database:
        name = {"name": "ix_articles_dated_at"}
        row = database.execute("SELECT * FROM sqlite_schema WHERE name = :name", name).fetchone()
        for statement in edited:
            database.execute(statement, name)
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE articles SET dated_at = '2001-01-01 00:00:00.000000'")
        database.execute("UPDATE article_terms_data SET block = x'00ff' WHERE id > 10")
        database.execute(edited[0])
        database.execute("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", row)
    with open_store(f"sqlite:///{file}") as store:
        names = [finding.name for finding in store.checking.check(repair=True)]
        assert names == ["index-out-of-step", "damaged-index"]
        assert store.checking.check() == []
        assert store.count("ferry") == 1


def test_a_file_that_is_damaged_in_its_middle_is_told_with_the_way_out(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    with open_store(f"sqlite:///{file}") as store:
        for n in range(40):
            add(store, f"{OTHER}/{n}", f"Story {n}")
    with file.open("r+b") as raw:
        for page in range(40, file.stat().st_size // 4_096, 9):
            raw.seek(page * 4_096)
            raw.write(b"\xff" * 4_096)
    with open_store(f"sqlite:///{file}") as store:
        found = store.checking.check()
    damaged = [finding for finding in found if finding.name == "damaged-file"]
    assert damaged
    assert {finding.mend for finding in damaged} == {RESCUE}


def test_texts_and_pages_that_cannot_be_read_are_named(store: Store, store_url: str) -> None:
    first, second = add(store), add(store, OTHER, "Another story")
    change(
        store_url,
        f"UPDATE texts SET text = 'cut short' WHERE article_id = {first}",
        f"DELETE FROM texts WHERE article_id = {second}",
        f"UPDATE pages SET raw_bytes = 7 WHERE url = '{URL}'",
    )
    found = {finding.name: finding for finding in store.checking.check()}
    assert found["damaged-text"].where == (f"article {first}",)
    assert found["no-text"].where == (OTHER,)
    assert found["unreadable-page"].where == (URL,)
    assert "corpus reclean" in found["no-text"].mend
    assert "corpus crawl --urls" in found["unreadable-page"].mend


def test_rows_that_belong_to_nothing_are_deleted(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'copydesk.db'}"
    with open_store(url) as store:
        add(store)
        add(store, OTHER, "Another story")
        change(url, "PRAGMA foreign_keys = OFF", "DELETE FROM articles WHERE id = 1")
        names = {finding.where for finding in store.checking.check() if finding.name == "orphans"}
        assert {("texts",), ("prints",)} <= names
        store.checking.check(repair=True)
        assert store.checking.check() == []
        status = store.url_status(URL)
        assert status is not None
        assert status.article_id is None
        assert store.article(2) is not None


def test_a_backup_is_whole_and_takes_no_other_place(tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with open_store(f"sqlite:///{tmp_path / 'copydesk.db'}") as store:
        add(store)
        with closing(sqlite3.connect(tmp_path / "copydesk.db", isolation_level=None)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            writer.execute("UPDATE articles SET title = 'half written'")
            assert store.checking.back_up(copy) == copy.stat().st_size
            writer.execute("ROLLBACK")
        add(store, OTHER, "Another story")
        with pytest.raises(StoreError, match="is there already"):
            store.checking.back_up(copy)
        with pytest.raises(StoreError, match=r"folder .* does not exist"):
            store.checking.back_up(tmp_path / "no" / "copy.db")
    with open_store(f"sqlite:///{copy}", create=False) as copied:
        assert [article.article.title for article in copied.articles()] == ["The ferry is back"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.db", "copydesk.db"]


def test_of_a_damaged_store_there_is_no_backup(tmp_path: Path) -> None:
    file, copy = tmp_path / "copydesk.db", tmp_path / "copy.db"
    with open_store(f"sqlite:///{file}") as store:
        add(store)
    with closing(sqlite3.connect(file)) as database:
        (page,) = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'texts'")
    with file.open("r+b") as data:
        data.seek((page[0] - 1) * 4096 + 8)
        data.write(b"\xff" * 200)
    with (
        open_store(f"sqlite:///{file}") as store,
        pytest.raises(StoreDamagedError, match=r"copydesk\.db is damaged \(.*none was made"),
    ):
        store.checking.back_up(copy)
    assert not copy.exists()
    assert not list(tmp_path.glob("*.partial"))


def test_a_server_is_copied_by_its_own_tool(tmp_path: Path) -> None:
    engine = make_engine(parse_url("postgresql://me:secret@db.example/news"))
    with pytest.raises(
        StoreError, match=r"pg_dump --format=custom --file=\S+x.dump postgresql"
    ) as e:
        Store(engine, "x").checking.back_up(tmp_path / "x.dump")
    assert "secret" not in str(e.value)

"""Migrations make exactly the models, run once, and never without a backup."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.orm import Session

from cleaners.memory import Recalled, fingerprint, kept_key
from cleaners.types import Removal
from storage import StoreError, open_store
from storage.engine import make_engine, parse_url
from storage.index import indexed
from storage.migrate import VERSION_TABLE, migration_config, revisions
from storage.migrations.versions.texts_0013 import AT_ONCE
from storage.models import Row
from tests.storage.examples import URL, add, article_at, full_article, page_at, same

FRIDAYS = "The paper is printed on Fridays."


@contextmanager
def writing(url: str) -> Iterator[Connection]:
    engine = make_engine(parse_url(url))
    with engine.execution_options(copydesk_writes=True).begin() as connection:
        yield connection
    engine.dispose()


def migrate(url: str, revision: str) -> None:
    """Bring a database to that revision by Alembic itself."""
    config = migration_config()
    with writing(url) as connection:
        config.attributes["connection"] = connection
        move = command.downgrade if revision == "base" else command.upgrade
        move(config, revision)


def test_the_names_of_the_files_tell_all_revisions_and_the_newest_last() -> None:
    scripts = ScriptDirectory.from_config(migration_config())
    assert set(revisions()) == {script.revision for script in scripts.walk_revisions()}
    assert revisions()[-1] == scripts.get_current_head()


def test_migrations_create_exactly_what_the_models_say(empty_url: str) -> None:
    def ours(name: str | None, kind: str, _parents: object) -> bool:
        """All but the search index, which is no model."""
        return kind != "table" or not str(name).startswith("article_terms")

    open_store(empty_url).close()
    options: dict[str, Any] = {
        "version_table": VERSION_TABLE,
        "compare_type": True,
        "compare_server_default": True,
        "include_name": ours,
    }
    with writing(empty_url) as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Row.metadata) == []


def test_the_comparison_would_see_a_missing_column(empty_url: str) -> None:
    open_store(empty_url).close()
    with writing(empty_url) as connection:
        connection.execute(text("ALTER TABLE runs DROP COLUMN asked"))
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert any("asked" in str(change) for change in compare_metadata(context, Row.metadata))


def test_every_migration_can_be_undone(empty_url: str) -> None:
    migrate(empty_url, "head")
    migrate(empty_url, "base")

    with writing(empty_url) as connection:
        assert inspect(connection).get_table_names() == [VERSION_TABLE]


def test_an_older_database_is_brought_up_to_date(empty_url: str) -> None:
    migrate(empty_url, "0001")

    with open_store(empty_url) as store:
        add(store)
        assert store.count("ferry") == 1


def downgraded(url: str, revision: str) -> None:
    """Take a database back to that revision."""
    config = migration_config()
    with writing(url) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def test_what_was_stored_before_bears_witness_after_the_migration(empty_url: str) -> None:
    cut = (Removal(5, "share", "a share bar", "Share this"), Removal(6, "x", "no letters", "* * *"))
    with open_store(empty_url) as store:
        for n in "abc":
            kept = [FRIDAYS, f"Story {n}."]
            add(store, f"https://harbour.example/{n}", f"The story of the letter {n}", text=kept)
        add(store, "https://harbour.example/cut", "A story that shares", removals=cut)
        add(store, "https://harbour.example/too", "A story that is shared", removals=cut)
        now = store.memory("harbour.example")
    downgraded(empty_url, "0002")

    with open_store(empty_url) as store:
        then = store.memory("harbour.example")
        assert {key: on for key, on in then.blocks.items() if key != fingerprint("* * *")} == {
            key: on for key, on in now.blocks.items() if key != fingerprint("* * *")
        }
        assert len(then.stories_keeping(FRIDAYS)) == 3
        assert len(then.stories_with("Share this")) == 2
        assert store.stale_articles("harbour.example") == []
        assert len(store.outdated_articles("harbour.example", "1")) == 5
        add(store, "https://harbour.example/d", "The story of the letter d", text=FRIDAYS)
        assert len(store.memory("harbour.example").stories_keeping(FRIDAYS)) == 4


def test_data_of_every_earlier_revision_are_carried_along(empty_url: str) -> None:
    """The way from the first revision to this one leads through all others."""
    kept = replace(full_article(), kind="live-blog")
    many = tuple(Removal(n, "share", "a share bar", f"Share {n}") for n in range(250))
    with open_store(empty_url) as store:
        store.store_article(page_at(body=b"<p>raw"), kept, "feed")
        for n in range(AT_ONCE + 1):
            add(store, f"https://harbour.example/{n}", f"Story {n}", removals=many[: n % 3])
        add(store, "https://harbour.example/many", "Much was cut", removals=many)
        before = store.stats()
    downgraded(empty_url, "0001")
    with writing(empty_url) as connection:
        counted = [
            connection.scalar(text(f"SELECT count(*) FROM {name}"))
            for name in ("blocks", "removals", "links")
        ]
    assert counted == [56, 3 + 51 + 250, 2]

    with open_store(empty_url) as store:
        after, article = store.stats(), store.article(URL)
        assert article is not None
        assert same(article.article, kept)
        assert (after.removals, after.urls) == (before.removals, before.urls)
        assert [replace(site, stored_bytes=0) for site in after.sites] == [
            replace(site, stored_bytes=0) for site in before.sites
        ]
        much = store.article("https://harbour.example/many")
        assert much is not None
        assert much.article.removals == many
        assert store.count("captain") == 1
        assert [hit.id for hit in store.search("story 7")] == [9]


def test_what_was_asked_before_is_known_after_the_migration(empty_url: str) -> None:
    asked = Recalled(0, frozenset({kept_key(FRIDAYS), fingerprint(FRIDAYS)}))
    with open_store(empty_url) as store:
        for n in "abc":
            url = f"https://harbour.example/{n}"
            shown = article_at(url, f"The story of the letter {n}", text=FRIDAYS)
            store.store_article(page_at(url), shown, "feed", replace(asked, clock=store.clock()))
        store.settle("harbour.example", store.clock())
        now = store.memory("harbour.example")
    downgraded(empty_url, "0013")

    with open_store(empty_url) as store:
        assert store.memory("harbour.example").blocks == now.blocks
        assert store.stale_articles("harbour.example") == [2]
        add(store, "https://harbour.example/d", "The story of the letter d", text=FRIDAYS)
        assert store.stale_articles("harbour.example") == [1, 2, 3]
        assert store.outdated_articles("harbour.example", "1") == [1, 2, 3, 4]


def test_a_sqlite_file_is_copied_before_it_is_migrated(tmp_path: Path) -> None:
    file = tmp_path / "copydesk.db"
    migrate(f"sqlite:///{file}", "0001")
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("INSERT INTO sites (host, added_at) VALUES ('a.example', '2026-01-01')")

    with open_store(f"sqlite:///{file}") as store:
        add(store)

    (backup,) = tmp_path.glob("copydesk.db.backup-*")
    assert backup.name.startswith("copydesk.db.backup-0001-20")
    assert backup.name.endswith("Z")
    with closing(sqlite3.connect(backup)) as database:
        assert database.execute("SELECT host FROM sites").fetchall() == [("a.example",)]
        assert database.execute(f"SELECT * FROM {VERSION_TABLE}").fetchall() == [("0001",)]


def test_a_current_file_is_not_copied(tmp_path: Path) -> None:
    for _ in range(3):
        open_store(f"sqlite:///{tmp_path / 'copydesk.db'}").close()

    assert [path.name for path in tmp_path.iterdir()] == ["copydesk.db"]


def test_without_a_backup_there_is_no_migration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "copydesk.db"
    migrate(f"sqlite:///{file}", "0001")

    def full(_self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(StoreError, match=r"No backup copy .*No space left"):
            open_store(f"sqlite:///{file}")

    with closing(sqlite3.connect(file)) as database:
        assert database.execute(f"SELECT * FROM {VERSION_TABLE}").fetchall() == [("0001",)]
    assert [path.name for path in tmp_path.iterdir()] == ["copydesk.db"]


def test_a_database_of_a_newer_program_is_refused(empty_url: str) -> None:
    open_store(empty_url).close()
    with writing(empty_url) as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))

    with pytest.raises(StoreError, match=r"newer Copydesk.*9999.*Upgrade"):
        open_store(empty_url)


def test_a_folder_with_a_percent_sign_is_no_trouble(tmp_path: Path) -> None:
    folder = tmp_path / "100% news"
    folder.mkdir()

    with open_store(f"sqlite:///{folder / 'copydesk.db'}") as store:
        add(store)
    assert (folder / "copydesk.db").is_file()


def test_the_search_index_forgets_deleted_articles(empty_url: str) -> None:
    with open_store(empty_url) as store:
        add(store)
        engine = create_engine(parse_url(empty_url))
        with Session(engine) as session:
            assert indexed(session) == {1}
        store.forgetting.forget(URL)
        with Session(engine) as session:
            assert indexed(session) == set()
        engine.dispose()

"""The page about the tables."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from quality import schema_page
from quality.schema_page import MissingSentenceError, main, page, relations
from storage.schema import Column, Relation


def test_the_page_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0, capsys.readouterr().out


def test_the_page_tells_of_all_that_a_database_has(sqlite_template: Path) -> None:
    with closing(sqlite3.connect(sqlite_template)) as database:
        rows = database.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        there = {name for (name,) in rows if not name.startswith(("sqlite_", "article_terms"))}
        columns = {
            (name, column)
            for name in there
            for (column,) in database.execute(f"SELECT name FROM pragma_table_info('{name}')")
        }
    told = {(one.name, column.name) for one in relations() for column in one.columns}
    assert columns - told == {("copydesk_revision", "version_num")}
    assert told <= columns


def test_a_column_without_a_sentence_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = Column("colour", "text", optional=False, key=False, points_to=None, sentence=None)
    monkeypatch.setattr(schema_page, "relations", lambda: [Relation("sites", "A site.", (bare,))])
    with pytest.raises(MissingSentenceError, match="sites: colour, added_at, host, id must be"):
        page()

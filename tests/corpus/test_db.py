"""`corpus db` checks, copies and migrates the database, and says what it does."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage import migration_progress
from tests.corpus.conftest import Ask
from tests.storage.test_checking import EMPTY_INDEX
from tests.storage.test_migrate import downgraded


def test_a_check_says_what_is_broken_and_mends_it(ask: Ask, home: Path) -> None:
    assert ask("db", "check").stdout.endswith("copydesk.db: all is well.\n")
    with closing(sqlite3.connect(home / "copydesk.db")) as database, database:
        database.execute(EMPTY_INDEX)
    broken = ask("db", "check")
    assert broken.exit_code == 1
    named = "not-indexed: 4: article 1, article 2, article 3, article 4\n"
    assert broken.stdout == f"{named}  not found by search: --repair indexes them\n"
    assert json.loads(ask("db", "check", "--json").stdout)[0]["name"] == "not-indexed"
    mended = ask("db", "check", "--repair")
    assert mended.exit_code == 0
    assert mended.stdout == f"{named}  mended\n"
    assert ask("db", "check").exit_code == 0


def test_a_backup_is_a_store(ask: Ask, home: Path) -> None:
    copy = home / "copy.db"
    said = ask("db", "backup", str(copy))
    assert said.stdout.startswith(f"{copy}: {copy.stat().st_size:,} bytes")
    assert ask("--db", f"sqlite:///{copy}", "show", "1").stdout.startswith(
        "Ferry stops for repairs"
    )
    again = ask("db", "backup", str(copy))
    assert again.exit_code == 1
    assert "is there already" in again.stderr


def test_a_migration_says_what_it_would_do_and_then_does_it(
    ask: Ask, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "up to date" in ask("db", "migrate").stdout
    downgraded(f"sqlite:///{home / 'copydesk.db'}", "0012")
    said = ask("db", "migrate", "--dry-run").stdout
    assert said.startswith("From revision 0012:\n")
    assert "  0013  The text of an article and the record of what was cut, one row" in said
    assert "\n4 articles; about 1 minute.\nThe file (" in said
    assert "copydesk.db.backup-0012-" in said
    assert said.endswith("Nothing was changed.\n")
    assert not list(home.glob("*.backup-*"))
    monkeypatch.setattr(migration_progress, "EVERY", 0.0)
    done = ask("db", "migrate")
    assert done.stdout.endswith("Up to date.\n")
    assert "is of an older Copydesk (0012) and is brought up to date.\n  001" in done.stderr
    assert "\n    0 of 4 articles; about 0 minutes left\n" in done.stderr
    assert len(list(home.glob("*.backup-0012-*"))) == 1
    assert ask("show", "1").stdout.startswith("Ferry stops for repairs")


def test_packing_says_what_it_gave(ask: Ask) -> None:
    assert ": 4 raw pages packed: " in ask("db", "pack").stdout
    assert ": 0 raw pages packed: " in ask("db", "pack").stdout

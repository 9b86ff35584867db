"""`corpus prune` drops old raw pages and says how many bytes those are."""

import re
from pathlib import Path

import pytest

from storage import open_store
from tests.corpus.conftest import Ask


def kept(home: Path) -> int:
    with open_store(f"sqlite:///{home / 'copydesk.db'}") as store:
        return sum(1 for _ in store.pages())


def test_a_dry_run_says_what_would_go_and_drops_nothing(ask: Ask, home: Path) -> None:
    said = ask("prune", "--raw-older-than", "1d", "--dry-run").stdout
    assert re.fullmatch(
        r"4 raw pages from before \d{4}-\d\d-\d\d would be dropped: \d+ bytes \(\d+ bytes\)\.\n",
        said,
    )
    assert kept(home) == 4


def test_articles_stay_when_their_pages_go(ask: Ask, home: Path) -> None:
    said = ask("prune", "--raw-older-than", "2w").stdout
    assert said.startswith("4 raw pages from before ")
    assert f"sqlite3 {home / 'copydesk.db'} VACUUM" in said
    assert kept(home) == 0
    assert ask("show", "1").stdout.startswith("Ferry stops for repairs")
    assert ask("prune", "--raw-older-than", "1d").stdout.startswith("0 raw pages")
    assert ask("reclean").exit_code == 0


def test_young_pages_stay(ask: Ask, home: Path) -> None:
    assert ask("prune", "--raw-older-than", "99y").stdout.startswith("0 raw pages")
    assert kept(home) == 4


@pytest.mark.parametrize("age", ["1", "0d", "year", "1.5y"])
def test_what_is_no_age_is_one_sentence(ask: Ask, age: str) -> None:
    result = ask("prune", "--raw-older-than", age)
    assert result.exit_code == 1
    assert "is no age; write one like 90d, 8w, 6m or 1y." in result.stderr

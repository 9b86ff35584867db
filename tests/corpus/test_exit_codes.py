"""docs/exit-codes.md says what the commands do."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.cli import COMMANDS
from storage import open_store
from tests.corpus.conftest import FERRY, Ask, page_at

PAGE = (Path(__file__).parents[2] / "docs" / "exit-codes.md").read_text("utf-8")


def test_the_table_has_the_codes_of_a_crawl_and_names_commands_that_there_are() -> None:
    rows = re.findall(r"^\| (\d+) \| (.+?) \| (.*?) ?\|$", PAGE, re.MULTILINE)
    crawl = (Path(__file__).parents[2] / "docs" / "cron.md").read_text("utf-8")
    assert [code for code, _, _ in rows] == re.findall(r"^\| (\d+) \|", crawl, re.MULTILINE)
    assert [code for code, _, others in rows if others] == ["0", "1", "2"]
    told = re.findall(r"`(?:corpus )?([a-z][a-z-]+)(?: check)?`", PAGE)
    assert set(told) <= set(COMMANDS)


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        (0, ["search", "ferry"]),
        (1, ["search", "walrus"]),
        (1, ["trend", "walrus"]),
        (1, ["show", "99"]),
        (1, ["stats", "--db", "sqlite:////nowhere/copydesk.db"]),
        (1, ["forget", "harbourpost.example"]),
        (1, ["site-configs"]),
        (1, ["cut", "1", "1", "--why", "x", "--as-recipe"]),
        (2, ["search"]),
        (2, ["export", "--format", "parquet"]),
        (2, ["prune"]),
        (2, ["show", "1", "--nosuch"]),
        (0, ["export", "--format", "jsonl", "--lang", "fi"]),
        (0, ["snapshot", "nothing", "--lang", "fi"]),
        (0, ["reclean", "--since", "today"]),
        (0, ["audit", "recipe"]),
        (0, ["corrections"]),
        (0, ["quarantine", "list"]),
        (0, ["db", "check"]),
        (5, ["crawl", "--db", "sqlite:////nowhere/copydesk.db"]),
        (64, ["crawl", "--nosuch"]),
        (64, ["add"]),
    ],
)
def test_commands_end_with_the_code_that_the_page_says(
    ask: Ask, code: int, arguments: list[str]
) -> None:
    assert ask(*arguments).exit_code == code


def test_a_snapshot_that_differs_ends_with_1(ask: Ask, home: Path) -> None:
    ask("snapshot", "all")
    assert ask("verify", "all").exit_code == 0
    with open_store(f"sqlite:///{home / 'copydesk.db'}") as store:
        edited = replace(FERRY, title="The ferry stops")
        store.store_article(page_at("https://harbourpost.example/ferry"), edited, "link")
    assert ask("verify", "all").exit_code == 1

"""`corpus trend`: counts over time as a table, as bars, as JSON and as a picture."""

import json
import sys
from pathlib import Path

import pytest

from corpus.commands.trend import WIDTH, bar_of
from tests.corpus.conftest import Ask


def test_a_table_has_a_line_a_period_and_bars_where_they_are_wanted(ask: Ask) -> None:
    assert ask("trend", "the").stdout == (
        "week        articles\n2025-11-03         1\n2025-11-10         1\n\n"
    )
    lines = ask("trend", "the", "OR", "straße", "--bars").stdout.splitlines()
    assert lines[1:3] == [
        "2025-11-03         1  " + "█" * (WIDTH // 2),
        "2025-11-10         2  " + "█" * WIDTH,
    ]


def test_words_and_filters_are_those_of_search(ask: Ask) -> None:
    asked = json.loads(ask("trend", "har*", "-pier", "--by", "month", "--json").stdout)
    assert asked == [{"start": "2025-11-01", "articles": 1}]
    days = ask("trend", "the", "--by", "day", "--site", "harbourpost.example", "--json").stdout
    assert [day["articles"] for day in json.loads(days)] == [1, 0, 0, 0, 0, 0, 0, 1]
    assert ask("trend", "the", "--lang", "de").exit_code == 1


def test_nothing_found_is_a_sentence_and_exit_code_1(ask: Ask) -> None:
    result = ask("trend", "walrus")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "No article holds 'walrus' with these filters.\n"
    assert ask("trend", "walrus", "--json").stdout == "[]\n"
    assert "There is no site" in ask("trend", "ferry", "--site", "no.example").stderr


@pytest.mark.parametrize(("name", "begins"), [("t.png", b"\x89PNG"), ("T.SVG", b"<?xml")])
def test_a_picture_is_written_whatever_was_asked(
    ask: Ask, tmp_path: Path, name: str, begins: bytes
) -> None:
    file = tmp_path / name
    result = ask("trend", "the", "OR", "$x^{", "OR", "海", "--plot", str(file))
    assert result.exit_code == 0, result.stderr
    assert result.stderr == f"3 articles of 2 weeks in {file}\n"
    assert file.read_bytes().startswith(begins)


def test_another_picture_than_png_and_svg_is_an_error(ask: Ask, tmp_path: Path) -> None:
    result = ask("trend", "the", "--plot", str(tmp_path / "trend.docx"))
    assert result.exit_code == 2
    assert "name a file that ends in .png or .svg" in result.stderr


def test_without_matplotlib_the_line_that_installs_it_is_said(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    result = ask("trend", "the", "--plot", str(tmp_path / "t.png"))
    assert result.exit_code == 1
    assert "pip install 'copydesk[plot]'" in result.stderr
    assert not list(tmp_path.glob("t.png*"))


def test_a_bar_is_as_long_as_its_share() -> None:
    assert bar_of(1) == "█" * WIDTH
    assert bar_of(0) == ""
    assert bar_of(0.000001) == "▏"

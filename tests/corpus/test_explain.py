"""`corpus explain`: the record of one page, in its order."""

import json

import pytest

from corpus.explain import Cut, Kept, page_order
from tests.corpus.conftest import FERRY, Ask

LINES = """\
   0 - breadcrumb: Home › Ferry stops
       why: the first line repeats the title
   1 + paragraph: The ferry to Skarn stops for a week, the harbour office says.
   2 - inline-headline: Mayor opens pier
       why: it is the title of another article
   3 + heading 2: Who pays?
   4 + paragraph: Nobody knows.
"""


def test_kept_and_cut_blocks_stand_in_page_order() -> None:
    lines = page_order(FERRY)
    assert [(line.n, type(line)) for line in lines] == [
        *((0, Cut), (1, Kept), (2, Cut), (3, Kept), (4, Kept))
    ]


def test_a_pipe_gets_facts_notes_and_one_line_a_block(ask: Ask) -> None:
    facts, _, blocks = ask("explain", "1").stdout.partition("\n\n")
    assert facts.splitlines() == [
        "id: 1",
        "kind: article",
        "title: Ferry stops for repairs",
        "url: https://harbourpost.example/ferry",
        "authors: Ada Lind, Bo Marsh",
        "published: 2025-11-03 07:40 +0200",
        "section: Harbour",
        "tags: ferry, sea",
        "language: en",
        "site name: Harbour Post",
        "fetched: 2025-11-20 12:00 +0000",
        "confidence: 0.90",
        "rules: 1",
        "note too-short: The article has only 16 words.",
        "related by inline-headline: Mayor opens pier https://harbourpost.example/pier",
    ]
    assert blocks == LINES


def test_a_terminal_gets_a_table_with_both_sides(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "140")
    output = ask("explain", "1", color=True).output
    assert "note too-short: The article has only 16 words." in output
    row = next(line for line in output.splitlines() if "Mayor opens pier" in line and "│" in line)
    assert row.index("Mayor") > len(row) / 3
    assert "inline-headline" in row
    assert "it is the title" in output


def test_json_has_one_list_of_kept_and_removed(ask: Ask) -> None:
    data = json.loads(ask("explain", "https://harbourpost.example/ferry", "--json").stdout)
    assert [(block["n"], block["kept"]) for block in data["blocks"]] == [
        *((0, False), (1, True), (2, False), (3, True), (4, True))
    ]
    assert data["blocks"][0] == {
        "kept": False,
        "n": 0,
        "step": "breadcrumb",
        "why": "the first line repeats the title",
        "text": "Home › Ferry stops",
    }
    assert data["notes"] == [{"name": "too-short", "sentence": "The article has only 16 words."}]
    assert data["title"] == "Ferry stops for repairs"

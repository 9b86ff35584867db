"""`corpus explain`: the record of one page, in its order."""

import json
from pathlib import Path

import pytest

from cleaners import clean
from corpus.explain import Cut, Kept, page_order
from storage import open_store
from tests.corpus.conftest import FERRY, Ask, page_at

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
    facts, stated, blocks = ask("explain", "1").stdout.split("\n\n", 2)
    assert stated.splitlines()[0] == "language + the text: en"
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
    assert "Is line N wrong? corpus cut 1 N or corpus restore 1 N --why ..." in output


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


STATED = b"""<html lang="en"><head><title>Pier to open | Harbour Post</title>
<meta property="og:site_name" content="Harbour Post">
<meta name="author" content="Harbour Post">
<meta property="article:published_time" content="2031-05-03T09:00:00Z">
<meta property="og:title" content="You will not believe this pier"></head>
<body><h1>Pier to open</h1><p class="byline">By Ada Lind</p><time datetime="2025-11-03">3</time>
<p>The pier opens on Monday, the harbour office says, and all of the town is asked to come.</p>
"""
WHY = """\
title + h1: Pier to open
      why: stated by title, h1; weight 1.2
title - meta og:title: You will not believe this pier
      why: another wording weighs more
authors - meta author: Harbour Post
      why: it is the name of the site
authors + byline <p class='byline'>: Ada Lind
      why: the first statement that holds
authors - text of <p>: Ada Lind
      why: an earlier statement holds
published_at - meta article:published_time: 2031-05-03T09:00:00+00:00
      why: it is later than the fetch
published_at + <time>: 2025-11-03T00:00:00+00:00
      why: <time> states 2025-11-03 00:00 without a zone; taken as UTC
"""


@pytest.fixture
def stated(home: Path) -> str:
    """The number of an article whose page states several values of its fields."""
    page = page_at("https://harbourpost.example/opens", STATED)
    with open_store(f"sqlite:///{home / 'copydesk.db'}") as store:
        return str(store.store_article(page, clean(page), "test"))


def test_all_that_a_page_states_of_a_field_is_told_and_why_it_was_taken_or_not(
    stated: str, ask: Ask
) -> None:
    assert WHY in ask("explain", stated).stdout


def test_what_the_text_decides_is_told_beside_what_the_page_states(
    home: Path, stated: str, ask: Ask
) -> None:
    assert (
        "language + the text: en\n      why: its letters and words tell"
        in ask("explain", stated).stdout
    )
    german = "Der Stadtrat hat am Montag beschlossen, die alte Brücke über den Fluss zu schließen. "
    page = page_at(
        "https://harbourpost.example/zu",
        f"<html lang=en><h1>Zu</h1><p>{german * 3}</p><p>{german * 4}</p>".encode(),
    )
    with open_store(f"sqlite:///{home / 'copydesk.db'}") as store:
        number = str(store.store_article(page, clean(page), "test"))
    told = ask("explain", number).stdout
    assert "declared_language + <html lang>: en" in told
    assert "language + the text: de" in told


def test_json_tells_the_statements_too(stated: str, ask: Ask) -> None:
    data = json.loads(ask("explain", stated, "--json").stdout)
    taken = {s["field"]: s["value"] for s in data["statements"] if s["taken"]}
    assert taken["title"] == data["title"] == "Pier to open"
    assert taken["authors"] == ", ".join(data["authors"]) == "Ada Lind"
    assert {s["why"] for s in data["statements"] if s["value"] == "Harbour Post" and not s["taken"]}

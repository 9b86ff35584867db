"""`corpus history` and `corpus diff`: what an article was, and what changed in it."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from cleaners.rights import UNSTATED, Rights
from cleaners.types import Article, Block, Page
from storage import Store
from tests.corpus.conftest import FERRY, FETCHED, UMI, Ask, page_at

URL = "https://harbourpost.example/ferry"


@pytest.fixture(autouse=True)
def edited(store: Store) -> None:
    """The ferry has been edited twice, the sea once."""
    store.store_article(later(URL, 6), ferry("The ferry to Skarn stops for a month."), "link")
    again = ferry("The ferry to Skarn stops for a month.", "It returns in May.")
    store.store_article(later(URL, 24), replace(again, title="Ferry stops for May"), "link")
    assert UMI.url is not None
    umi = replace(UMI, blocks=(Block(1, "paragraph", "海はとてもきれいです。"),))
    store.store_article(later(UMI.url, 6), umi, "link")


def later(url: str, hours: int, rights: Rights | None = None) -> Page:
    fetched = FETCHED + timedelta(hours=hours)
    return replace(page_at(url), fetched_at=fetched, rights=rights or UNSTATED)


def ferry(*first: str) -> Article:
    lines = [Block(n, "paragraph", text) for n, text in enumerate(first, 10)]
    return replace(FERRY, blocks=(*lines, *FERRY.blocks[1:]))


def test_history_lists_the_versions_and_how_they_came(ask: Ask) -> None:
    assert ask("history", URL).stdout == (
        "Ferry stops for May\n"
        f"{URL}\n"
        "  1  2025-11-20 12:00 +0000  first                        rules 1\n"
        "  2  2025-11-20 18:00 +0000  edited     +1 -5 words       rules 1\n"
        "  3  2025-11-21 12:00 +0000  edited     +4 -0 words       rules 1  now\n"
    )


def test_an_article_that_never_changed_has_one_version(ask: Ask) -> None:
    assert ask("history", "2").stdout.endswith("first                        rules 1  now\n")
    result = ask("diff", "2")
    assert result.exit_code == 1
    assert "one version of https://harbourpost.example/pier; nothing to compare" in result.stderr


def test_history_as_json_has_the_facts(ask: Ask) -> None:
    rows = json.loads(ask("history", "1", "--json").stdout)
    assert [(row["number"], row["origin"], row["current"]) for row in rows] == [
        (1, "first", False),
        (2, "edited", False),
        (3, "edited", True),
    ]
    assert rows[2]["title"] == "Ferry stops for May"
    assert (rows[2]["words_added"], rows[0]["words_added"]) == (4, None)
    assert len(rows[0]["text_hash"]) == 64


def test_diff_shows_the_last_change_word_by_word(ask: Ask) -> None:
    assert ask("diff", URL).stdout == (
        "--- 2  2025-11-20 18:00 +0000  edited  rules 1\n"
        "+++ 3  2025-11-21 12:00 +0000  edited  rules 1\n"
        "\nTitle: Ferry stops for [-repairs-]{+May+}\n"
        "\n(1 paragraph unchanged)\n"
        "\n{+It returns in May.+}\n"
        "\n(2 paragraphs unchanged)\n"
    )


def test_diff_takes_any_two_versions(ask: Ask) -> None:
    assert (
        "stops for a [-week, the harbour office says-]{+month+}."
        in ask("diff", URL, "--from", "1", "--to", "2").stdout
    )
    assert "stops for a [-month." in ask("diff", URL, "--from", "3", "--to", "1").stdout


def test_scripts_without_spaces_are_compared_by_their_letters(ask: Ask) -> None:
    assert "\n海は{+とても+}きれいです。\n" in ask("diff", "4").stdout


def test_colours_are_for_terminals(ask: Ask) -> None:
    assert "\x1b[" not in ask("diff", "1").stdout
    assert "\x1b[32m{+May+}\x1b[0m" in ask("diff", "1", color=True).stdout


def test_diff_as_json_holds_all_pieces(ask: Ask) -> None:
    data = json.loads(ask("diff", "1", "--json").stdout)
    assert (data["from"]["number"], data["to"]["number"]) == (2, 3)
    assert data["title"] == [
        ["equal", "Ferry stops for "],
        ["delete", "repairs"],
        ["insert", "May"],
    ]
    assert [p["pieces"] for p in data["passages"] if p["changed"]] == [
        [["insert", "It returns in May."]]
    ]


def test_what_is_not_there_is_said(ask: Ask, store: Store) -> None:
    result = ask("diff", "1", "--to", "9")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"There is no version 9 of {URL}; they are 1 to 3." in result.stderr
    noarchive = later(URL, 48, Rights(noarchive=True))
    store.store_article(noarchive, ferry("Gone."), "link")
    assert "text not kept" in ask("history", "1").stdout
    assert "version 3 of" in ask("diff", "1").stderr


def test_former_texts_can_be_pruned(ask: Ask) -> None:
    assert ask("prune").exit_code == 2
    dry = ask("prune", "--versions-older-than", "1d", "--dry-run").stdout
    assert dry.startswith("0 former texts from before ")


def test_history_and_diff_say_the_same_of_when_a_version_came(ask: Ask) -> None:
    ask("cut", "1", "4", "--why", "it says nothing")
    made = ask("history", "1").stdout.splitlines()[-1].split()
    assert made[4] == "corrected"
    assert ask("diff", "1").stdout.splitlines()[1].split()[:5] == ["+++", *made[:4]]
    stored = json.loads(ask("diff", "1", "--json").stdout)["to"]["stored_at"]
    assert stored[:10] == made[1]

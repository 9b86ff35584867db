"""`corpus search`."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from storage import open_store
from tests.corpus.conftest import PIER, Ask, page_at


def test_a_hit_has_id_date_site_title_snippet_and_url(ask: Ask) -> None:
    result = ask("search", "harbour", "office")
    assert result.exit_code == 0
    assert result.stdout == (
        "1  2025-11-03  harbourpost.example  Ferry stops for repairs\n"
        "    The ferry to Skarn stops for a week, the harbour office says. Who pays?"
        " Nobody knows.\n"
        "    https://harbourpost.example/ferry\n\n"
    )


def test_hits_are_bold_on_a_terminal_and_plain_in_a_pipe(ask: Ask) -> None:
    assert "\x1b[1mharbour" not in ask("search", "harbour").output
    coloured = ask("search", "harbour", color=True).output
    assert "\x1b[33m\x1b[1mharbour\x1b[0m office" in coloured
    assert "\ue000" not in coloured


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (["pier"], [2]),
        (["the"], [1, 2]),
        (["the", "--site", "tagesfenster.example"], []),
        (["the", "--site", "https://www.harbourpost.example/x"], [1, 2]),
        (["the", "--since", "2025-11-04"], [2]),
        (["the", "--until", "2025-11-03"], [1]),
        (["strasse", "--lang", "DE"], [3]),
        (["strasse", "--lang", "en"], []),
        (["海"], [4]),
    ],
)
def test_words_and_filters_select(ask: Ask, options: list[str], ids: list[int]) -> None:
    hits = json.loads(ask("search", "--json", *options).stdout)
    assert sorted(hit["id"] for hit in hits) == ids


def test_json_has_the_fields_of_a_hit_and_a_plain_snippet(ask: Ask) -> None:
    (hit,) = json.loads(ask("search", "Frühjahr", "--json").stdout)
    assert hit["title"] == "Neue Straße für Überlingen"
    assert hit["published_at"] == "2025-11-12T07:40:00+02:00"
    assert hit["snippet"] == "Die Straße wird im Frühjahr gebaut."
    assert [hit["snippet"][a:b] for a, b in hit["hits"]] == ["Frühjahr"]


def test_a_long_question_is_told_how_much_of_it_is_asked_and_not_said_again(ask: Ask) -> None:
    for command in ("search", "trend"):
        none = ask(command, "walrus " * 1_000)
        assert none.exit_code == 1
        assert none.stderr.startswith("The question has 7,000 characters; of the first 1,000 the")
        assert none.stderr.endswith(" wa…' with these filters.\n")
        assert len(none.stderr) < 300
        some = ask(command, "the " * 40)
        assert some.exit_code == 0
        assert some.stderr == (
            "The question has 40 words and phrases; the first 32 are looked for.\n"
        )
        assert ask(command, "the " * 32).stderr == ""


@pytest.mark.parametrize("words", [["-pier"], ['"pier'], ["OR"], ["-"], ["--", "--site"], ["'"]])
def test_words_are_text_whatever_they_hold(ask: Ask, words: list[str]) -> None:
    result = ask("search", *words)
    assert result.exit_code in (0, 1)
    assert "Error" not in result.stderr
    assert "Usage" not in result.stderr


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["the", "-pier"], [1]),
        (["-pier"], [1, 3, 4]),
        (["the", "--pier"], [2]),
        (["pier", "OR", "straße"], [2, 3]),
        (["har*"], [1]),
        (['"harbour office"'], [1]),
        (["office harbour"], [1]),
        (["ferry", "office harbour"], []),
        (["ferry", "harbour office"], [1]),
        (["the", "-harbour office"], [2]),
        (["(pier", "OR", "ferry)", "the"], [1, 2]),
    ],
)
def test_words_are_joined_and_refused_as_people_write_it(
    ask: Ask, words: list[str], ids: list[int]
) -> None:
    arguments = ["--", *words] if any(word.startswith("--") for word in words) else words
    hits = json.loads(ask("search", "--json", *arguments).stdout)
    assert sorted(hit["id"] for hit in hits) == ids


def test_the_newest_come_first_when_asked_for(ask: Ask) -> None:
    for order, ids in (("relevance", [1, 2]), ("date", [2, 1])):
        hits = json.loads(ask("search", "ferry", "OR", "open", "--order", order, "--json").stdout)
        assert [hit["id"] for hit in hits] == ids, order


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (["--author", "Lind"], [1, 2]),
        (["--author", "ada LIND"], [1, 2]),
        (["--author", "lind ada"], []),
        (["--author", "Ada Marsh"], []),
        (["--section", "harbour"], [1, 2]),
        (["--section", "sport"], []),
        (["--paywall", "none"], [1, 2]),
        (["--paywall", "teaser"], []),
    ],
)
def test_authors_sections_and_paywalls_select(ask: Ask, options: list[str], ids: list[int]) -> None:
    hits = json.loads(ask("search", "the", "--json", *options).stdout)
    assert sorted(hit["id"] for hit in hits) == ids
    exported = ask("export", "--format", "jsonl", "--site", "harbourpost.example", *options)
    assert sorted(json.loads(line)["id"] for line in exported.stdout.splitlines()) == ids


@pytest.mark.parametrize(
    ("arguments", "option", "nearest"),
    [
        (["ferry", "--limt", "5"], "--limt", "--limit"),
        (["ferry", "--limt=5"], "--limt", "--limit"),
        (["-limit", "5", "ferry"], "-limit", "--limit"),
        (["--sit", "a.example", "ferry"], "--sit", "--site"),
    ],
)
def test_an_option_that_does_not_exist_is_an_error_that_names_the_nearest(
    ask: Ask, arguments: list[str], option: str, nearest: str
) -> None:
    result = ask("search", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"No such option '{option}'." in result.stderr
    assert f"'{nearest}'" in result.stderr
    assert "stand after --" in result.stderr


def test_after_two_dashes_all_is_text(ask: Ask) -> None:
    assert ask("search", "--limit", "1", "--", "--pier").stdout.startswith("2  2025-11-10")
    assert ask("search", "--", "the", "--limit").stderr == (
        "No article holds 'the --limit' with these filters.\n"
    )


def test_no_hit_on_a_site_that_is_not_there_says_so(ask: Ask) -> None:
    result = ask("search", "ferry", "--site", "harborpost.example")
    assert result.exit_code == 1
    assert "There is no site harborpost.example in " in result.stderr
    assert "; there are harbourpost.example, " in result.stderr


def test_a_question_without_a_letter_is_told_so(ask: Ask) -> None:
    for command in ("search", "trend"):
        result = ask(command, "?!")
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == "'?!' has no letter and no digit to look for.\n"


def test_no_hit_is_a_sentence_and_exit_code_1(ask: Ask) -> None:
    result = ask("search", "walrus")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "No article holds 'walrus' with these filters.\n"
    assert ask("search", "walrus", "--json").stdout == "[]\n"


def test_a_limit_says_how_many_there_are(ask: Ask) -> None:
    result = ask("search", "the", "--limit", "1")
    assert result.stdout.count("https://") == 1
    assert result.stderr == "1 of 2 articles; --limit 2 shows all.\n"


def test_contradicting_dates_and_bad_languages_are_one_sentence(ask: Ask) -> None:
    late = ask("search", "x", "--since", "2025-11-02", "--until", "2025-11-01")
    assert late.stderr == "Error: --since 2025-11-02 is later than --until 2025-11-01.\n"
    assert ask("search", "x", "--lang", "e!").stderr == (
        "Error: 'e!' is no language code; write one like en, de, ja.\n"
    )


LISTED = replace(PIER, url="https://harbourpost.example/all", title="All of it", kind="list")


def test_other_kinds_of_pages_are_found_when_they_are_asked_for(ask: Ask, home: Path) -> None:
    with open_store(f"sqlite:///{home / 'copydesk.db'}") as store:
        store.store_article(page_at("https://harbourpost.example/all"), LISTED, "link")
    assert [hit["kind"] for hit in json.loads(ask("search", "pier", "--json").stdout)] == [
        "article"
    ]
    shown = ask("search", "pier", "--kind", "List").stdout
    assert shown.startswith("5  2025-11-10  harbourpost.example  list  All of it\n")
    assert ask("search", "pier", "--kind", "any").stdout.count("https://") == 2
    assert "no article: list" in ask("show", "5").stdout
    assert "kind: list" in ask("explain", "5").stdout
    exported = ask("export", "--format", "csv").stdout
    assert "harbourpost.example/all" not in exported
    assert "harbourpost.example/all" in ask("export", "--format", "csv", "--kind", "list").stdout


def test_where_only_other_pages_hold_the_words_search_says_so(ask: Ask, home: Path) -> None:
    with open_store(f"sqlite:///{home / 'copydesk.db'}") as store:
        store.store_article(page_at("https://harbourpost.example/all"), LISTED, "link")
    result = ask("search", "all", "of", "it")
    assert result.exit_code == 1
    assert "1 other pages do; --kind any shows them." in result.stderr


def test_an_unknown_kind_is_an_error_that_names_the_kinds(ask: Ask) -> None:
    result = ask("search", "pier", "--kind", "novel")
    assert result.exit_code != 0
    assert "'novel' is no kind of page; write any, article, live-blog, list" in result.stderr

"""`corpus cut`, `corpus restore`, `corpus corrections`: a person corrects one article."""

import json

import pytest

from storage import Store
from tests.corpus.conftest import Ask


def test_a_line_is_cut_and_explained_and_put_back(ask: Ask) -> None:
    _, _, before = ask("explain", "1").stdout.partition("related by")
    result = ask("cut", "1", "3", "--why", "a question of the editor")
    assert result.stdout == (
        "Cut from https://harbourpost.example/ferry:\n   3 - heading: Who pays?\n"
    )
    assert result.stderr == "`corpus restore 1 3` puts it back.\n"
    explained = ask("explain", "1").stdout
    assert "   3 - cut-by-hand: Who pays?\n       why: a question of the editor\n" in explained
    assert "Who pays?" not in ask("show", "1").stdout
    ask("restore", "1", "3", "--why", "it was right")
    assert ask("explain", "1").stdout.endswith(before)
    assert ask("corrections", "--json").stdout == "[]\n"


def test_what_a_step_cut_is_put_back_and_says_so(ask: Ask) -> None:
    result = ask("restore", "1", "0", "2", "--why", "all of it is text")
    assert "   2 + paragraph: Mayor opens pier (inline-headline had cut it)\n" in result.stdout
    explained = ask("explain", "1").stdout
    line = "   2 + paragraph: Mayor opens pier\n       restored by hand: all of it is text\n"
    assert line in explained
    assert "note restored-by-hand: all of it is text (inline-headline had cut" in explained
    assert "related by inline-headline" not in explained
    data = json.loads(ask("explain", "1", "--json").stdout)
    assert data["blocks"][2]["restored"] == "all of it is text"


def test_corrections_are_listed_and_dropped(ask: Ask, store: Store) -> None:
    ask("cut", "https://harbourpost.example/ferry", "3", "--why", "a question")
    lines = ask("corrections", "--site", "harbourpost.example").stdout.splitlines()
    assert lines[1].split()[0] == "1"
    assert lines[1].endswith("cut     Who pays?  a question  https://harbourpost.example/ferry")
    (row,) = json.loads(ask("corrections", "--json").stdout)
    assert (row["action"], row["n"], row["article_id"]) == ("cut", 3, 1)
    dropped = ask("corrections", "--drop", "1").stdout
    assert dropped == "Undone: 'Who pays?', cut in https://harbourpost.example/ferry\n"
    article = store.article(1)
    assert article is not None
    assert "Who pays?" in article.article.text
    assert "There is no correction 1" in ask("corrections", "--drop", "1").stderr


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            ("cut", "1", "2", "--why", "x"),
            "Line 2 is cut already, by inline-headline: it is the title of another article. `c",
        ),
        (("restore", "1", "3", "--why", "x"), "Line 3 is kept already."),
        (("cut", "1", "99", "--why", "x"), "The article has no line 99; its lines are 0 to 4."),
        (("cut", "1", "3", "--why", " "), 'Say why in --why "..."'),
        (("cut", "77", "3", "--why", "x"), "There is no article 77"),
    ],
)
def test_what_cannot_be_corrected_is_one_sentence(
    ask: Ask, asked: tuple[str, ...], said: str
) -> None:
    result = ask(*asked)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {said}")
    assert result.stderr.count("\n") == 1

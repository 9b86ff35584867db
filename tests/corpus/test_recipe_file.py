"""A recipe is added to and taken from as a careful person would: nothing else in it moves."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners.recipe import Keep, RecipeError, Strip, read_recipe
from corpus.recipe_file import add_rule, drop_rule, quoted, rules_of

BY_HAND = """# our notes on the paper, by Ada
site = 'www.paper.example'   # with www
browser = true

[[strip]]   # the scores
name = "live-score"
why = "a score table"

# Bo asked for this one
[[strip]]
text = "Listen"
why = "the player"
"""
STRIP = Strip('it says "buy" \\ often', text='Buy "now" — jetzt\ttäglich')
KEEP = Keep("an answer", name="answer")


def test_a_site_without_a_recipe_gets_one(tmp_path: Path) -> None:
    folder = tmp_path / "recipes"
    path = add_rule(folder, "paper.example", STRIP)
    assert path == folder / "paper.example.toml"
    assert add_rule(folder, "paper.example", KEEP) == path
    recipe = read_recipe(path)
    assert (recipe.site, recipe.strips, recipe.keeps) == ("paper.example", (STRIP,), (KEEP,))
    assert [file.name for file in folder.iterdir()] == ["paper.example.toml"]


def test_what_a_person_wrote_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "www.paper.example.toml"
    path.write_bytes(BY_HAND.replace("\n", "\r\n").encode())
    path.chmod(0o640)
    assert add_rule(tmp_path, "paper.example", STRIP) == path
    assert path.read_bytes().startswith(BY_HAND.replace("\n", "\r\n").encode())
    assert read_recipe(path).strips[2] == STRIP
    assert read_recipe(path).browser
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_file_that_is_a_link_stays_one(tmp_path: Path) -> None:
    kept = tmp_path / "kept.toml"
    kept.write_text(BY_HAND, "utf-8")
    (tmp_path / "recipes").mkdir()
    link = tmp_path / "recipes" / "paper.example.toml"
    link.symlink_to(kept)
    add_rule(tmp_path / "recipes", "paper.example", KEEP)
    assert link.is_symlink()
    assert read_recipe(kept).keeps == (KEEP,)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_rule_is_taken_out_and_the_others_stay(tmp_path: Path, number: int) -> None:
    path = tmp_path / "paper.example.toml"
    path.write_text(BY_HAND, "utf-8")
    add_rule(tmp_path, "paper.example", STRIP)
    add_rule(tmp_path, "paper.example", KEEP)
    before = rules_of(path)
    assert drop_rule(tmp_path, "paper.example", number) == before[number - 1]
    assert rules_of(path) == before[: number - 1] + before[number:]
    text = path.read_text("utf-8")
    assert text.startswith("# our notes on the paper, by Ada\nsite = 'www.paper.example'")
    assert "# Bo asked for this one\n" in text or number == 2


def test_added_and_taken_out_the_file_is_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "paper.example.toml"
    path.write_text(BY_HAND, "utf-8")
    add_rule(tmp_path, "paper.example", STRIP)
    drop_rule(tmp_path, "paper.example", 3)
    assert path.read_text("utf-8") == BY_HAND


def test_no_such_rule_is_said(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="no recipe of paper"):
        drop_rule(tmp_path, "paper.example", 1)
    add_rule(tmp_path, "paper.example", KEEP)
    with pytest.raises(LookupError, match="has 1 rules, and no rule 2"):
        drop_rule(tmp_path, "paper.example", 2)


@pytest.mark.parametrize(
    "text",
    [
        'site = "paper.example"\nstrip = [{name = "a", why = "b"}]\n',
        'site = "paper.example"\nnote = """\n[[strip]]\n',
        'site = "paper.example"\n[strip]\nname = "a"\n',
    ],
)
def test_what_cannot_be_added_to_safely_is_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "paper.example.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(RecipeError, match=r"paper\.example\.toml: .*write this into it:"):
        add_rule(tmp_path, "paper.example", STRIP)
    assert path.read_text("utf-8") == text


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_is_quoted_so_that_it_comes_back(text: str) -> None:
    assert tomllib.loads(f"a = {quoted(text)}") == {"a": text}

"""A recipe is data; one that is wrong says what is wrong and where."""

from pathlib import Path

import pytest

from cleaners import clean, page_from_bytes
from cleaners.cleaning import RULES_VERSION, rules_version
from cleaners.pipeline import Draft
from cleaners.recipe import (
    NO_RECIPE,
    Keep,
    Recipe,
    RecipeError,
    Strip,
    read_recipe,
    recipe_for,
    sites_with_browser,
)
from cleaners.steps.site import meant
from cleaners.types import Block

GOOD = """
site = "www.paper.example"
[[strip]]
name = "live-score"
why = "a score table that is loaded into every article"
[[strip]]
text = "This text was read aloud"
why = "a note under every article"
"""


def test_a_recipe_is_read_and_its_site_is_the_host(tmp_path: Path) -> None:
    path = tmp_path / "paper.example.toml"
    path.write_text(GOOD, "utf-8")
    assert read_recipe(path) == Recipe(
        "paper.example",
        (
            Strip("a score table that is loaded into every article", name="live-score"),
            Strip("a note under every article", text="This text was read aloud"),
        ),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("site = ", "cannot be read"),
        ("[[strip]]\nname='a'\nwhy='b'", "names the site, site = .*docs/sites.md"),
        ("site='a.example'\nbrwser=true", "brwser is no key of a recipe, did you mean browser"),
        ("site='a.example'\n[[cut]]\nname='x'\nwhy='y'", "cut is no key .*known are site, browser"),
        ("site='a.example'\nstrip='x'", r"a strip is a table of its own, with \[\[strip\]\]"),
        ("site='a.example'\n[[strip]]\nname='x'", "needs why"),
        ("site='a.example'\n[[strip]]\nwhy='x'", "needs why, and name or text"),
        ("site='a.example'\n[[strip]]\nwhy='x'\nname='y'\nclass='z'", "unknown keys in .*class"),
        ("site='a.example'\n[[keep]]\nname='x'", r"a \[\[keep\]\] needs why"),
        ("site='a.example'\n[[keep]]\nname=7\nwhy='x'", r"\[\[keep\]\] is text, in quotes"),
    ],
)
def test_a_wrong_recipe_is_an_error_that_names_the_file(
    tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(RecipeError, match=rf"bad\.toml.*{said}"):
        read_recipe(path)


def test_what_a_recipe_strips_is_on_record_with_its_reason() -> None:
    prose = "".join(
        f"<p>Sentence {n} of the story is about the harbour in May.</p>" for n in range(8)
    )
    page = f"<body><article>{prose}<div class='live-score'>2 : 1</div>{prose}</article></body>"
    recipe = Recipe("a.example", (Strip("a score table", name="live-score"),))
    article = clean(page_from_bytes(page.encode()), recipe=recipe)
    assert ("recipe", "2 : 1") in {(r.step, r.text) for r in article.removals}
    assert any("recipe: a score table" in removal.why for removal in article.removals)


def test_what_a_recipe_keeps_no_step_cuts() -> None:
    prose = "".join(
        f"<p>Sentence {n} of the story is about the harbour in May.</p>" for n in range(8)
    )
    answer = "<div class='comments answer'><p>Yes, we do, every May.</p></div>"
    page = page_from_bytes(
        f"<body><article>{prose}{answer}<p>Share this</p>{prose}</article></body>".encode()
    )
    assert "Yes, we do" not in clean(page).text
    keeps = (Keep("answers look like comments", name="answer"), Keep("a title", text="share THIS"))
    article = clean(page, recipe=Recipe("a.example", keeps=keeps))
    assert "Yes, we do, every May." in article.text
    assert "Share this" in article.text


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Coast News /", ["Coast News / The Paper 2025.", "COAST news / Ana Lind"]),
        (
            "Coast News",
            ["Coast News / The Paper 2025.", "COAST news / Ana Lind", "Coast News said"],
        ),
        ("Ad", ["Ad: boats"]),
        ("* * *", ["* * *", "* * * More"]),
        ("Read 7 more", ["Read 12 more"]),
        ('"Quoted"', ["“Quoted” by us"]),
        ("続き", ["続きを読む"]),
        ("?!", []),
    ],
)
def test_a_text_is_how_a_line_begins_by_whole_words_and_with_its_signs(
    text: str, cut: list[str]
) -> None:
    lines = [
        *("Coast News / The Paper 2025.", "COAST news / Ana Lind", "Coast News said"),
        *("Adam was there", "Ad: boats", "* * *", "* * * More", "Read 12 more"),
        *("“Quoted” by us", "Quoted by us", "続きを読む"),
    ]
    blocks = tuple(Block(n, "paragraph", line) for n, line in enumerate(lines))
    draft = Draft(blocks=blocks, page=blocks, url=None)
    assert [block.text for block, _ in meant(draft, Strip("x", text=text))] == cut


def test_the_rules_of_a_recipe_are_a_version_of_their_own() -> None:
    page = page_from_bytes(
        b"<p>The harbour froze over on Monday, and nobody could remember it.</p>"
    )
    strips = (Strip("x", name="a"),)
    versions = [
        clean(page, recipe=recipe).rules_version
        for recipe in (
            NO_RECIPE,
            Recipe("a.example", browser=True),
            Recipe("a.example", strips),
            Recipe("a.example", keeps=(Keep("x", name="a"),)),
        )
    ]
    assert versions[0] == versions[1] == RULES_VERSION
    assert len(set(versions)) == 3
    assert versions[2] == rules_version(Recipe("a.example", strips))
    assert versions[2].startswith(f"{RULES_VERSION}+recipe-")


def test_the_user_s_recipe_is_found_by_the_site_and_no_path_leaves_the_folder(
    tmp_path: Path,
) -> None:
    (tmp_path / "recipes").mkdir()
    (tmp_path / "recipes" / "paper.example.toml").write_text(GOOD, "utf-8")
    (tmp_path / "secret.toml").write_text(GOOD, "utf-8")
    assert len(recipe_for("paper.example", tmp_path / "recipes").strips) == 2
    assert recipe_for("../secret", tmp_path / "recipes") is NO_RECIPE
    assert recipe_for("other.example", tmp_path / "recipes") is NO_RECIPE


def test_a_recipe_may_be_named_with_www_and_must_be_about_the_site_it_is_named_after(
    tmp_path: Path,
) -> None:
    (tmp_path / "www.paper.example.toml").write_text(GOOD, "utf-8")
    (tmp_path / "other.example.toml").write_text(GOOD, "utf-8")
    assert len(recipe_for("paper.example", tmp_path).strips) == 2
    with pytest.raises(RecipeError, match=r"named after other\.example, but its site is paper"):
        recipe_for("other.example", tmp_path)


def test_a_recipe_says_whose_pages_need_a_browser(tmp_path: Path) -> None:
    (tmp_path / "app.example.toml").write_text('site = "app.example"\nbrowser = true\n', "utf-8")
    (tmp_path / "paper.example.toml").write_text('site = "paper.example"\n', "utf-8")
    assert sites_with_browser(tmp_path) == {"app.example"}
    (tmp_path / "bad.example.toml").write_text('site = "bad.example"\nbrowser = 1\n', "utf-8")
    with pytest.raises(RecipeError, match=r"bad\.example\.toml: browser is 1; it is true or false"):
        sites_with_browser(tmp_path)

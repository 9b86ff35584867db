"""A site's new layout leaks a line: a person cuts it once, looks, and applies it to all of it."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cleaners import clean
from cleaners.recipe import Strip, recipe_for
from cleaners.types import Removal
from corpus.cli import main
from corpus.rule_choice import Effect, best
from storage import Store, open_store
from tests.corpus.conftest import page_at

SITE = "paper.example"
TOWNS = ("Skarn", "Brede", "Holm", "Vik", "Orn", "Lund", "Tarn", "Eide")
NEW_LAYOUT = TOWNS[3:]


def url(town: str) -> str:
    return f"https://{SITE}/{town.lower()}"


def story(town: str, line: str = "") -> str:
    """The page of a story; no two stories share a sentence."""
    said = "".join(
        f"<p>In {town} the {who} of the harbour said on day {n} that ferry {n} of {town} sails"
        f" again, after {7 * n} days in the yard of {town}.</p>"
        for n, who in enumerate(("master", "pilot", "doctor", "carpenter", "mayor"), 1)
    )
    teller = f'<div class="teller-box"><p>{line}</p></div>' if line else ""
    title = f"The ferry of {town} sails again"
    end = f"<p>The council of {town} pays for it, a clerk said.</p>"
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title></head><body><h1>{title}</h1>"
        f"<article>{said}{teller}{end}</article></body>"
    )


def leak(town: str) -> str:
    return f"{town} is near you, and the weather there changes as fast as in any town."


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of eight stories, five of them in a new layout that leaks a line about their town."""
    file = tmp_path_factory.mktemp("stories") / "copydesk.db"
    with open_store(f"sqlite:///{file}") as store:
        for town in TOWNS:
            html = story(town, leak(town) if town in NEW_LAYOUT else "")
            page = page_at(url(town), html.encode())
            store.store_article(page, clean(page), "feed")
    return file


@pytest.fixture
def home(tmp_path: Path, stories: Path) -> Path:
    """A home folder with that store."""
    shutil.copy(stories, tmp_path / "copydesk.db")
    return tmp_path


def opened(home: Path) -> Store:
    return open_store(f"sqlite:///{home / 'copydesk.db'}")


def ask(home: Path, *arguments: str, answer: str | None = None) -> Result:
    result = CliRunner().invoke(main, ["--home", str(home), *arguments], input=answer)
    assert result.exception is None or isinstance(result.exception, SystemExit), result
    return result


def number_of(home: Path, text: str, town: str = NEW_LAYOUT[0]) -> str:
    """The number by which `corpus explain` names the line."""
    lines = ask(home, "explain", url(town)).stdout.splitlines()
    return next(line.split()[0] for line in lines if line.endswith(text))


def test_a_line_that_leaks_is_cut_once_previewed_and_gone_from_all_articles(home: Path) -> None:
    vik = NEW_LAYOUT[0]
    line = number_of(home, leak(vik))
    asked = ("cut", url(vik), line, "--why", "the weather of the town", "--as-recipe")
    refused = ask(home, *asked, answer="n\n")
    assert refused.exit_code == 1
    assert not (home / "recipes").exists()

    shown = ask(home, *asked, answer="y\n")
    assert shown.stdout.splitlines()[:5] == [
        "[[strip]]",
        'name = "teller-box"',
        'why = "the weather of the town"',
        "    cuts 5 lines in 5 of the 8 newest articles, at most 10.2% of the text of one:",
        f"    {leak(vik)}  {url(vik)}",
    ]
    assert f"Written to {home}/recipes/{SITE}.toml." in shown.stdout

    preview = ask(home, "reclean", "--site", SITE, "--dry-run", "--workers", "2", "--json")
    told = json.loads(preview.stdout)
    assert (told["pages"], told["changed"], told["failed"]) == (8, 5, {})
    assert {one["gone"][0] for one in told["largest"]} == {leak(town) for town in NEW_LAYOUT}
    assert {(one["won"], one["lost"] == len(one["gone"][0])) for one in told["largest"]} == {
        (0, True)
    }
    applied = ask(home, "reclean", "--site", SITE, "--workers", "2")
    assert applied.stdout == "recleaned=8 changed=5 failed=0\n"
    with opened(home) as store:
        texts = {stored.article.url: stored.article.text for stored in store.articles()}
        assert not any("near you" in text for text in texts.values())
        assert all("The council of" in text for text in texts.values())
        now = store.article(url(vik))
        assert now is not None
        former, current = store.versions.history(now.id)
        assert (current.origin, current.current) == ("recleaned", True)
        assert former.article is not None
        assert leak(vik) in former.article.text
    assert ask(home, "reclean", "--site", SITE, "--stale").stdout == (
        "recleaned=0 changed=0 failed=0\n"
    )
    following = page_at(url("Sund"), story("Sund", leak("Sund")).encode())
    assert "near you" not in clean(following, recipe=recipe_for(SITE, home / "recipes")).text
    back = ask(home, "restore", url(vik), line, "--why", "it is news here")
    assert back.stderr.startswith("A rule cut it: `corpus corrections` lists them")
    assert leak(vik) in ask(home, "show", url(vik)).stdout
    ask(home, "cut", url(vik), line, "--why", "the weather of the town")
    ask(home, "corrections", "--drop", "2")
    why = "why: recipe: the weather of the town (<div> class 'teller-box')"
    assert why in ask(home, "explain", url(vik)).stdout


def test_a_line_that_was_cut_by_hand_and_then_by_a_rule_comes_back_at_once(home: Path) -> None:
    vik, orn = NEW_LAYOUT[:2]
    line = number_of(home, leak(vik))
    ask(home, "cut", url(vik), line, "--why", "the weather")
    as_recipe(home, "cut", url(orn), number_of(home, leak(orn), orn))
    ask(home, "reclean", "--site", SITE, "--workers", "1")
    back = ask(home, "restore", url(vik), line, "--why", "it is news here")
    assert "(recipe had cut it)" in back.stdout
    assert leak(vik) in ask(home, "show", url(vik)).stdout


def test_a_line_that_was_cut_by_hand_becomes_a_rule(home: Path) -> None:
    vik, orn = NEW_LAYOUT[:2]
    line = number_of(home, leak(vik))
    ask(home, "cut", url(vik), line, "--why", "the weather")
    ask(home, "cut", url(orn), number_of(home, leak(orn), orn), "--why", "the weather")
    shown = as_recipe(home, "cut", url(vik), line)
    assert shown.stdout.splitlines()[1:5] == [
        'name = "teller-box"',
        'why = "because"',
        "    cuts 4 lines in 4 of the 8 newest articles, at most 10.2% of the text of one:",
        f"    {leak(vik)}  {url(vik)}",
    ]
    told = "    Of what it means, this much is cut already and stays so: cut-by-hand 1."
    assert told in shown.stdout
    ask(home, "reclean", "--site", SITE, "--workers", "1")
    with opened(home) as store:
        assert not any("near you" in stored.article.text for stored in store.articles())
    assert "why: recipe: because" in ask(home, "explain", url(vik)).stdout
    again = ask(home, "cut", url(vik), line, "--why", "x", "--as-recipe")
    assert again.stderr.startswith(f"Error: Line {line} is cut already, by recipe: because")


def test_a_line_that_was_put_back_by_hand_becomes_a_rule(home: Path) -> None:
    answer = '<div class="comments answer"><p>We shall see, by May, she said.</p></div>'
    with opened(home) as store:
        html = story("Lund").replace("<p>The council", f"{answer}<p>The council")
        page = page_at(url("Lund"), html.encode())
        store.store_article(page, clean(page), "feed")
    line = number_of(home, "she said.", "Lund")
    ask(home, "restore", url("Lund"), line, "--why", "an answer")
    result = as_recipe(home, "restore", url("Lund"), line, "--name", "answer")
    assert "puts back 1 line in 1 of the 8 newest articles" in result.stdout
    assert '[[keep]]\nname = "answer"\n' in recipe(home)


def test_a_preview_names_the_lines_that_other_steps_cut(home: Path) -> None:
    with opened(home) as store:
        for town in TOWNS[:2]:
            page = page_at(url(town), story(town, leak(town)).encode())
            article = clean(page)
            box = next(block for block in article.blocks if "near you" in block.text)
            blocks = tuple(block for block in article.blocks if block is not box)
            removal = Removal(box.n, "related-list", "made for this test", box.text)
            store.store_article(page, replace(article, blocks=blocks, removals=(removal,)), "feed")
    shown = as_recipe(home, "cut", url("Vik"), number_of(home, leak("Vik")))
    assert "    cuts 5 lines in 5 of the 8 newest articles, at most" in shown.stdout
    told = "    Of what it means, this much is cut already and stays so: related-list 2."
    assert told in shown.stdout


def as_recipe(home: Path, *arguments: str) -> Result:
    return ask(home, *arguments, "--why", "because", "--as-recipe", "--yes")


def recipe(home: Path) -> str:
    return (home / "recipes" / f"{SITE}.toml").read_text("utf-8")


def test_a_line_that_is_alike_everywhere_goes_by_its_words_and_comes_out_again(
    home: Path,
) -> None:
    again = "Carry this paper with you, in all weathers and wherever you go."
    with opened(home) as store:
        for town in NEW_LAYOUT:
            page = page_at(url(town), story(town, again).encode())
            store.store_article(page, clean(page), "feed")
    line = number_of(home, again)
    assert as_recipe(home, "cut", url("Vik"), line).exit_code == 0
    assert recipe(home) == (f'site = "{SITE}"\n\n[[strip]]\ntext = "{again}"\nwhy = "because"\n')
    assert "Written" not in as_recipe(home, "cut", url("Vik"), line).stdout
    listed = ask(home, "corrections").stdout.splitlines()[1]
    assert listed.split()[:3] == [f"{SITE}:1", "strip", "text"]
    assert ask(home, "corrections", "--drop", f"{SITE}:1").exit_code == 0
    assert recipe(home) == f'site = "{SITE}"\n'
    assert "has 0 rules, and no rule 1" in ask(home, "corrections", "--drop", f"{SITE}:1").stderr


def test_what_should_stay_is_kept_by_the_name_that_a_person_gives(home: Path) -> None:
    answer = '<div class="comments answer"><p>We shall see, by May, she said.</p></div>'
    with opened(home) as store:
        page = page_at(
            url("Lund"), story("Lund").replace("<p>The council", f"{answer}<p>The council").encode()
        )
        store.store_article(page, clean(page), "feed")
    line = number_of(home, "she said.", "Lund")
    result = as_recipe(home, "restore", url("Lund"), line, "--name", "answer")
    assert "puts back 1 line in 1 of the 8 newest articles" in result.stdout
    assert '[[keep]]\nname = "answer"\n' in recipe(home)
    ask(home, "reclean", "--site", SITE, "--workers", "1")
    assert "by May, she said." in ask(home, "show", url("Lund")).stdout


def test_a_rule_that_does_not_mean_the_line_is_not_written(home: Path) -> None:
    line = number_of(home, leak("Vik"))
    wrong = as_recipe(home, "cut", url("Vik"), line, "--name", "nowhere")
    assert wrong.stderr.startswith("Error: That rule does not mean line ")
    assert "It stands in teller-box." in wrong.stderr
    other = str(int(line) - 1)
    wrong = as_recipe(home, "cut", url("Vik"), other, "--name", "teller-box")
    assert wrong.stderr.startswith(f"Error: That rule does not mean line {other}, ")
    two = as_recipe(home, "cut", url("Vik"), line, "--name", "teller-box big")
    assert (two.exit_code, "'teller-box big' are several." in two.stderr) == (2, True)
    assert not (home / "recipes").exists()
    assert as_recipe(home, "cut", url("Vik"), line, "--name", ".Teller-Box").exit_code == 0


def effect(rule: Strip, line: str, *lengths: int, articles: int = 5) -> Effect:
    size = sum(lengths)
    return Effect(rule, articles, len(lengths), size, 1, 0.1, [line], [], list(lengths))


def test_the_rule_that_means_the_most_articles_is_taken_unless_it_means_other_lines_too() -> None:
    line = "Read the whole paper in our app."
    near = effect(Strip("x", name="app"), line, *[30] * 5)
    words = effect(Strip("x", text=line), line, *[len(line)] * 4, articles=4)
    wide = effect(Strip("x", name="widget"), line, *[30] * 5, *[400] * 5, articles=9)
    own = effect(Strip("x", name="body"), "Another line", *[30] * 5, articles=9)
    large = effect(Strip("x", name="main"), line, *[30] * 5, articles=9)
    large.largest_share = 0.2
    start = effect(Strip("x", text="Read the whole paper in our"), line, 30, 30, articles=2)
    assert best([words, near, wide, own, large, start], line) is near
    assert best([wide, own, large, start], line) is None
    same = effect(Strip("x", text=line), line, *[30] * 5)
    assert best([near, same], line) is same


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--name", "x"), "--name and --text are for --as-recipe."),
        (("--as-recipe", "--name", "x", "--text", "y"), "by --name or by --text, not by both."),
    ],
)
def test_options_that_do_not_go_together_are_told(
    home: Path, options: tuple[str, ...], said: str
) -> None:
    result = ask(home, "cut", url("Vik"), "1", "--why", "x", *options)
    assert result.exit_code == 2
    assert said in result.stderr

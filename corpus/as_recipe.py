"""A correction of one line that becomes a rule of its site's recipe."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from corpus.correcting import on_page, page_blocks
from corpus.output import one_line, shortened
from corpus.place import Place

if TYPE_CHECKING:
    from cleaners.corrections import Correction
    from cleaners.recipe import Recipe
    from cleaners.types import Block
    from corpus.matching import Rule
    from corpus.rule_choice import Effect
    from storage import Store, StoredArticle

EXAMPLES = 5
"""Articles that are shown of each rule."""

SHOWN = 70
"""Characters of a line that are shown."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person said of the rule: to have one, by which name or text, and without asking."""

    as_recipe: bool
    name: str | None
    text: str | None
    yes: bool


def recipe_options(function: Callable[..., None]) -> Callable[..., None]:
    """The options of commands that may write a recipe, handed over as `wish`."""

    def command(
        place: Place,
        /,
        *,
        as_recipe: bool,
        name: str | None,
        text: str | None,
        yes: bool,
        **more: Any,
    ) -> None:
        if (name or text) and not as_recipe:
            raise click.UsageError("--name and --text are for --as-recipe.")
        if name and text:
            raise click.UsageError("A rule goes by --name or by --text, not by both.")
        function(place, wish=Wish(as_recipe, _one_name(name), text, yes), **more)

    command.__doc__ = function.__doc__
    for option in (
        click.option("--yes", is_flag=True, help="Write the recipe without asking."),
        click.option("--text", metavar="TEXT", help="Go by lines that begin so."),
        click.option("--name", metavar="WORD", help="Go by this class or id of an element."),
        click.option(
            "--as-recipe", is_flag=True, help="Make it a rule of the site, for all its articles."
        ),
    ):
        command = option(command)
    return command


def _one_name(name: str | None) -> str | None:
    """The class or id that a person named, who may have written it as a selector."""
    if name and len(name.split()) > 1:
        raise click.UsageError(f"--name is one class or id, and {one_line(name)!r} are several.")
    return name.strip().lstrip(".#") if name else name


def keep_as_recipe(
    place: Place,
    store: "Store",
    stored: "StoredArticle",
    made: "Sequence[Correction]",
    wish: Wish,
) -> None:
    """Find a rule for these corrections, show what it means, and write it into the recipe."""
    from cleaners.recipe import RecipeError
    from corpus.recipe_file import add_rule, as_toml
    from corpus.rule_choice import sample

    known = place.recipe_of(stored.site)  # one that can't be read is said before any work
    articles = sample(store, stored)
    chosen = _chosen(store, articles, made, wish)
    for effect in chosen:
        click.echo(as_toml(effect.rule), nl=False)
        for line in _told(effect, len(articles)):
            click.echo(f"    {line}")
    if not wish.yes:
        click.confirm(f"Write this into the recipe of {stored.site}?", abort=True, err=True)
    try:
        for effect in chosen:
            if not _knows(known, effect.rule):
                path = add_rule(place.folder() / "recipes", stored.site, effect.rule)
                click.echo(f"Written to {path}.")
            else:
                click.echo("The recipe has this rule already.", err=True)
    except RecipeError as error:
        raise click.ClickException(str(error)) from error
    click.echo(
        f"`corpus reclean --site {stored.site} --dry-run` shows what that changes; without"
        " --dry-run it is done.",
        err=True,
    )


def _knows(recipe: "Recipe", rule: "Rule") -> bool:
    """Whether the recipe has that rule, for whatever reason."""
    rules: list[Rule] = [*recipe.strips, *recipe.keeps]
    wanted = type(rule), rule.name, rule.text
    return any((type(one), one.name, one.text) == wanted for one in rules)


def _chosen(
    store: "Store", articles: "Sequence[StoredArticle]", made: "Sequence[Correction]", wish: Wish
) -> "list[Effect]":
    """The best rule for each correction, each once, and what it would do."""
    from corpus.rule_choice import best, candidates, effects

    page = store.page_of(articles[0].id)
    blocks = page_blocks(page.page) if page else ()
    standing = {one: on_page(one, blocks) for one in made}
    by_line = {one: _rules(one, standing[one], wish, candidates) for one in made}
    rules = list(dict.fromkeys(rule for some in by_line.values() for rule in some))
    tried = dict(zip(rules, effects(store, articles, rules), strict=True))
    chosen = []
    for one, some in by_line.items():
        of_line = [tried[rule] for rule in some]
        fit = best(of_line, one.block.text) if not (wish.name or wish.text) else of_line[0]
        if fit is None or not fit.means(one.block.text):
            raise click.ClickException(_no_rule(one, standing[one], wish))
        chosen.append(fit)
    return list({effect.rule: effect for effect in chosen}.values())


def _rules(
    correction: "Correction",
    block: "Block",
    wish: Wish,
    candidates: "Callable[..., list[Rule]]",
) -> "list[Rule]":
    """The rule that the person named, else all that may mean the line."""
    from cleaners.recipe import Keep, Strip

    keep = correction.action == "restore"
    if wish.name or wish.text:
        make = Keep if keep else Strip
        return [make(correction.why, name=wish.name, text=wish.text)]
    return candidates(block, correction.why, keep=keep)


def _no_rule(correction: "Correction", standing: "Block", wish: Wish) -> str:
    from corpus.rule_choice import names_around

    line = f"line {correction.block.n}, {shortened(correction.block.text, SHOWN)!r}"
    names = list(dict.fromkeys(names_around(standing)))
    if wish.name and wish.name.lower() in names:
        return f"What {one_line(wish.name)} names is too much of the page to mean {line}."
    if wish.name or wish.text:
        there = f" It stands in {', '.join(map(one_line, names))}." if names and wish.name else ""
        return (
            f"That rule does not mean {line}.{there} Without --name and --text one is looked for."
        )
    return (
        f"No rule means {line} and no other line of its article; name one with --name or --text,"
        " or correct this article alone, without --as-recipe."
    )


def _told(effect: "Effect", tried: int) -> Iterator[str]:
    """What a rule would do, in words, with examples."""
    from corpus.recipe_file import kind_of

    does = "cuts" if kind_of(effect.rule) == "strip" else "puts back"
    where = f"{effect.articles} of the {tried} newest articles" if tried > 1 else "this article"
    share = f"at most {effect.largest_share:.1%} of the text of one"
    yield f"{does} {effect.lines} {'line' if effect.lines == 1 else 'lines'} in {where}, {share}:"
    for url, line in effect.examples[:EXAMPLES]:
        yield f"{shortened(line, SHOWN)}  {one_line(url)}"
    if already := effect.already:
        steps = ", ".join(f"{step} {count}" for step, count in already.most_common())
        yield f"Of what it means, this much is cut already and stays so: {steps}."
    elif effect.articles == 1 and tried > 1:
        yield "No other article has such a line; without --as-recipe this one alone is corrected."

"""`corpus corrections`: what people corrected by hand, to look at and to undo."""

from typing import TYPE_CHECKING, Any

import click

from corpus.lookup import must_know
from corpus.options import JSON, SITE, filters_of, pass_place
from corpus.output import as_json, minute, one_line, shortened
from corpus.place import Place
from corpus.tables import print_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage import Store, StoredCorrection

MAX_DIGITS = 9
"""Digits of a number that every database takes."""

SHOWN = 50
"""Characters of a line that the table shows."""


@click.command(name="corrections", short_help="List or undo what was corrected by hand.")
@SITE
@click.option("--drop", metavar="ID", help="Undo a correction: 3, or a rule: HOST:1.")
@JSON
@pass_place
def command(place: Place, site: str | None, drop: str | None, as_json_text: bool) -> None:
    """List what people cut and put back in single articles, and the rules of the home's recipes.

    --drop undoes a correction, in its article too, or takes a rule out of its recipe; its articles
    change with the next `corpus reclean`.

    \b
    Examples:
      corpus corrections
      corpus corrections --site harbourpost.example --json
      corpus corrections --drop 3
      corpus corrections --drop harbourpost.example:1
    """
    with place.store() as store:
        if drop is not None:
            click.echo(f"Undone: {_undone(store, place, drop)}")
            return
        filters = filters_of(site)
        must_know(store, filters.site)
        made = store.correcting.all(filters.site)
    rules = list(_rules(place, filters.site))
    if as_json_text:
        click.echo(as_json([*(_as_data(one) for one in made), *rules]))
        return
    rows = [(str(one.id), minute(one.made_at), *_cells(one)) for one in made]
    print_table(("id", "made", "action", "line", "why", "article"), rows, frozenset({0}))
    named = [(f"{r['site']}:{r['number']}", r["rule"], r["by"], r["what"], r["why"]) for r in rules]
    print_table(("id", "rule", "by", "what", "why"), named)
    if not made and not rules:
        click.echo("Nothing was corrected by hand, and the home has no recipe.", err=True)


def _undone(store: "Store", place: Place, which: str) -> str:
    """Undo a correction or a rule; returns what it was."""
    from cleaners.recipe import RecipeError
    from corpus.recipe_file import drop_rule, kind_of

    site, colon, number = which.rpartition(":")
    if not number.isdecimal() or len(number) > MAX_DIGITS:
        raise click.ClickException(
            f"{one_line(which)!r} is no id; `corpus corrections` lists them."
        )
    if colon:
        try:
            rule = drop_rule(place.folder() / "recipes", site, int(number))
        except (LookupError, RecipeError) as error:
            raise click.ClickException(str(error)) from error
        return f"{kind_of(rule)} {rule.name or rule.text!r} of {site}"
    dropped = store.correcting.drop(int(number))
    if dropped is None:
        raise click.ClickException(
            f"There is no correction {number} in {store.location}. `corpus corrections` lists them."
        )
    return _told(dropped)


def _rules(place: Place, site: str | None) -> "Iterator[dict[str, Any]]":
    """The rules of the home's recipes, of a site or of all."""
    from cleaners.recipe import RecipeError
    from corpus.recipe_file import kind_of, rules_of

    for path in sorted((place.folder() / "recipes").glob("*.toml")):
        host = path.stem.removeprefix("www.")
        if site not in (None, host):
            continue
        try:
            rules = rules_of(path)
        except RecipeError as error:
            raise click.ClickException(str(error)) from error
        for number, rule in enumerate(rules, 1):
            by, what = ("name", rule.name) if rule.name else ("text", rule.text)
            told = {"rule": kind_of(rule), "by": by, "what": what, "why": rule.why}
            yield {"site": host, "number": number, **told}


def _cells(one: "StoredCorrection") -> tuple[str, ...]:
    return one.correction.action, _shown(one), one.correction.why, one.url or one.site


def _told(one: "StoredCorrection") -> str:
    was = "cut" if one.correction.action == "cut" else "put back"
    return f"{_shown(one)!r}, {was} in {one_line(one.url or one.site)}"


def _shown(one: "StoredCorrection") -> str:
    return shortened(one.correction.block.text, SHOWN)


def _as_data(one: "StoredCorrection") -> dict[str, Any]:
    made = one.correction
    return {
        "id": one.id,
        "site": one.site,
        "article_id": one.article_id,
        "url": one.url,
        "made_at": one.made_at,
        "action": made.action,
        "n": made.block.n,
        "text": made.block.text,
        "why": made.why,
        "undoes": made.undoes,
    }

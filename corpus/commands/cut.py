"""`corpus cut`: lines that should not be in an article."""

from collections.abc import Sequence

import click

from corpus.as_recipe import Wish, keep_as_recipe, recipe_options
from corpus.correcting import before_hand, cuts, reason, told
from corpus.lookup import find_article
from corpus.options import pass_place
from corpus.output import one_line
from corpus.place import Place


@click.command(name="cut", short_help="Cut lines that leaked into an article.")
@click.argument("which", metavar="ID|URL")
@click.argument("numbers", metavar="N...", type=click.IntRange(min=0), nargs=-1, required=True)
@click.option("--why", required=True, help="The reason; it stays on record with the line.")
@pass_place
@recipe_options
def command(place: Place, which: str, numbers: Sequence[int], why: str, wish: Wish) -> None:
    """Cut lines of an article, by the numbers that `corpus explain` shows.

    They stay cut when the page is cleaned or fetched again, on record as "cut-by-hand". With
    --as-recipe, a rule for all articles of the site is found instead: by the class or id of the
    element, or by the line's words. What it means on the newest articles is shown before it is
    written into recipes/SITE.toml in the home.

    \b
    Examples:
      corpus cut 12 7 --why "an advert for the app"
      corpus cut https://harbourpost.example/ferry 7 8 --why "two lines of the player"
      corpus cut 12 7 --why "an advert for the app" --as-recipe
    """
    because = reason(why)
    with place.store() as store:
        stored = find_article(store, which)
        if wish.as_recipe:  # what was done by hand may become a rule
            stored = before_hand(store, stored)
        made = cuts(stored, tuple(dict.fromkeys(numbers)), because)
        if wish.as_recipe:
            keep_as_recipe(place, store, stored, made, wish)
            return
        store.correcting.add(stored.id, made)
    click.echo(f"Cut from {one_line(stored.article.url or '')}:")
    for correction in made:
        click.echo(told(correction))
    again = " ".join(str(correction.block.n) for correction in made)
    click.echo(f"`corpus restore {stored.id} {again}` puts it back.", err=True)

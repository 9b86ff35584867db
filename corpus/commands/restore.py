"""`corpus restore`: lines of an article that were cut by mistake."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from corpus.as_recipe import Wish, keep_as_recipe, recipe_options
from corpus.correcting import before_hand, reason, restorings, told
from corpus.lookup import find_article
from corpus.options import pass_place
from corpus.output import one_line
from corpus.place import Place

if TYPE_CHECKING:
    from cleaners.corrections import Correction
    from storage import Store


@click.command(name="restore", short_help="Put back lines that were cut by mistake.")
@click.argument("which", metavar="ID|URL")
@click.argument("numbers", metavar="N...", type=click.IntRange(min=0), nargs=-1, required=True)
@click.option("--why", required=True, help="The reason; it stays on record with the article.")
@pass_place
@recipe_options
def command(place: Place, which: str, numbers: Sequence[int], why: str, wish: Wish) -> None:
    """Put lines of an article back, by the numbers that `corpus explain` shows.

    They stay when the page is cleaned or fetched again. Of a line that was cut by hand, it undoes
    just that. With --as-recipe, a rule for all articles of the site is found instead, and what it
    means is shown before it is written into recipes/SITE.toml in the home.

    \b
    Examples:
      corpus restore 12 20 --why "the answer, no headline"
      corpus restore https://harbourpost.example/ferry 3 4 --why "the summary, and who says so"
      corpus restore 12 20 --why "answers are text" --as-recipe --name answer
    """
    because = reason(why)
    with place.store() as store:
        stored = find_article(store, which)
        if wish.as_recipe:  # what was done by hand may become a rule
            stored = before_hand(store, stored)
        made = restorings(store, stored, tuple(dict.fromkeys(numbers)), because)
        if wish.as_recipe:
            keep_as_recipe(place, store, stored, made, wish)
            return
        store.correcting.add(stored.id, [one for one in made if not _undone(store, stored.id, one)])
    click.echo(f"Put back into {one_line(stored.article.url or '')}:")
    for correction in made:
        click.echo(told(correction))
    if any(one.undoes and one.undoes.step == "recipe" for one in made):
        click.echo(
            "A rule cut it: `corpus corrections` lists them, --drop takes one out.", err=True
        )
    again = " ".join(str(correction.block.n) for correction in made)
    click.echo(f"`corpus cut {stored.id} {again}` cuts it again.", err=True)


def _undone(store: "Store", article_id: int, wanted: "Correction") -> bool:
    """Whether the line was cut by hand alone, and is so no more; what else cuts it stays undone."""
    from cleaners.corrections import CUT_BY_HAND

    if wanted.undoes is None or wanted.undoes.step != CUT_BY_HAND:
        return False
    for known in store.correcting.all(article_id=article_id):
        if known.correction.contradicts(wanted):
            return store.correcting.drop(known.id) is not None
    return False

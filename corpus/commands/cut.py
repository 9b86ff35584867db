"""`corpus cut`: lines that should not be in an article."""

from collections.abc import Sequence

import click

from corpus.correcting import cuts, reason, told
from corpus.lookup import find_article
from corpus.options import pass_place
from corpus.output import one_line
from corpus.place import Place


@click.command(name="cut", short_help="Cut lines that leaked into an article.")
@click.argument("which", metavar="ID|URL")
@click.argument("numbers", metavar="N...", type=click.IntRange(min=0), nargs=-1, required=True)
@click.option("--why", required=True, help="The reason; it stays on record with the line.")
@pass_place
def command(place: Place, which: str, numbers: Sequence[int], why: str) -> None:
    """Cut lines of an article, by the numbers that `corpus explain` shows.

    They stay cut when the page is cleaned or fetched again, on record as "cut-by-hand".

    \b
    Examples:
      corpus cut 12 7 --why "an advert for the app"
      corpus cut https://harbourpost.example/ferry 7 8 --why "two lines of the player"
    """
    because = reason(why)
    with place.store() as store:
        stored = find_article(store, which)
        made = cuts(stored, tuple(dict.fromkeys(numbers)), because)
        store.correcting.add(stored.id, made)
    click.echo(f"Cut from {one_line(stored.article.url or '')}:")
    for correction in made:
        click.echo(told(correction))
    again = " ".join(str(correction.block.n) for correction in made)
    click.echo(f"`corpus restore {stored.id} {again}` puts it back.", err=True)

"""`corpus corrections`: what people corrected by hand, to look at and to undo."""

from typing import TYPE_CHECKING, Any

import click

from corpus.lookup import must_know
from corpus.options import JSON, SITE, filters_of, pass_place
from corpus.output import as_json, minute, one_line
from corpus.place import Place
from corpus.tables import print_table

if TYPE_CHECKING:
    from storage import StoredCorrection

SHOWN = 50
"""Characters of a line that the table shows."""


@click.command(name="corrections", short_help="List or undo what was corrected by hand.")
@SITE
@click.option("--drop", "number", type=click.IntRange(min=1), help="Undo the correction N.")
@JSON
@pass_place
def command(place: Place, site: str | None, number: int | None, as_json_text: bool) -> None:
    """List what people cut and put back in single articles; --drop undoes one.

    \b
    Examples:
      corpus corrections
      corpus corrections --site harbourpost.example --json
      corpus corrections --drop 3
    """
    with place.store() as store:
        if number is not None:
            dropped = store.correcting.drop(number)
            if dropped is None:
                raise click.ClickException(
                    f"There is no correction {number} in {store.location}."
                    " `corpus corrections` lists them."
                )
            click.echo(f"Undone: {_told(dropped)}")
            return
        filters = filters_of(site)
        must_know(store, filters.site)
        made = store.correcting.all(filters.site)
    if as_json_text:
        click.echo(as_json([_as_data(one) for one in made]))
        return
    rows = [(str(one.id), minute(one.made_at), *_cells(one)) for one in made]
    print_table(("id", "made", "action", "line", "why", "article"), rows, frozenset({0}))
    if not made:
        click.echo("Nothing was corrected by hand.", err=True)


def _cells(one: "StoredCorrection") -> tuple[str, ...]:
    return one.correction.action, _shown(one), one.correction.why, one.url or one.site


def _told(one: "StoredCorrection") -> str:
    was = "cut" if one.correction.action == "cut" else "put back"
    return f"{_shown(one)!r}, {was} in {one_line(one.url or one.site)}"


def _shown(one: "StoredCorrection") -> str:
    text = one_line(one.correction.block.text)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


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

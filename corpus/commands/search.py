"""`corpus search`: which articles hold these words."""

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import click

from corpus.asking import Words, as_question, ask, say_nothing_found
from corpus.lookup import must_know
from corpus.options import JSON, pass_filters, pass_place
from corpus.output import as_json, one_line, printable
from corpus.place import Place

if TYPE_CHECKING:
    from storage import Filters, Hit, Order

MOST = 10_000
"""So many articles are counted."""


@click.command(name="search", cls=Words, context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--order",
    type=click.Choice(("relevance", "date")),
    default="relevance",
    show_default=True,
    help="The best match first (title, then beginning, then anywhere), or the newest.",
)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@click.option("--all", "copies", is_flag=True, help="Show all copies of a story, not only one.")
@JSON
@pass_place
@pass_filters
def command(
    place: Place,
    words: tuple[str, ...],
    filters: "Filters",
    order: "Order",
    limit: int,
    copies: bool,
    as_json_text: bool,
) -> None:
    """Find the articles that hold all WORDS: words, "phrases", prefix*, -without, OR, ( ).

    Case and accents make no difference. Any other sign is no command; a word with two dashes in
    front stands after --. Of several arguments, one with a space in it is a phrase. Of a story
    that stands in the corpus more than once (wire copies, print views), one is shown.

    \b
    Examples:
      corpus search harbour ferry --site harbourpost.example --since 7d
      corpus search ferry "night boat" -winter
      corpus search '"night boat" OR (pier* -harbour)' --author lind --order date
      corpus search Straße --lang de --json
    """
    wanted = as_question(words)
    with place.store() as store:
        found = ask(store, wanted, filters, copies=copies, order=order)
        hits = found[:limit]
        more = {} if copies else store.copies.numbers([hit.id for hit in hits])
        if not hits:
            must_know(store, filters.site)
            others = store.count(wanted, replace(filters, kinds=None))
        total = found.count(MOST) if len(hits) == limit else len(hits)
    if as_json_text:
        click.echo(as_json([_as_data(hit, more) for hit in hits]))
    else:
        click.echo("\n".join(_as_lines(hit, more) for hit in hits), nl=bool(hits))
    if not hits:
        say_nothing_found(found, others)
    if total > len(hits):
        _say_there_are_more(len(hits), total)


def _say_there_are_more(shown: int, total: int) -> None:
    if total < MOST:
        click.echo(f"{shown} of {total} articles; --limit {total} shows all.", err=True)
    else:
        click.echo(f"{shown} of {MOST:,} articles or more; --limit shows more.", err=True)


def _as_data(hit: "Hit", copies: dict[int, int]) -> dict[str, object]:
    return asdict(hit) | {"copies": copies.get(hit.id, 0)}


def _as_lines(hit: "Hit", copies: dict[int, int]) -> str:
    more = copies.get(hit.id, 0)
    also = f"  (and {more} cop{'ies' if more > 1 else 'y'})" if more else ""
    day = f"{hit.published_at:%Y-%m-%d}" if hit.published_at else "no date"
    title = click.style(one_line(hit.title or "(no title)"), bold=True)
    kind = "" if hit.kind == "article" else f"  {hit.kind}"
    return (
        f"{hit.id}  {day}  {one_line(hit.site)}{kind}  {title}\n"
        f"    {_marked(hit)}\n"
        f"    {click.style(one_line(hit.url), dim=True)}{also}\n"
    )


def _marked(hit: "Hit") -> str:
    """The snippet with its hits bold; `click.echo` takes that back where there is no terminal."""
    before, after = click.style("\0", bold=True, fg="yellow").split("\0")
    return hit.marked(before, after, printable)

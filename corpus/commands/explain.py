"""`corpus explain`: what of a page was kept, what was cut, by which step and why."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from corpus.explain import Cut, Kept, facts, page_order
from corpus.export import stored_to_dict
from corpus.lookup import find_article
from corpus.options import JSON, pass_place
from corpus.output import as_json, one_line, printable
from corpus.place import Place

if TYPE_CHECKING:
    from rich.table import Table

    from cleaners.types import Article
    from storage import StoredArticle

INDENT = " " * 6


@click.command(name="explain", short_help="Show what was kept, what was cut, and why.")
@click.argument("which", metavar="ID|URL")
@JSON
@pass_place
def command(place: Place, which: str, as_json_text: bool) -> None:
    """Show what of a page was kept and what was cut, in page order, with step and reason.

    A table on a terminal, lines in a pipe: "+" kept, "-" cut.

    \b
    Examples:
      corpus explain 12
      corpus explain 12 | grep inline-headline
    """
    from rich.console import Console

    with place.store() as store:
        stored = find_article(store, which)
    console = Console(highlight=False, markup=False, emoji=False)
    if as_json_text:
        click.echo(as_json(_as_data(stored)))
    elif console.is_terminal:
        for name, value in facts(stored):
            console.print(f"{name}: {one_line(value)}", soft_wrap=True)
        console.print(_as_table(stored.article))
    else:
        for line in _as_lines(stored):
            click.echo(line)


def _as_data(stored: "StoredArticle") -> dict[str, object]:
    """The stored article, with kept and removed blocks in one list."""
    data = stored_to_dict(stored)
    del data["removals"], data["text"]
    lines = page_order(stored.article)
    return data | {"blocks": [{"kept": isinstance(x, Kept), **asdict(x)} for x in lines]}


def _as_lines(stored: "StoredArticle") -> Iterator[str]:
    for name, value in facts(stored):
        yield f"{name}: {one_line(value)}"
    yield ""
    for line in page_order(stored.article):
        sign = "+" if isinstance(line, Kept) else "-"
        name = line.kind if isinstance(line, Kept) else line.step
        text = printable(line.text).replace("\t", " ").replace("\n", f"\n{INDENT}")
        yield f"{line.n:>4} {sign} {name}: {text}"
        if isinstance(line, Cut):
            yield f"{INDENT} why: {one_line(line.why)}"


def _as_table(article: "Article") -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table("", "kept", "removed", "step and why", show_lines=True, expand=True)
    table.columns[0].justify = "right"
    table.columns[1].ratio, table.columns[2].ratio, table.columns[3].ratio = 5, 3, 2
    for line in page_order(article):
        number, text = str(line.n), Text(printable(line.text))
        if isinstance(line, Cut):
            text.stylize("red")
            reason = Text.assemble((line.step, "bold"), "\n", one_line(line.why))
            table.add_row(number, "", text, reason)
        else:
            table.add_row(number, text, "", Text(line.kind, style="dim"))
    return table

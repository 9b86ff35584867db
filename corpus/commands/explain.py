"""`corpus explain`: what of a page was kept, what was cut, by which step and why."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from corpus.explain import Cut, Kept, facts, page_order, statements_of
from corpus.export import stored_to_dict
from corpus.lookup import find_article
from corpus.options import JSON, pass_place
from corpus.output import as_json, one_line, printable
from corpus.place import Place

if TYPE_CHECKING:
    from rich.table import Table

    from cleaners.metadata import Statement
    from storage import StoredArticle

INDENT = " " * 6


@click.command(name="explain", short_help="Show what was kept, what was cut, and why.")
@click.argument("which", metavar="ID|URL")
@JSON
@pass_place
def command(place: Place, which: str, as_json_text: bool) -> None:
    """Show what of a page was kept and what was cut, in page order, with step and reason.

    A table on a terminal, lines in a pipe: "+" kept, "-" cut. Before it, all that the page states
    of each field: "+" taken, "-" not, and why. What is wrong is corrected by the line's number:
    `corpus cut URL N`, `corpus restore URL N`.

    \b
    Examples:
      corpus explain 12
      corpus explain 12 | grep inline-headline
      corpus explain 12 | grep '^published_at'
    """
    from rich.console import Console

    with place.store() as store:
        stored = find_article(store, which)
        stated = statements_of(store, stored, place.recipe_of(stored.site).config)
        made = store.correcting.all(article_id=stored.id)
    lines = page_order(stored.article, [one.correction for one in made])
    console = Console(highlight=False, markup=False, emoji=False)
    if as_json_text:
        click.echo(as_json(_as_data(stored, stated, lines)))
    elif console.is_terminal:
        for name, value in facts(stored):
            console.print(f"{name}: {one_line(value)}", soft_wrap=True)
        for line in _as_statements(stated):
            console.print(line, soft_wrap=True)
        console.print(_as_table(lines))
        told = f"corpus cut {stored.id} N or corpus restore {stored.id} N"
        console.print(f"Is line N wrong? {told} --why ... corrects it.", soft_wrap=True)
    else:
        for line in _as_lines(stored, stated, lines):
            click.echo(line)


def _as_data(
    stored: "StoredArticle", stated: "Sequence[Statement]", lines: Sequence[Kept | Cut]
) -> dict[str, object]:
    """The stored article, with kept and removed blocks in one list, and what the page states."""
    data = stored_to_dict(stored)
    del data["removals"], data["text"]
    blocks = [{"kept": isinstance(line, Kept), **asdict(line)} for line in lines]
    return data | {"blocks": blocks, "statements": list(map(asdict, stated))}


def _as_lines(
    stored: "StoredArticle", stated: "Sequence[Statement]", lines: Sequence[Kept | Cut]
) -> Iterator[str]:
    for name, value in facts(stored):
        yield f"{name}: {one_line(value)}"
    yield ""
    yield from _as_statements(stated)
    for line in lines:
        sign = "+" if isinstance(line, Kept) else "-"
        name = line.kind if isinstance(line, Kept) else line.step
        text = printable(line.text).replace("\t", " ").replace("\n", f"\n{INDENT}")
        yield f"{line.n:>4} {sign} {name}: {text}"
        if isinstance(line, Cut):
            yield f"{INDENT} why: {one_line(line.why)}"
        elif line.restored:
            yield f"{INDENT} restored by hand: {one_line(line.restored)}"


def _as_statements(stated: "Sequence[Statement]") -> Iterator[str]:
    """A line for each statement of a field, its reason below, and an empty line behind all."""
    for statement in stated:
        sign = "+" if statement.taken else "-"
        yield f"{statement.field} {sign} {statement.source}: {one_line(statement.value)}"
        yield f"{INDENT}why: {one_line(statement.why)}"
    if stated:
        yield ""


def _as_table(lines: Sequence[Kept | Cut]) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table("", "kept", "removed", "step and why", show_lines=True, expand=True)
    table.columns[0].justify = "right"
    table.columns[1].ratio, table.columns[2].ratio, table.columns[3].ratio = 5, 3, 2
    for line in lines:
        number, text = str(line.n), Text(printable(line.text))
        if isinstance(line, Cut):
            text.stylize("red")
            reason = Text.assemble((line.step, "bold"), "\n", one_line(line.why))
            table.add_row(number, "", text, reason)
        else:
            told = f"{line.kind}\nrestored by hand: {one_line(line.restored or '')}"
            table.add_row(number, text, "", Text(told if line.restored else line.kind, "dim"))
    return table

"""Tables on a terminal: columns aligned by what they take on a screen."""

from collections.abc import Iterable, Sequence

import click

from corpus.output import one_line

Row = Sequence[str]


def print_table(header: Row, rows: Iterable[Row], right: frozenset[int] = frozenset()) -> None:
    """A table with an empty line below it; columns named in `right` end together. No row, none."""
    from rich.cells import cell_len

    lines = [[one_line(cell) for cell in row] for row in rows]
    if not lines:
        return
    widths = [max(map(cell_len, column)) for column in zip(header, *lines, strict=True)]
    for number, line in enumerate([list(header), *lines]):
        padded = []
        for column, (cell, width) in enumerate(zip(line, widths, strict=True)):
            space = " " * (width - cell_len(cell))
            padded.append(space + cell if column in right else cell + space)
        text = "  ".join(padded).rstrip()
        click.echo(text if number else click.style(text, bold=True))
    click.echo()

"""A page and its article in two columns, a row a line; what was cut is folded where it is much."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click

from cleaners.types import Article
from corpus.explain import Cut, Kept, page_order
from corpus.output import one_line

FOLDED = 3
"""Lines cut in a row from which only their number is shown."""

GAP = " │ "


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the page, and what the article has of it."""

    raw: str
    clean: str
    kept: bool


def rows_of(article: Article, *, fold: bool = True) -> Iterator[Row]:
    """The page's lines in order, beside what became of them."""
    cut: list[Cut] = []
    for line in page_order(article):
        if isinstance(line, Cut):
            cut.append(line)
            continue
        yield from _cuts(cut, fold=fold)
        cut = []
        yield Row(line.text, _text(line), kept=True)
    yield from _cuts(cut, fold=fold)


def _text(line: Kept) -> str:
    return line.text if line.kind == "paragraph" else f"[{line.kind}] {line.text}"


def _cuts(cut: Sequence[Cut], *, fold: bool) -> Iterator[Row]:
    if not fold or len(cut) < FOLDED:
        yield from (Row(one.text, f"— {one.step}", kept=False) for one in cut)
        return
    steps = Counter(one.step for one in cut)
    told = ", ".join(f"{step} {number}" for step, number in steps.most_common())
    yield Row(f"{cut[0].text} … ({len(cut)} lines)", f"— {told}", kept=False)


def print_rows(rows: Iterator[Row], width: int) -> None:
    """The rows in two columns of a terminal so many characters wide."""
    column = max(20, (width - len(GAP)) // 2)
    for row in rows:
        text = f"{_fitted(row.raw, column)}{GAP}{_fitted(row.clean, column).rstrip()}"
        click.echo(text if row.kept else click.style(text, dim=True))


def _fitted(text: str, width: int) -> str:
    """One line as wide as the column, on a screen; what is longer ends with an ellipsis."""
    from rich.cells import cell_len, set_cell_size

    line = one_line(text)
    if cell_len(line) > width:
        return set_cell_size(line, width - 1) + "…"
    return set_cell_size(line, width)

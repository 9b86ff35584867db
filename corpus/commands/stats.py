"""`corpus stats`: what the store holds."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from corpus.options import JSON, pass_place
from corpus.output import as_json, minute, one_line
from corpus.place import Place

if TYPE_CHECKING:
    from storage import Run, Stats

RUNS = 5
"""How many of the last runs are shown."""

Row = Sequence[str]


@click.command(name="stats", short_help="Show sites, sizes, cuts, languages, last runs.")
@JSON
@pass_place
def command(place: Place, as_json_text: bool) -> None:
    """Show sites, articles, sizes, what was cut by which step, languages, URLs, last runs.

    \b
    Examples:
      corpus stats
      corpus stats --json
    """
    from dataclasses import asdict

    with place.store() as store:
        stats, runs, location = store.stats(), store.runs(RUNS), store.location
    if as_json_text:
        data = {"location": location, **asdict(stats), "runs": [asdict(run) for run in runs]}
        click.echo(as_json(data))
        return
    click.echo(_summary(stats, location))
    print_table(("site", "articles", "pages", "words", "raw", "stored", "cut"), _sites(stats))
    print_table(("removed by step", "blocks"), _counts(stats.removals))
    print_table(("language", "articles"), _counts(stats.languages))
    print_table(("state of URLs", "URLs"), _counts(stats.urls))
    print_table(("last runs", "asked", "counts"), _runs(runs))


def _summary(stats: "Stats", location: str) -> str:
    from rich.filesize import decimal

    articles = sum(site.articles for site in stats.sites)
    size = f", {decimal(stats.file_bytes)}" if stats.file_bytes is not None else ""
    return f"{location}: {articles:,} articles of {len(stats.sites):,} sites{size}\n"


def _sites(stats: "Stats") -> Iterable[Row]:
    from rich.filesize import decimal

    for s in stats.sites:
        sizes = decimal(s.raw_bytes), decimal(s.stored_bytes)
        yield s.site, f"{s.articles:,}", f"{s.pages:,}", f"{s.words:,}", *sizes, f"{s.removals:,}"


def _counts(counts: dict[str, int]) -> Iterable[Row]:
    for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield name, f"{count:,}"


def _runs(runs: Iterable["Run"]) -> Iterable[Row]:
    for run in runs:
        counts = " ".join(f"{name}={count}" for name, count in run.counts.items())
        yield minute(run.started_at), run.asked, counts or "not finished"


def print_table(header: Row, rows: Iterable[Row]) -> None:
    """A table: columns aligned by what they take on a screen; no row, no table."""
    from rich.cells import cell_len

    lines = [[one_line(cell) for cell in row] for row in rows]
    if not lines:
        return
    widths = [max(map(cell_len, column)) for column in zip(header, *lines, strict=True)]
    for number, line in enumerate([list(header), *lines]):
        padded = [cell + " " * (w - cell_len(cell)) for cell, w in zip(line, widths, strict=True)]
        text = "  ".join(padded).rstrip()
        click.echo(text if number else click.style(text, bold=True))
    click.echo()

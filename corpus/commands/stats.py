"""`corpus stats`: what the store holds."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from corpus.options import JSON, pass_place
from corpus.output import as_json, minute
from corpus.place import Place
from corpus.tables import Row, print_table

if TYPE_CHECKING:
    from storage import Month, Run, Stats

RUNS = 5
"""How many of the last runs are shown."""

MONTHS = 12
"""How many months that added anything are shown."""


@click.command(name="stats", short_help="Show sites, sizes, cuts, languages, last runs.")
@JSON
@pass_place
def command(place: Place, as_json_text: bool) -> None:
    """Show sites, articles, sizes, what was cut by which step, languages, URLs, growth by month,
    last runs.

    \b
    Examples:
      corpus stats
      corpus stats --json
    """
    from dataclasses import asdict

    with place.store() as store:
        stats, runs, location = store.stats(), store.runs(RUNS), store.location
        growth = store.history.growth(MONTHS)
    if as_json_text:
        months = [asdict(month) for month in growth]
        data = {"location": location, **asdict(stats), "growth": months}
        data |= {"runs": [asdict(run) for run in runs]}
        click.echo(as_json(data))
        return
    click.echo(_summary(stats, location))
    print_table(("site", "articles", "pages", "words", "raw", "stored", "cut"), _sites(stats))
    print_table(("removed by step", "blocks"), _counts(stats.removals))
    print_table(("language", "articles"), _counts(stats.languages))
    print_table(("state of URLs", "URLs"), _counts(stats.urls))
    print_table(("fetched in", "articles", "pages", "raw", "stored"), _months(growth))
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


def _months(growth: "Iterable[Month]") -> Iterable[Row]:
    from rich.filesize import decimal

    for m in growth:
        sizes = decimal(m.raw_bytes), decimal(m.stored_bytes)
        yield m.month, f"{m.articles:,}", f"{m.pages:,}", *sizes


def _runs(runs: Iterable["Run"]) -> Iterable[Row]:
    for run in runs:
        counts = " ".join(f"{name}={count}" for name, count in run.counts.items())
        yield minute(run.started_at), run.asked, counts or "not finished"

"""`corpus audit`: what one step of cleaning cuts, to be read and judged."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import click

from corpus.lookup import must_know
from corpus.options import JSON, SITE, filters_of, pass_place
from corpus.output import as_json, one_line
from corpus.place import Place
from corpus.progress import bar, counted
from corpus.steps import must_be_step
from corpus.tables import print_table

if TYPE_CHECKING:
    from corpus.auditing import Audit

INDENT = " " * 6


@click.command(name="audit", short_help="Show what one step cuts, with a sample.")
@click.argument("step")
@SITE
@click.option(
    "--sample", type=click.IntRange(min=0), default=20, show_default=True, help="Lines to show."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Another one, other lines.")
@JSON
@pass_place
def command(
    place: Place, step: str, site: str | None, sample: int, seed: int, as_json_text: bool
) -> None:
    """Show how much of which site's text a step cuts, and a random sample of what it cut.

    Each line stands behind the numbers by which it is put back: `corpus restore ARTICLE LINE`. The
    names of steps stand in `corpus stats` and `corpus explain`.

    \b
    Examples:
      corpus audit inline-headline
      corpus audit newsletter --site harbourpost.example --sample 50
      corpus audit recipe --json
    """
    from corpus.auditing import audit

    filters = replace(filters_of(site), kinds=None)
    with place.store() as store:
        must_know(store, filters.site)
        with bar("auditing", lambda: store.holdings.count(filters)) as advance:
            records = counted(store.holdings.cut_records(filters), advance)
            found = audit(records, step, sample, seed)
    if not found.all_sites().lines:
        must_be_step(step)
    if as_json_text:
        click.echo(as_json(_as_data(found)))
    else:
        _print(found)


def _as_data(found: "Audit") -> dict[str, Any]:
    sites = {name: asdict(one) | {"share": one.share} for name, one in sorted(found.sites.items())}
    return {"step": found.step, "sites": sites, "sample": [asdict(cut) for cut in found.sample]}


def _print(found: "Audit") -> None:
    rows = [
        (name, str(one.articles), str(one.touched), str(one.lines), f"{one.share:.2%}")
        for name, one in sorted(found.sites.items(), key=lambda pair: -pair[1].share)
        if one.lines
    ]
    header = ("site", "articles", "of them cut", "lines", "share of the text")
    print_table(header, rows, frozenset(range(1, 5)))
    for line in _sampled(found):
        click.echo(line)
    sums = found.all_sites()
    of = f"{sums.touched:,} of {sums.articles:,} articles"
    told = f"{sums.lines:,} {'line' if sums.lines == 1 else 'lines'} cut from {of}"
    click.echo(f"{one_line(found.step)}: {told}, {sums.share:.2%} of the text of their pages.")


def _sampled(found: "Audit") -> Iterator[str]:
    for cut in found.sample:
        yield f"{cut.article_id} {cut.n}  {one_line(cut.text)}"
        yield f"{INDENT}why: {one_line(cut.why)}  {one_line(cut.url)}"
    if found.sample:
        yield ""

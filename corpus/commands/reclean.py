"""`corpus reclean`: rebuild articles from the stored pages with today's rules."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

import click

from corpus.lookup import must_know
from corpus.options import SINCE, SITE, filters_of, pass_place
from corpus.output import one_line
from corpus.place import Place

if TYPE_CHECKING:
    from corpus.reclean import Summary
    from storage import Filters, Store

SECONDS = 10.0
"""A page of ordinary size takes a tenth of a second; what takes this long will not end."""


@click.command(name="reclean", short_help="Rebuild articles from the stored pages, offline.")
@SITE
@SINCE
@click.option("--workers", type=click.IntRange(min=1), help="Processes. Default: one a CPU.")
@click.option(
    "--seconds",
    type=click.FloatRange(min=0.1),
    default=SECONDS,
    show_default=True,
    help="Longest time for one page.",
)
@click.option("--stale", is_flag=True, help="Only articles that would change.")
@pass_place
def command(
    place: Place,
    site: str | None,
    since: date | None,
    workers: int | None,
    seconds: float,
    stale: bool,
) -> None:
    """Clean the stored pages again and replace their articles; the network is not touched.

    A page that fails keeps the article that it had, and the next one is cleaned. With --stale, only
    articles made by other rules, or whose site is known better now, are cleaned.

    \b
    Examples:
      corpus reclean
      corpus reclean --stale
      corpus reclean --site harbourpost.example --since 7d
    """
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import cpu_count

    from corpus.reclean import Recleaning, reclean, stale_articles, stale_pages
    from storage import Store

    filters = filters_of(site, since)
    with place.store() as store:
        must_know(store, filters.site)
        pages_of = stale_pages if stale else Store.pages
        number = len(stale_articles(store, filters)) if stale else _pages(store, filters)
        with _progress(None if since else number) as on_page:
            how = Recleaning(workers or cpu_count(), seconds, place.recipe_of, on_page, pages_of)
            try:
                summary = reclean(store, filters, how)
            except BrokenProcessPool as error:
                raise click.ClickException(
                    "The worker processes do not start or were killed; what is done is stored."
                    " Try again with --workers 1."
                ) from error
    _print(summary)


def _pages(store: "Store", filters: "Filters") -> int:
    """How many pages the store holds, of the site that is asked for."""
    return sum(s.pages for s in store.stats().sites if filters.site in (None, s.site))


@contextmanager
def _progress(total: int | None) -> Iterator[Callable[[str, str | None], None]]:
    """A bar on a terminal; anywhere else only the pages that failed."""
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    columns = (*Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("recleaning", total=total)

        def on_page(url: str, reason: str | None) -> None:
            progress.advance(task)
            if reason:
                console.print(f"failed: {one_line(reason)}: {one_line(url)}", soft_wrap=True)

        yield on_page


def _print(summary: "Summary") -> None:
    for reason, count in summary.failed.most_common():
        click.echo(f"failed: {one_line(reason)}: {count}")
    failed = summary.failed.total()
    click.echo(f"recleaned={summary.recleaned} changed={summary.changed} failed={failed}")

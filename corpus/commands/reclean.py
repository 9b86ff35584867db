"""`corpus reclean`: rebuild articles from the stored pages with today's rules."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import cpu_count
from typing import TYPE_CHECKING, Any

import click

from corpus.lookup import must_know
from corpus.options import JSON, pass_page_filters, pass_place
from corpus.output import as_json, minute, one_line
from corpus.place import Place
from corpus.progress import bar
from corpus.steps import must_be_step

if TYPE_CHECKING:
    from corpus.choosing import Pages
    from corpus.reclean import Recleaning, Summary
    from storage import Filters, Store

SHOWN = 20
"""Pages that are named of those that fail for one reason."""

SECONDS = 10.0
"""A page of ordinary size takes a tenth of a second; what takes this long will not end."""


@click.command(name="reclean", short_help="Rebuild articles from the stored pages, offline.")
@pass_page_filters
@click.option("--step", metavar="STEP", help="Only articles that this step cut something of.")
@click.option("--stale", is_flag=True, help="Only articles that would change.")
@click.option("--dry-run", is_flag=True, help="Print what would change, and change nothing.")
@JSON
@click.option("--anew", is_flag=True, help="Begin with the first page, wherever one was stopped.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes. Default: one a CPU.")
@click.option(
    "--seconds",
    type=click.FloatRange(min=0.1),
    default=SECONDS,
    show_default=True,
    help="Longest time for one page.",
)
@pass_place
def command(
    place: Place,
    filters: "Filters",
    dry_run: bool,
    as_json_text: bool,
    **options: Any,
) -> None:
    """Clean the stored pages again and replace their articles; the network is not touched.

    A page that fails keeps the article that it had, and the next one is cleaned; articles without
    a raw page stay as they are, and are counted. With --stale, only articles made by other rules
    or recipes, or whose site is known better now, are cleaned. One that was stopped goes on where
    it was. --dry-run prints how many articles would change, by site, and the twenty largest
    differences; --json prints that as JSON.

    \b
    Examples:
      corpus reclean --stale
      corpus reclean --site harbourpost.example --dry-run
      corpus reclean --site harbourpost.example --since 7d
      corpus reclean --step newsletter --author "Ana Lind"
    """
    wanted = Wanted(**options)
    if as_json_text and not dry_run:
        raise click.UsageError("--json is for what --dry-run prints.")
    if wanted.step is not None:
        must_be_step(wanted.step)
    place.folders()  # a folder that is not there is said before any work
    with place.store() as store, _workers_may_break():
        must_know(store, filters.site)
        if dry_run:
            _preview(store, filters, place, wanted, as_json_text)
        else:
            _reclean(store, filters, place, wanted)
        _tell_of_pageless(store.holdings.count_pageless(filters))


def _tell_of_pageless(number: int) -> None:
    """Say how many articles no rule reaches any more."""
    if number:
        have = (
            "1 article has no raw page" if number == 1 else f"{number:,} articles have no raw page"
        )
        click.echo(
            f"{have} any more (pruned, or its publisher wants no archive), so no rule changes"
            " them; `corpus cut` and `corpus restore` correct one by hand.",
            err=True,
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pages, and how."""

    step: str | None
    stale: bool
    anew: bool
    workers: int | None
    seconds: float


def _reclean(store: "Store", filters: "Filters", place: Place, wanted: Wanted) -> None:
    from corpus.reclean import reclean
    from corpus.resuming import course, scope_of

    if wanted.stale:  # what is done is no longer stale
        with _how(store, filters, place, wanted) as how:
            summary = reclean(store, filters, how)
    else:
        scope = scope_of(store, filters, wanted.step, place.recipe_of)
        with course(store, scope, anew=wanted.anew) as going:
            done = going.stopped.pages if going.stopped else 0
            if going.stopped:
                began = minute(going.stopped.started_at)
                told = f"Going on after {done:,} pages of the recleaning that began {began}"
                click.echo(f"{told}; --anew begins again.", err=True)
            with _how(store, filters, place, wanted, done) as how:
                summary = reclean(store, filters, how, going.start, going.note)
    _print(summary)


def _preview(
    store: "Store", filters: "Filters", place: Place, wanted: Wanted, as_json_text: bool
) -> None:
    from corpus.preview import preview
    from corpus.preview_report import as_data, print_preview

    with _how(store, filters, place, wanted) as how:
        found = preview(store, filters, how)
    if as_json_text:
        click.echo(as_json(as_data(found)))
    else:
        print_preview(found)


@contextmanager
def _how(
    store: "Store", filters: "Filters", place: Place, wanted: Wanted, done: int = 0
) -> Iterator["Recleaning"]:
    """How to reclean, with a bar on a terminal, and a line for each page that failed."""
    from corpus.reclean import Recleaning, stale_articles

    def count() -> int:
        if wanted.stale:
            return len(stale_articles(store, filters, place.recipe_of))
        if wanted.step:
            return len(store.holdings.cut_by(filters, wanted.step))
        return store.holdings.count_pages(filters) - done

    with bar("recleaning", count) as advance:
        named: Counter[str] = Counter()

        def on_page(url: str, reason: str | None) -> None:
            advance()
            if reason:
                named[reason] += 1
                name_failed(url, reason, named[reason])

        number, pages_of = wanted.workers or cpu_count(), _pages_of(place, wanted)
        yield Recleaning(number, wanted.seconds, place.recipe_of, on_page, pages_of)


def name_failed(url: str, reason: str, number: int) -> None:
    """Name a page that failed; of many that fail for one reason, a terminal shows the first."""
    if number <= SHOWN or not sys.stderr.isatty():
        click.echo(f"failed: {one_line(reason)}: {one_line(url)}", err=True)
    elif number == SHOWN + 1:
        more = "and more, which 2> FILE would name"
        click.echo(f"failed: {one_line(reason)}: {more}", err=True)


def _pages_of(place: Place, wanted: Wanted) -> "Pages":
    from corpus.choosing import both, pages_cut_by, stale_pages
    from storage import Store

    if wanted.step is None:
        return stale_pages(place.recipe_of) if wanted.stale else Store.pages
    cut = pages_cut_by(wanted.step)
    return both(stale_pages(place.recipe_of), cut) if wanted.stale else cut


@contextmanager
def _workers_may_break() -> Iterator[None]:
    from concurrent.futures.process import BrokenProcessPool

    try:
        yield
    except BrokenProcessPool as error:
        raise click.ClickException(
            "The worker processes do not start or were killed; what is done is stored."
            " Try again with --workers 1."
        ) from error


def _print(summary: "Summary") -> None:
    for reason, count in summary.failed.most_common():
        click.echo(f"failed: {one_line(reason)}: {count}")
    failed = summary.failed.total()
    click.echo(f"recleaned={summary.recleaned} changed={summary.changed} failed={failed}")

"""`corpus health SITE`: what is unlike the site, and its days."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from math import exp
from typing import TYPE_CHECKING

import click

from corpus.lookup import must_know
from corpus.options import JSON, pass_place
from corpus.output import as_json, one_line
from corpus.place import Place
from corpus.tables import Row, print_table

if TYPE_CHECKING:
    from crawler.health import Unlike
    from storage import SiteDay

HEADER = (
    "day",
    "runs",
    "found",
    "stored",
    "refused",
    "failed",
    "words",
    "cut",
    "no date",
    "no author",
    "unlike",
)
SHOWN = 28
"""Days of the table."""


@click.command(name="health", short_help="Show what is unlike a site, and its days.")
@click.argument("site")
@click.option("--accept", is_flag=True, help="The site is like this now: give no more alarm.")
@JSON
@pass_place
def command(place: Place, site: str, accept: bool, as_json_text: bool) -> None:
    """Compare a site with its own last eight weeks, and show its days.

    A day's row has what its runs found, and what the stored articles look like: their words and
    the share of text that was cut (means), and how many lack a date or an author.

    \b
    Examples:
      corpus health www.example.com
      corpus health www.example.com --accept
    """
    from cleaners.urls import site_of
    from crawler.baselines import WINDOW
    from crawler.health import unlike

    name = site_of(site if "://" in site else f"https://{site}")
    today = datetime.now(UTC).date()
    with place.store() as store:
        if store.history.host(name) is None:
            must_know(store, name)
        if accept:
            store.history.accept(name)
        first = today - timedelta(days=WINDOW + 7)
        days = store.history.days(first, [name]).get(name, [])
    found = unlike(days, today)
    if as_json_text:
        data = [{**asdict(day), "day": day.day.isoformat()} for day in days]
        told = [{**asdict(one), "days": [str(d) for d in one.days]} for one in found]
        click.echo(as_json({"site": name, "unlike": told, "days": data}))
        return
    click.echo("\n".join(_lines(name, days, found)))
    click.echo()
    shown = days[-SHOWN:]
    print_table(HEADER, map(_row, reversed(shown)), right=frozenset(range(1, 10)))


def _lines(name: str, days: "Sequence[SiteDay]", found: "Sequence[Unlike]") -> list[str]:
    from crawler.advice import advice
    from crawler.health import MIN_DAYS

    runs = [day for day in days if day.runs]
    if len(runs) < MIN_DAYS:
        few = f"{len(runs)} day{'s' * (len(runs) != 1)} of history"
        return [f"{name}: {few}; from {MIN_DAYS} on it is compared with itself."]
    if not found:
        return [f"{name} is like itself, by {len(runs)} days of history."]
    return [one_line(f"{name}: {one.sentence}. {advice(one.name)}") for one in found]


def _row(day: "SiteDay") -> Row:
    looks, number = day.portrait, day.portrait.articles
    return (
        day.day.isoformat(),
        f"{day.runs:,}",
        *(f"{day.counts.get(name, 0):,}" for name in ("found", "stored", "refused", "failed")),
        f"{exp(looks.log_words / number):,.0f}" if number else "",
        f"{looks.removed / number:.0%}" if number else "",
        *(
            f"{looks.missing.get(field, 0) / number:.0%}" if number else ""
            for field in ("published_at", "authors")
        ),
        ", ".join(day.flags),
    )

"""`corpus sites`: a line a site: when it last went well, what it brought, how it is."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import click

from corpus.options import JSON, pass_place
from corpus.output import as_json, minute
from corpus.place import Place
from corpus.tables import print_table

if TYPE_CHECKING:
    from storage import SiteDay, Store

HEADER = ("site", "last success", "7 d", "30 d", "articles", "state", "next due")


@dataclass(frozen=True, slots=True)
class SiteLine:
    """What `corpus sites` says of a site; articles of the last days are those that were stored."""

    site: str
    last_success: datetime | None
    articles_7d: int
    articles_30d: int
    articles: int
    state: str
    due_at: datetime | None


@click.command(name="sites", short_help="Show a line a site: last success, articles, state.")
@JSON
@pass_place
def command(place: Place, as_json_text: bool) -> None:
    """Show a line a site: when a run last went well, new articles, state, when it is next due.

    The state is that of the last run (well, degraded, useless), or what is unlike the site.

    \b
    Examples:
      corpus sites
      corpus sites --json
    """
    now = datetime.now(UTC)
    with place.store() as store:
        lines = site_lines(store, now)
        location = store.location
    if as_json_text:
        click.echo(as_json([asdict(line) for line in lines]))
        return
    if not lines:
        click.echo(f"There is no site in {location} yet.", err=True)
    rows = (
        (
            line.site,
            minute(line.last_success),
            f"{line.articles_7d:,}",
            f"{line.articles_30d:,}",
            f"{line.articles:,}",
            line.state,
            _due(line.due_at, now),
        )
        for line in lines
    )
    print_table(HEADER, rows, right=frozenset({2, 3, 4}))


def site_lines(store: "Store", now: datetime) -> list[SiteLine]:
    """The sites of the store: those with articles, days or listings."""
    today = now.date()
    days = store.history.days(today - timedelta(days=30))
    success = store.history.last_success()
    articles = {site.site: site.articles for site in store.stats().sites}
    due = {one.site: one.due_at for one in store.watch.due_sites(now + timedelta(days=36_500))}
    names = days.keys() | success.keys() | due.keys()
    names |= {site for site, number in articles.items() if number}
    return [
        SiteLine(
            site=name,
            last_success=success.get(name),
            articles_7d=_stored(days.get(name, ()), today - timedelta(days=7)),
            articles_30d=_stored(days.get(name, ()), today - timedelta(days=30)),
            articles=articles.get(name, 0),
            state=state_of(days.get(name, ())),
            due_at=due.get(name),
        )
        for name in sorted(names)
    ]


def _stored(days: "Sequence[SiteDay]", since: date) -> int:
    return sum(day.counts.get("stored", 0) for day in days if day.day > since)


def state_of(days: "Sequence[SiteDay]") -> str:
    """How a site is: what is unlike it on its last day, else how its last run ended."""
    from storage.site_day import is_accepted

    if not days:
        return "not crawled lately"
    flags = [flag for flag in days[-1].flags if not is_accepted(flag)]
    return ", ".join(flags) or days[-1].outcome


def _due(due_at: datetime | None, now: datetime) -> str:
    if due_at is None:
        return ""
    return "now" if due_at <= now else minute(due_at)

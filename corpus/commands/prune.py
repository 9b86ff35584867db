"""`corpus prune`: drop old raw pages, keep the articles."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import click

from corpus.options import pass_place
from corpus.place import Place

_AGE = re.compile(r"([0-9]{1,4})([dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


class Age(click.ParamType[timedelta]):
    """An age: 90d, 8w, 6m (of 30 days), 1y (of 365)."""

    name = "age"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> timedelta:
        """The age that the user named."""
        if isinstance(value, timedelta):
            return value
        if (match := _AGE.fullmatch(str(value).strip().lower())) and int(match[1]):
            return timedelta(days=int(match[1]) * _DAYS[match[2]])
        raise click.ClickException(f"{value!r} is no age; write one like 90d, 8w, 6m or 1y.")


@click.command(name="prune", short_help="Drop old raw pages, keep the articles.")
@click.option("--raw-older-than", type=Age(), required=True, metavar="1y")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@pass_place
def command(place: Place, raw_older_than: timedelta, dry_run: bool) -> None:
    """Drop the raw pages that were fetched longer ago; articles and the ledger stay.

    An article whose page is gone can't be cleaned again. Pages in quarantine stay: there is
    nothing else of them. The file of a SQLite store keeps its size, with room for new pages.

    \b
    Examples:
      corpus prune --raw-older-than 1y --dry-run
      corpus prune --raw-older-than 1y
    """
    from rich.filesize import decimal

    before = datetime.now(UTC) - raw_older_than
    with place.store() as store:
        pruned = store.history.prunable(before) if dry_run else store.history.prune(before)
        location = store.location
    pages = f"{pruned.pages:,} raw page{'s' * (pruned.pages != 1)}"
    size = f"{pruned.stored_bytes:,} bytes ({decimal(pruned.stored_bytes)})"
    what = "would be dropped" if dry_run else "dropped"
    click.echo(f"{pages} from before {before:%Y-%m-%d} {what}: {size}.")
    if pruned.pages and not dry_run:
        click.echo(_how_to_shrink(location))


def _how_to_shrink(location: str) -> str:
    if location.startswith("sqlite:///"):
        file = location.removeprefix("sqlite:///")
        return (
            "New pages fill that room first. To give it back to the disk, while no crawl runs: "
            f"sqlite3 {file} VACUUM (needs as much free room as the file has)."
        )
    return "Autovacuum makes the room usable; VACUUM FULL pages gives it back, and locks the table."

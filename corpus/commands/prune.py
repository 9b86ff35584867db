"""`corpus prune`: drop old raw pages, keep the articles."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from corpus.options import pass_place
from corpus.place import Place

if TYPE_CHECKING:
    from storage import Pruned

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
@click.option("--raw-older-than", type=Age(), metavar="1y", help="Raw pages fetched before.")
@click.option("--versions-older-than", type=Age(), metavar="1y", help="Versions replaced before.")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@pass_place
def command(
    place: Place,
    raw_older_than: timedelta | None,
    versions_older_than: timedelta | None,
    dry_run: bool,
) -> None:
    """Drop the raw pages that were fetched longer ago; articles and the ledger stay.

    An article whose page is gone can't be cleaned again. Pages in quarantine stay: there is
    nothing else of them. The file of a SQLite store keeps its size, with room for new pages.
    With --versions-older-than the former texts of articles go; that they were stays on record.

    \b
    Examples:
      corpus prune --raw-older-than 1y --dry-run
      corpus prune --raw-older-than 1y --versions-older-than 2y
    """
    if raw_older_than is None and versions_older_than is None:
        raise click.UsageError("Say what is to go: --raw-older-than 1y, --versions-older-than 1y.")
    now = datetime.now(UTC)
    with place.store() as store:
        location = store.location
        gone = []
        if raw_older_than is not None:
            raw = store.history.prunable if dry_run else store.history.prune
            gone.append(_told(now - raw_older_than, "raw page", raw, dry_run))
        if versions_older_than is not None:
            old = store.versions.prunable if dry_run else store.versions.prune
            gone.append(_told(now - versions_older_than, "former text", old, dry_run))
    if any(gone) and not dry_run:
        click.echo(_how_to_shrink(location))


def _told(before: datetime, what: str, drop: "Callable[[datetime], Pruned]", dry_run: bool) -> int:
    """Drop, or look, and say what came of it; returns how many went."""
    from rich.filesize import decimal

    pruned = drop(before)
    names = what + "s" * (pruned.pages != 1)
    done = "would be dropped" if dry_run else "dropped"
    size = f"{pruned.stored_bytes:,} bytes ({decimal(pruned.stored_bytes)})"
    click.echo(f"{pruned.pages:,} {names} from before {before:%Y-%m-%d} {done}: {size}.")
    return pruned.pages


def _how_to_shrink(location: str) -> str:
    if location.startswith("sqlite:///"):
        file = location.removeprefix("sqlite:///")
        return (
            "New pages fill that room first. To give it back to the disk, while no crawl runs: "
            f"sqlite3 {file} VACUUM (needs as much free room as the file has)."
        )
    return "Autovacuum makes the room usable; VACUUM FULL pages gives it back, and locks the table."

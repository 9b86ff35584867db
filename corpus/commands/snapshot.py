"""`corpus snapshot`: a manifest of the corpus as it is now, for `corpus verify`."""

from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.lookup import must_know
from corpus.options import INCLUDE_RESERVED, pass_filters, pass_place
from corpus.output import one_line
from corpus.place import Place
from corpus.progress import bar, counted
from corpus.reserving import tell_left_out, without_reserved

if TYPE_CHECKING:
    from storage import Filters


@click.command(name="snapshot", short_help="Write down what the corpus is now, to prove it later.")
@click.argument("name")
@INCLUDE_RESERVED
@pass_place
@pass_filters
def command(
    place: Place,
    name: str,
    filters: "Filters",
    include_reserved: bool,
) -> None:
    """Write a manifest of the articles: number, URL, hashes of text and facts, rules version, hash
    of the weights, rights as stated when the page was fetched.

    It holds no text, so it can be published beside an export; `corpus verify NAME` later proves
    that the corpus still is that. It lies in the home, in snapshots/NAME.jsonl, and is never
    written over. Articles whose publishers reserve them are left out and counted.

    \b
    Examples:
      corpus snapshot paper-2025
      corpus snapshot ferry-study --site harbourpost.example --until 2025-11-30
      corpus verify paper-2025
    """
    from corpus.manifest import NAME, write_manifest

    if not NAME.fullmatch(name):
        raise click.UsageError(
            f"{one_line(name)} is no name for a snapshot; use a to z, digits, - _ and dots."
        )
    path = _new(place.snapshots() / f"{name}.jsonl")
    with place.store() as store:
        must_know(store, filters.site)
        wanted, left_out = without_reserved(store, filters, include_reserved)
        with bar("snapshot", lambda: store.holdings.count(wanted)) as advance:
            articles = counted(store.holdings.in_order(wanted), advance)
            number = write_manifest(path, _head(name, wanted), articles)
    click.echo(f"{number:,} article{'s' * (number != 1)} in {path}")
    tell_left_out(left_out, "reserved article", "--include-reserved")


def _new(path: Path) -> Path:
    if path.exists():
        raise click.ClickException(f"{path} is there already and stays; choose another name.")
    return path


def _head(name: str, filters: "Filters") -> dict[str, Any]:
    from cleaners.cleaning import RULES_VERSION
    from corpus.manifest import weights_hash

    return {
        "name": name,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "filters": _said(filters),
        "rules_version": RULES_VERSION,
        "weights": weights_hash(),
    }


def _said(filters: "Filters") -> dict[str, Any]:
    """The filters that say something, as JSON data."""
    said = {field.name: getattr(filters, field.name) for field in fields(filters)}
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in said.items()
        if value is not None
    }

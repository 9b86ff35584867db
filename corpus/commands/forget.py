"""`corpus forget`: deletes all traces of a URL or a host, and keeps it from coming back."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.options import pass_place
from corpus.output import one_line
from corpus.place import Place

if TYPE_CHECKING:
    from storage import WhatIsStored


@click.command(name="forget", short_help="Delete all traces of a URL or host, for good.")
@click.argument("what", metavar="URL|HOST")
@click.option("--yes", is_flag=True, help="Don't ask.")
@pass_place
def command(place: Place, what: str, yes: bool) -> None:
    """Delete an article, or all of a host, wherever it left a trace; it is never fetched again.

    What goes: text, raw pages, words of the search, headlines and links in other articles, titles
    and validators of the ledger, the memory, samples that hold its address. A hash stays, so that
    a crawl can refuse it. Then the database is rewritten, which takes a while where it is large.

    \b
    Examples:
      corpus forget https://harbourpost.example/ferry
      corpus forget harbourpost.example --yes
    """
    from corpus.samples import forget_samples

    with place.store() as store:
        there = store.forgetting.look(what)
        click.echo(f"{one_line(what)}: {_told(there)}", err=True)
        if not yes:
            click.confirm("Delete all of it, for good?", abort=True, err=True)
        gone = store.forgetting.forget(what)
        store.forgetting.scrub()
        copies = store.forgetting.copies()
    samples = forget_samples(place.folder() / "samples", what)
    and_samples = f", {samples} kept samples" if samples else ""
    click.echo(f"Forgotten: {_told(gone)}{and_samples}. It will not be fetched again.")
    for file in _naming(place.folder(), what):
        click.echo(f"It is still named in {file}, which is yours to change.", err=True)
    for copy in copies:
        click.echo(f"An older copy of the database may still hold it: {copy}", err=True)


def _naming(home: Path, what: str) -> Iterator[Path]:
    """What a person wrote or published that names it: lists of sites, recipes, manifests."""
    name = (what.partition("://")[2] or what).rstrip("/").removeprefix("www.")
    files = [home / "sites.toml", *(home / "recipes").glob("*.toml")]
    for file in sorted([*files, *(home / "snapshots").glob("*.jsonl")]):
        if file.is_file():
            with file.open(encoding="utf-8", errors="replace") as lines:
                if any(name in line for line in lines):
                    yield file


def _told(stored: "WhatIsStored") -> str:
    counts = (
        (stored.articles, "article", "articles"),
        (stored.pages, "page", "pages"),
        (stored.urls, "URL of the ledger", "URLs of the ledger"),
    )
    return ", ".join(f"{number:,} {one if number == 1 else many}" for number, one, many in counts)

"""`corpus export-warc`: the raw pages as a web archive."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.lookup import must_know
from corpus.options import (
    INCLUDE_NOARCHIVE,
    INCLUDE_RESERVED,
    pass_page_filters,
    pass_place,
)
from corpus.place import Place
from corpus.progress import bar, counted
from corpus.reserving import tell_left_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage import Filters, Store, StoredPage


@click.command(name="export-warc", short_help="Write the raw pages as a WARC file.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@pass_page_filters
@INCLUDE_NOARCHIVE
@INCLUDE_RESERVED
@pass_place
def command(
    place: Place,
    file: Path,
    filters: "Filters",
    include_noarchive: bool,
    include_reserved: bool,
) -> None:
    """Write the stored pages into FILE (.warc.gz, .warc.zst or .warc), with their headers.

    Each page is a response record with digests, in a member of its own; `corpus import-warc` and
    any tool for web archives read it. Requests are not stored, so there are no request records.
    Pages marked noarchive and reserved pages are left out and counted.

    \b
    Examples:
      corpus export-warc pages.warc.gz
      corpus export-warc harbour.warc.gz --site harbourpost.example --include-noarchive
      corpus export-warc politics.warc.gz --section politics --since 30d
    """
    from corpus.warc import fastwarc
    from corpus.warc_writing import ENDINGS, write_warc

    if not file.name.endswith(ENDINGS):
        raise click.UsageError(f"{file.name} must end in {', '.join(ENDINGS)}.")
    fastwarc()
    free = replace(
        filters,
        noarchive=None if include_noarchive else False,
        reserved=None if include_reserved else False,
    )
    with place.store() as store:
        must_know(store, filters.site)
        with bar("exporting", lambda: store.holdings.count_pages(free)) as advance:
            pages = counted(_pages(store, free), advance)
            number = write_warc(pages, file)
        _tell(store, filters, include_noarchive, include_reserved)
    click.echo(f"{number:,} page{'s' * (number != 1)} written to {file}.", err=True)


def _pages(store: "Store", filters: "Filters") -> "Iterator[StoredPage]":
    """The pages, without those parts that may not leave."""
    for stored in store.pages(filters):
        parts = tuple(
            part
            for part in stored.page.parts
            if filters.noarchive in (None, part.rights.noarchive)
            and filters.reserved in (None, part.rights.reserved)
        )
        yield replace(stored, page=replace(stored.page, parts=parts))


def _tell(
    store: "Store", filters: "Filters", include_noarchive: bool, include_reserved: bool
) -> None:
    if not include_noarchive:
        number = store.holdings.count_pages(replace(filters, noarchive=True))
        tell_left_out(number, "noarchive page", "--include-noarchive")
    if not include_reserved:
        others = None if include_noarchive else False
        number = store.holdings.count_pages(replace(filters, reserved=True, noarchive=others))
        tell_left_out(number, "reserved page", "--include-reserved")

"""`corpus import-warc`: the pages of web archives, cleaned and stored."""

from collections import Counter
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.options import JSON, pass_place
from corpus.output import as_json, one_line, silence_libraries
from corpus.place import Place
from corpus.progress import byte_bar

if TYPE_CHECKING:
    from corpus.importing import Imported

SECONDS = 10.0
MEGABYTES = 1_024
"""As in a crawl: what one page may take of a worker."""


@click.command(name="import-warc", short_help="Clean and store what is in WARC files.")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False, readable=True),
)
@click.option(
    "--workers", type=click.IntRange(min=1), help="Processes. Default: one a CPU, 4 at most."
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0.1),
    default=SECONDS,
    show_default=True,
    help="Longest time for one page.",
)
@click.option("--allow-truncated", is_flag=True, help="A file without its end is no error.")
@JSON
@pass_place
def command(
    place: Place,
    files: tuple[Path, ...],
    workers: int | None,
    seconds: float,
    allow_truncated: bool,
    as_json_text: bool,
) -> None:
    """Clean the pages in WARC files (plain, gz, zst; CC-NEWS as it comes) and store them.

    Response records that are whole web pages are taken; revisits, cut-off records, pictures, errors
    and what can't be read are skipped and counted. What the store has already, as old or newer, is
    left, so that the command can be stopped and given again. The store is made if there is none.

    \b
    Examples:
      corpus import-warc CC-NEWS-20251101003217-00042.warc.gz
      corpus import-warc archive/*.warc.gz --workers 8
    """
    from corpus.warc import fastwarc

    fastwarc()
    silence_libraries()
    done = _import(place, files, workers, seconds)
    if as_json_text:
        click.echo(as_json({f.name: getattr(done, f.name) for f in fields(done)}))
    else:
        _print(done)
    if done.files:
        names = ", ".join(map(one_line, done.files))
        raise click.ClickException(f"No record could be read in {names}; are they WARC files?")
    if done.cut_off and not allow_truncated:
        raise click.ClickException(
            f"{', '.join(map(one_line, done.cut_off))}: the end is missing. What stands before it"
            " is stored; take a whole copy, or accept this one with --allow-truncated."
        )


def _import(
    place: Place, files: tuple[Path, ...], workers: int | None, seconds: float
) -> "Imported":
    from corpus.importing import Importing, import_warcs
    from crawler.cleaning import Limits
    from storage import StoreError

    sizes = {file: file.stat().st_size for file in files}
    read: dict[Path, int] = {}
    with byte_bar("importing", sum(sizes.values())) as progress:

        def on_bytes(file: Path, place: int) -> None:
            read[file] = place
            progress(sum(read.values()))

        how = Importing(
            database=place.database(),
            workers=workers or 0,
            limits=Limits(seconds, MEGABYTES),
            folders=place.folders(),
            on_bytes=on_bytes,
            on_trouble=lambda said: click.echo(f"unreadable: {one_line(said)}", err=True),
        )
        try:
            return import_warcs(files, how)
        except StoreError as error:
            raise click.ClickException(str(error)) from error
        except KeyboardInterrupt:
            raise click.ClickException(
                "Stopped. What is stored stays; the same command does the rest."
            ) from None


def _print(done: "Imported") -> None:
    named: tuple[tuple[str, Counter[str]], ...] = (
        ("refused", done.refused),
        ("quarantined", done.quarantined),
        ("skipped", done.skipped),
    )
    for what, counter in named:
        for reason, number in counter.most_common():
            click.echo(f"{what}: {one_line(reason)}: {number:,}")
    click.echo(
        f"stored={done.stored} copies={done.copies} known={done.known}"
        f" refused={done.refused.total()} quarantined={done.quarantined.total()}"
        f" skipped={done.skipped.total()} records={done.records} lost_bytes={done.lost_bytes}"
    )

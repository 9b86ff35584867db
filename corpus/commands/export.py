"""`corpus export`: the corpus, or a part of it, for other programs."""

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from corpus.earlier_files import clock_of, earlier_files
from corpus.export import (
    Document,
    as_is,
    guarded,
    markdown_document,
    text_document,
    write_csv,
    write_documents,
    write_files,
    write_jsonl,
)
from corpus.lookup import must_know
from corpus.options import INCLUDE_RESERVED, pass_filters, pass_place
from corpus.place import Place
from corpus.progress import bar, counted
from corpus.reserving import tell_left_out, without_reserved
from corpus.whole_file import whole_file

if TYPE_CHECKING:
    from storage import Filters, Store, StoredArticle

Articles = Iterable["StoredArticle"]


@dataclass(frozen=True, slots=True)
class Form:
    """How articles are written: into a stream, or into a file that is no text.

    With a `document`, into a folder as well, a file an article.
    """

    ending: str
    to_stream: Callable[[Articles, TextIO], int] | None = None
    to_file: Callable[[Articles, Path], int] | None = None
    document: Document | None = None


def _documents(ending: str, document: Document) -> Form:
    return Form(ending, partial(write_documents, document=document), document=document)


def _parquet(articles: Articles, path: Path) -> int:
    from storage.arrow import write_parquet

    return write_parquet(articles, path)


FORMS = {
    "jsonl": Form(".jsonl", write_jsonl),
    "csv": Form(".csv", partial(write_csv, cell=guarded)),
    "parquet": Form(".parquet", to_file=_parquet),
    "markdown": _documents(".md", markdown_document),
    "text": _documents(".txt", text_document),
}
UNGUARDED = Form(".csv", partial(write_csv, cell=as_is))


@click.command(name="export", short_help="Write articles as JSON lines, CSV, Parquet, Markdown.")
@click.option("--format", "form", type=click.Choice(tuple(FORMS)), required=True)
@click.option(
    "--output",
    metavar="FILE|FOLDER",
    help="A file, or a folder: Markdown and text then write a file an article. Default: standard"
    " output.",
)
@INCLUDE_RESERVED
@click.option(
    "--prune", is_flag=True, help="In a folder: delete what earlier exports wrote and this one not."
)
@click.option("--once", is_flag=True, help="Of the copies of a story, only the first published.")
@click.option("--raw", is_flag=True, help="CSV: do not guard cells that begin like a formula.")
@pass_place
@pass_filters
def command(
    place: Place, form: str, filters: "Filters", output: str | None, **options: Any
) -> None:
    """Write articles as JSON lines (all that is stored), CSV or Parquet (a row an article),
    Markdown or plain text (a file an article).

    In CSV a cell that a spreadsheet would run as a formula gets a ' in front. Articles whose
    publishers reserve them (tdm-reservation, noai, Content-Usage) are left out and counted. All
    copies of a story are written, and have one number in the column `story`. A file
    appears when it is complete; in a folder those of earlier exports stay, and are counted.
    Parquet needs pip install 'copydesk[arrow]'.

    \b
    Examples:
      corpus export --format jsonl > corpus.jsonl
      corpus export --format parquet --since 2025-11-01 --until 2025-11-30 --output november.parquet
      corpus export --format markdown --lang de --output articles/ --prune
    """
    wanted = Wanted(**options)
    chosen = UNGUARDED if wanted.raw and form == "csv" else FORMS[form]
    output = None if output == "-" else output
    if output is None and chosen.to_stream is None:
        raise click.UsageError(f"{form} is no text for standard output; add --output FILE.")
    folder = _folder(chosen, output)
    if wanted.prune and folder is None:
        raise click.UsageError("--prune is for --format markdown or text and --output FOLDER.")
    began = clock_of(folder) if folder else None
    with place.store() as store:
        must_know(store, filters.site)
        _export(store, chosen, filters, output, wanted)
    if folder:
        earlier = list(earlier_files(folder, chosen.ending, began))
        _tell_of_earlier(earlier, folder, prune=wanted.prune)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles besides the filters, and how they are written."""

    include_reserved: bool
    prune: bool
    once: bool
    raw: bool


def _export(
    store: "Store", form: Form, filters: "Filters", output: str | None, wanted: Wanted
) -> None:
    """Write what passes, and say how many are written and how many left out."""
    free = output is not None or not sys.stdout.isatty()
    passing, left_out = without_reserved(store, filters, wanted.include_reserved)
    again = store.copies.later(passing) if wanted.once else frozenset()
    articles = (stored for stored in store.articles(passing) if stored.id not in again)
    with bar("exporting", lambda: store.holdings.count(passing) - len(again), shown=free) as step:
        number, where = _write(form, counted(articles, step), output)
    if output or not number:
        click.echo(f"{number:,} article{'s' * (number != 1)} written to {where}.", err=True)
    tell_left_out(left_out, "reserved article", "--include-reserved")
    if again:
        copies = "1 copy of a story" if len(again) == 1 else f"{len(again):,} copies of stories"
        click.echo(f"{copies} left out, as --once says.", err=True)


def _tell_of_earlier(files: list[Path], folder: Path, *, prune: bool) -> None:
    """Say which files in the folder are not of this export; with `prune`, delete them."""
    if not files:
        return
    some = f"{len(files):,} file{'s' * (len(files) != 1)} of earlier exports"
    if not prune:
        click.echo(f"{some} in {folder} stay as they were; --prune deletes them.", err=True)
        return
    for file in files:
        file.unlink()
    click.echo(f"{some} deleted.", err=True)


def _folder(form: Form, output: str | None) -> Path | None:
    """The folder that gets a file an article; None where all goes into one."""
    if output is None or form.document is None:
        return None
    return Path(output) if _is_folder(output) or not Path(output).suffix else None


def _write(form: Form, articles: Articles, output: str | None) -> tuple[int, str]:
    """Write the articles; returns how many, and for a person where they are."""
    if output is None:
        assert form.to_stream is not None, "asked before"
        return form.to_stream(articles, sys.stdout), "standard output"
    if form.document and (folder := _folder(form, output)):
        return write_files(articles, folder, form.document, form.ending), output
    file = Path(output) / f"articles{form.ending}" if _is_folder(output) else Path(output)
    with whole_file(file) as path:
        if form.to_file is not None:
            return form.to_file(articles, path), str(file)
        assert form.to_stream is not None, "a form has one of the two"
        with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as out:
            return form.to_stream(articles, out), str(file)


def _is_folder(output: str) -> bool:
    return output.endswith(("/", os.sep)) or Path(output).is_dir()

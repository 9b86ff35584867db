"""`corpus export`: the corpus, or a part of it, for other programs."""

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from corpus.export import as_is, guarded, write_csv, write_jsonl, write_markdown
from corpus.export import write_markdown_files as write_files
from corpus.lookup import must_know
from corpus.options import KIND, LANG, SINCE, SITE, UNTIL, filters_of, pass_place
from corpus.place import Place

if TYPE_CHECKING:
    from storage import StoredArticle

Writer = Callable[[Iterable["StoredArticle"], TextIO], int]
ENDINGS = {"jsonl": ".jsonl", "csv": ".csv", "markdown": ".md"}


@click.command(name="export", short_help="Write articles as JSON lines, CSV or Markdown.")
@click.option("--format", "form", type=click.Choice(tuple(ENDINGS)), required=True)
@SITE
@SINCE
@UNTIL
@LANG
@KIND
@click.option(
    "--output",
    metavar="FILE|FOLDER",
    help="A file, or a folder: Markdown then writes a file an article. Default: standard output.",
)
@click.option(
    "--include-reserved",
    is_flag=True,
    help="Also what its publisher reserves against text and data mining or the use by AI.",
)
@click.option("--raw", is_flag=True, help="CSV: do not guard cells that begin like a formula.")
@pass_place
def command(
    place: Place,
    form: str,
    site: str | None,
    since: date | None,
    until: date | None,
    lang: str | None,
    kind: str | None,
    output: str | None,
    include_reserved: bool,
    raw: bool,
) -> None:
    """Write articles as JSON lines (all that is stored), CSV (a row an article) or Markdown.

    In CSV a cell that a spreadsheet would run as a formula gets a ' in front. Articles whose
    publishers reserve them (tdm-reservation, noai, Content-Usage) are left out and counted.

    \b
    Examples:
      corpus export --format jsonl > corpus.jsonl
      corpus export --format markdown --lang de --output articles/
    """
    filters = filters_of(site, since, until, lang, kind)
    write = _writer(form, as_is if raw else guarded)
    with place.store() as store:
        must_know(store, filters.site)
        left_out = 0 if include_reserved else store.withdrawing.reserved(filters)
        articles = store.articles(filters if include_reserved else replace(filters, reserved=False))
        if output is None:
            number, where = write(articles, sys.stdout), "standard output"
        elif form == "markdown" and (_is_folder(output) or not Path(output).suffix):
            number, where = write_files(articles, Path(output)), output
        else:
            path = Path(output) / f"articles{ENDINGS[form]}" if _is_folder(output) else Path(output)
            number, where = _write_file(write, articles, path), str(path)
    if output or not number:
        click.echo(f"{number} articles written to {where}.", err=True)
    _tell_left_out(left_out)


def _writer(form: str, cell: Callable[[str], str]) -> Writer:
    writers: dict[str, Writer] = {
        "jsonl": write_jsonl,
        "csv": partial(write_csv, cell=cell),
        "markdown": write_markdown,
    }
    return writers[form]


def _tell_left_out(number: int) -> None:
    if number:
        told = "1 reserved article" if number == 1 else f"{number:,} reserved articles"
        click.echo(f"{told} left out; --include-reserved writes them too.", err=True)


def _is_folder(output: str) -> bool:
    return output.endswith(("/", os.sep)) or Path(output).is_dir()


def _write_file(write: Writer, articles: Iterable["StoredArticle"], path: Path) -> int:
    """Write all of a file or nothing: what stood there stays until the new file is complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    is_device = path.exists() and not path.is_file()
    part = path if is_device else path.with_name(f"{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", errors="backslashreplace", newline="") as out:
            number = write(articles, out)
        if not is_device:
            part.replace(path)
    finally:
        if not is_device:
            part.unlink(missing_ok=True)
    return number

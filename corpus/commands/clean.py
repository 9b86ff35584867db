"""`corpus clean`: one page or text dump, without a database."""

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from corpus.options import JSON
from corpus.output import as_json, one_line, silence_libraries
from corpus.sniff import is_binary, is_html

if TYPE_CHECKING:
    from cleaners import Article

MAX_INPUT = 64_000_000
"""Bytes that are read; far above what the cleaner takes for a page."""


@click.command(name="clean", short_help="Clean one page or text dump, without a database.")
@click.argument("file", metavar="FILE|-")
@click.option("--url", help="Where the page comes from; relative links are relative to it.")
@JSON
@click.option(
    "--html", "form", flag_value="html", help="The input is HTML, whatever it looks like."
)
@click.option("--text", "form", flag_value="text", help="The input is text without markup.")
def command(file: str, url: str | None, as_json_text: bool, form: str | None) -> None:
    """Clean one HTML page or text dump and print the article; "-" reads standard input.

    Doubts about the article go to standard error. --json prints all: the blocks that were kept,
    and those that were removed, each with the step that did it and why.

    \b
    Examples:
      corpus clean page.html --url https://example.com/a
      curl -s https://example.com/a | corpus clean - --json
    """
    from cleaners import CleaningError
    from cleaners.render import to_text
    from cleaners.serialise import article_to_dict

    silence_libraries()
    body = _read(file)
    try:
        article = _article(body, _checked(url), form or _form_of(body, file))
    except CleaningError as error:
        raise click.ClickException(f"{file} cannot be cleaned: {one_line(str(error))}") from error
    if as_json_text:
        click.echo(as_json(article_to_dict(article)))
        return
    click.echo(to_text(article), nl=False)
    for note in article.notes:
        click.echo(f"{one_line(note.name)}: {one_line(note.sentence)}", err=True)


def _read(file: str) -> bytes:
    try:
        with click.open_file(file, "rb") as stream:
            body: bytes = stream.read(MAX_INPUT + 1)
    except OSError as error:
        reason = error.strerror or error
        raise click.ClickException(f"{one_line(file) or repr(file)}: {reason}.") from error
    if len(body) > MAX_INPUT:
        raise click.ClickException(f"{file} has more than {MAX_INPUT:,} bytes; no page has.")
    return body


def _form_of(body: bytes, file: str) -> str:
    if is_html(body):
        return "html"
    if is_binary(body):
        raise click.ClickException(
            f"{file} is neither HTML nor text; --html or --text takes it for one."
        )
    return "text"


def _checked(url: str | None) -> str | None:
    from cleaners.urls import normalise_url

    if url is not None and normalise_url(url) is None:
        raise click.ClickException(f"{one_line(url)!r} is no URL of a web page.")
    return url


def _article(body: bytes, url: str | None, form: str) -> "Article":
    from cleaners import clean, clean_text, page_from_bytes
    from cleaners.encoding import decode

    if form == "html":
        return clean(page_from_bytes(body, url))
    article = clean_text(decode(body)[0])
    return replace(article, url=url) if url else article

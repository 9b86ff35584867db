"""`corpus diff`: what changed between two versions of an article."""

from typing import TYPE_CHECKING, Any

import click

from corpus.lookup import find_article
from corpus.options import JSON, pass_place
from corpus.output import as_json, minute, one_line, printable
from corpus.place import Place

if TYPE_CHECKING:
    from corpus.word_diff import Passage, Piece
    from storage import Version

COLOURS = {"delete": "red", "insert": "green"}


@click.command(name="diff", short_help="What changed between versions, word by word.")
@click.argument("which", metavar="ID|URL")
@click.option("--from", "old", type=click.IntRange(min=1), help="Default: the one before --to.")
@click.option("--to", "new", type=click.IntRange(min=1), help="Default: what stands now.")
@JSON
@pass_place
def command(place: Place, which: str, old: int | None, new: int | None, as_json_text: bool) -> None:
    """Show what changed in an article, word by word: [-what went-]{+what came+}.

    `corpus history` shows the numbers of the versions. Scripts without spaces are compared letter
    by letter; paragraphs that stayed are counted. Captions and credit are compared too.

    \b
    Examples:
      corpus diff https://harbourpost.example/ferry
      corpus diff 12 --from 1 --to 3 --json
    """
    from corpus.versions import change, version_of
    from corpus.word_diff import words

    with place.store() as store:
        stored = find_article(store, which)
        versions = store.versions.history(stored.id)
    if len(versions) == 1:
        url = one_line(stored.article.url or which)
        raise click.ClickException(f"There is one version of {url}; nothing to compare it with.")
    last = new or len(versions)
    after = version_of(versions, last, stored)
    before = version_of(versions, old or max(last - 1, 1), stored)
    assert before.article is not None
    assert after.article is not None
    title = words(before.article.title or "", after.article.title or "")
    found = change(before, after) or ()
    if as_json_text:
        click.echo(as_json(_as_data(before, after, title, found)))
        return
    click.echo(click.style(f"--- {_named(before)}", fg="red"))
    click.echo(click.style(f"+++ {_named(after)}", fg="green"))
    if any(piece.op != "equal" for piece in title):
        click.echo(f"\nTitle: {_marked(title)}")
    for passage in found:
        click.echo(_as_lines(passage))


def _named(version: "Version") -> str:
    from corpus.versions import came_at

    rules = f"rules {version.rules_version}"
    return f"{version.number}  {minute(came_at(version))}  {version.origin}  {one_line(rules)}"


def _as_lines(passage: "Passage") -> str:
    if passage.changed:
        return "\n" + _marked(passage.pieces)
    number = passage.paragraphs
    said = f"({number} paragraph{'s' * (number != 1)} unchanged)"
    return "\n" + click.style(said, dim=True)


def _marked(pieces: "tuple[Piece, ...]") -> str:
    """The pieces with marks, and in colours; `click.echo` takes those back in a pipe."""
    from corpus.word_diff import marked

    return "".join(click.style(printable(t), fg=COLOURS.get(op)) for op, t in marked(pieces))


def _as_data(
    before: "Version",
    after: "Version",
    title: "tuple[Piece, ...]",
    found: "tuple[Passage, ...]",
) -> dict[str, Any]:
    """Both versions by number, and all pieces of title and text with what became of them."""
    return {
        "from": _facts(before),
        "to": _facts(after),
        "title": [[piece.op, piece.text] for piece in title],
        "passages": [
            {
                "changed": passage.changed,
                "pieces": [[piece.op, piece.text] for piece in passage.pieces],
            }
            for passage in found
        ],
    }


def _facts(version: "Version") -> dict[str, Any]:
    return {
        "number": version.number,
        "origin": version.origin,
        "fetched_at": version.fetched_at,
        "stored_at": version.stored_at,
        "rules_version": version.rules_version,
    }

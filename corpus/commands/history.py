"""`corpus history`: the versions of an article."""

import click

from corpus.lookup import find_article
from corpus.options import JSON, pass_place
from corpus.output import as_json, one_line
from corpus.place import Place


@click.command(name="history", short_help="What an article was before, version by version.")
@click.argument("which", metavar="ID|URL")
@JSON
@pass_place
def command(place: Place, which: str, as_json_text: bool) -> None:
    """List the versions of an article, the first one first.

    A version comes when the site has edited the text or the headline (edited), when new rules or a
    new recipe cut it otherwise (recleaned), and when a person corrects it (corrected). Changes of
    what stands around the text make none.

    \b
    Examples:
      corpus history https://harbourpost.example/ferry
      corpus history 12 --json
    """
    from corpus.versions import as_data, as_line, change
    from corpus.word_diff import sizes

    with place.store() as store:
        stored = find_article(store, which)
        versions = store.versions.history(stored.id)
    changes = [None, *map(change, versions, versions[1:])]
    counts = [None if found is None else sizes(found) for found in changes]
    if as_json_text:
        click.echo(as_json([as_data(v, n) for v, n in zip(versions, counts, strict=True)]))
        return
    click.echo(one_line(stored.article.title or "(no title)"))
    click.echo(one_line(stored.article.url or ""))
    for version, number in zip(versions, counts, strict=True):
        click.echo(as_line(version, number))

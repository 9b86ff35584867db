"""`corpus show`: one article to read."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from corpus.explain import told_rights
from corpus.export import stored_to_dict
from corpus.lookup import find_article
from corpus.options import pass_place
from corpus.output import as_json, minute, one_line
from corpus.place import Place

if TYPE_CHECKING:
    from storage import Copy, RelatedArticle, StoredArticle

FORMATS = ("text", "markdown", "html", "json")


@click.command(name="show")
@click.argument("which", metavar="ID|URL")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@pass_place
def command(place: Place, which: str, form: str) -> None:
    """Print one article, named by its id or URL.

    Below the text stand its copies (the same story at other addresses), and the related articles
    that the page named, with the ids of stored ones.

    \b
    Examples:
      corpus show 12
      corpus show https://harbourpost.example/ferry --format markdown
    """
    from cleaners.render import to_html_page, to_markdown

    with place.store() as store:
        stored = find_article(store, which)
        related = store.related(stored.id)
        copies = store.copies.of(stored.id)
    match form:
        case "markdown":
            text = to_markdown(stored.article)
        case "html":
            text = to_html_page(stored.article)
        case "json":
            links = {"links": [asdict(link) for link in related]}
            links["copies"] = [asdict(copy) for copy in copies]
            text = as_json(stored_to_dict(stored) | links) + "\n"
        case _:
            text = _as_text(stored) + _as_copies(copies) + _as_list(related)
    click.echo(text, nl=False)


def _as_text(stored: "StoredArticle") -> str:
    """The title, a line that says who, when and where, the URL, and the text."""
    from cleaners.render import to_text

    article = stored.article
    kind = "" if article.kind == "article" else f"no article: {article.kind}"
    kind = "live blog" if article.kind == "live-blog" else kind
    facts = [", ".join(article.authors), minute(article.published_at), stored.site, kind]
    top = [
        one_line(article.title or "(no title)"),
        " · ".join(one_line(fact) for fact in facts if fact),
        one_line(article.url or ""),
        f"Rights: {one_line(rights)}" if (rights := told_rights(stored.rights)) else "",
    ]
    body = to_text(article).removeprefix(one_line(article.title or "")).lstrip("\n")
    return "\n".join([*filter(None, top), "", body])


def _as_copies(copies: "Iterable[Copy]") -> str:
    """The same story elsewhere, a line each: the id, title and URL."""
    lines = [
        f"{copy.id}  {one_line(copy.title or '(no title)')}  {one_line(copy.url)}"
        for copy in copies
    ]
    return "\n".join(["\nThe same story:", *lines, ""]) if lines else ""


def _as_list(related: "Iterable[RelatedArticle]") -> str:
    """The related articles, a line each: the id or URL, and the title."""
    lines = [
        f"{link.article_id or one_line(link.url or '-')}  {one_line(link.title)}"
        for link in related
        if link.step == "inline-headline"
    ]
    return "\n".join(["\nRelated:", *lines, ""]) if lines else ""

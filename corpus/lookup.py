"""From what the user typed, a number or a URL, to the article in the store."""

import re
from typing import TYPE_CHECKING

import click

from corpus.output import one_line

if TYPE_CHECKING:
    from storage import Store, StoredArticle

MAX_ID = 2**31 - 1
"""What every database accepts as a number of a row."""


def find_article(store: "Store", which: str) -> "StoredArticle":
    """The article with that id or URL; if there is none, the command ends and says why."""
    if re.fullmatch(r"[0-9]+", which):
        number = int(which) if len(which) <= 10 else MAX_ID + 1
        found = store.article(number) if number <= MAX_ID else None
        reason = ""
    else:
        found = store.article(which)
        reason = "" if found else _what_became_of(store, which)
    if found is None:
        raise click.ClickException(
            f"There is no article {one_line(which)} in {store.location}.{reason}"
            " `corpus search WORDS` shows ids and URLs."
        )
    return found


def _what_became_of(store: "Store", url: str) -> str:
    """What the crawl noted about a URL that is no article, as a sentence with a space before."""
    status = store.url_status(url)
    if status is None:
        return ""
    reason = f", {one_line(status.reason)}" if status.reason else ""
    return f" The crawl knows this URL as {status.state}{reason}."

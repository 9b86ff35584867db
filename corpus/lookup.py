"""From what the user typed, a number or a URL, to the article in the store."""

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from corpus.output import one_line, shortened

if TYPE_CHECKING:
    from storage import Store, StoredArticle

MAX_ID = 2**31 - 1
"""What every database accepts as a number of a row."""

SHOWN = 200
"""Characters of what was typed that are said again."""

MAX_SITES = 10
"""How many sites a message names."""


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
            f"There is no article {shortened(which, SHOWN)} in {store.location}.{reason}"
            " `corpus search WORDS` shows ids and URLs."
        )
    return found


def must_know(store: "Store", site: str | None) -> None:
    """End the command if a site is asked for of which the store has no page and no article."""
    from storage import Filters

    if (
        site is None
        or any(store.articles(Filters(site=site, kinds=None)))
        or any(store.pages(Filters(site=site)))
    ):
        return
    if store.history.host(site) is not None:
        raise click.ClickException(
            f"Nothing of {one_line(site)} is stored; `corpus status {one_line(site)}` says why."
        )
    known = [one.site for one in store.stats().sites]
    near = get_close_matches(site, known, n=3, cutoff=0.5)
    shown = [*near, *(name for name in known if name not in near)][:MAX_SITES]
    more = f" and {len(known) - len(shown)} more" if len(known) > len(shown) else ""
    there = f"there are {', '.join(map(one_line, shown))}{more}" if known else "there is none yet"
    raise click.ClickException(
        f"There is no site {shortened(site, SHOWN)} in {store.location}; {there}."
    )


def _what_became_of(store: "Store", url: str) -> str:
    """What the crawl noted about a URL that is no article, as a sentence with a space before."""
    status = store.url_status(url)
    if status is None:
        return ""
    reason = f", {one_line(status.reason)}" if status.reason else ""
    return f" The crawl knows this URL as {status.state}{reason}."

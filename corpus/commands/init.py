"""`corpus init`: a home with an empty store, and a sites.toml to fill in."""

import shlex
from pathlib import Path

import click

from corpus.options import pass_place
from corpus.place import Place

SITES = """\
# The sites that `corpus crawl` crawls. docs/cron.md explains every key.
#
# alert = "mail -s Copydesk desk@example.org"   # or "https://..."; gets what needs a person
#
# [[site]]
# url = "https://www.example.com/"
# delay = 10              # seconds between two requests, at least
# since = "30d"           # nothing older
# max_pages = 500         # articles that one run fetches at most
# backfill = "2024-01"    # walk the archives of this month, or year, too
# feeds = ["https://www.example.com/feed.xml"]   # besides those that the site names
# enabled = true
"""


@click.command(name="init", short_help="Make a home: an empty store and a sites.toml.")
@pass_place
def command(place: Place) -> None:
    """Make the home folder with an empty store and a sites.toml. What is there is left as it is.

    \b
    Examples:
      corpus init
      corpus init --home /srv/copydesk
    """
    from storage import StoreError, open_store

    home = place.folder()
    home.mkdir(parents=True, exist_ok=True)
    try:
        with open_store(place.database()) as store:
            location = store.location
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    sites = home / "sites.toml"
    _write_new(sites, SITES)
    click.echo(f"The store is {location}.")
    click.echo(f"Write the sites into {sites}, then: corpus crawl --home {shlex.quote(str(home))}")


def _write_new(file: Path, text: str) -> None:
    """Write a file that is not there yet."""
    try:
        with file.open("x", encoding="utf-8") as new:
            new.write(text)
    except FileExistsError:
        return

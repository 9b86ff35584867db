"""`corpus quarantine`: the pages that broke the cleaner, to look at, to clean again, to drop."""

from typing import TYPE_CHECKING

import click

from corpus.options import INCLUDE_NOARCHIVE, JSON, pass_place
from corpus.output import as_json, minute, one_line, printable
from corpus.place import Place

if TYPE_CHECKING:
    from storage import QuarantinedPage, Store

SHOWN = 4_000
"""Characters of a page's source that `show` prints."""

SITE = click.option("--site", metavar="HOST", help="Only pages of this site.")
REASON = click.option(
    "--reason",
    metavar="NAME",
    help="Only pages with this reason: no-text, clean-timeout, clean-crash.",
)
URLS = click.argument("urls", metavar="[URL]...", nargs=-1)


@click.group(name="quarantine", short_help="Pages that broke the cleaner: list, retry, drop.")
def command() -> None:
    """Look after the pages that gave no article because cleaning broke on them.

    Their bytes are kept with the reason, so nothing is lost: a later version may clean them.

    \b
    Examples:
      corpus quarantine list --reason clean-timeout
      corpus quarantine show https://harbourpost.example/long-table
      corpus quarantine retry --site harbourpost.example
      corpus quarantine refetch --reason no-text --site harbourpost.example
      corpus quarantine drop https://harbourpost.example/long-table
    """


@command.command(name="list")
@SITE
@REASON
@JSON
@pass_place
def list_pages(place: Place, site: str | None, reason: str | None, as_json_text: bool) -> None:
    """List the pages in quarantine: since when, size, tries, reason, URL."""
    with place.store() as store:
        pages = store.quarantine.pages(site=site, reason=reason)
    if as_json_text:
        click.echo(as_json(pages))
        return
    for page in pages:
        size, tries = (
            f"{page.raw_bytes:,} bytes",
            "1 try" if page.tries == 1 else f"{page.tries} tries",
        )
        facts = (minute(page.at), size, tries, one_line(page.reason), one_line(page.url))
        click.echo("  ".join(facts))
    click.echo(f"{len(pages):,} page{'s' * (len(pages) != 1)} in quarantine", err=True)


@command.command()
@click.argument("url")
@click.option("--raw", is_flag=True, help="Write the page's bytes as they came, to a file or pipe.")
@INCLUDE_NOARCHIVE
@pass_place
def show(place: Place, url: str, raw: bool, include_noarchive: bool) -> None:
    """Show one page: the reason, the facts of its fetch, the beginning of its source."""
    from cleaners.encoding import decode

    with place.store() as store:
        (page,) = chosen(store, (url,), None, None)
        stored = store.quarantine.bytes_of(page.id)
    if stored is None:
        raise click.ClickException(f"The bytes of {one_line(url)} are not kept.")
    if raw:
        if stored.page.rights.noarchive and not include_noarchive:
            raise click.ClickException(
                f"{one_line(url)} is marked noarchive; --include-noarchive writes it all the same."
            )
        click.echo(stored.page.body, nl=False)
        return
    text, _ = decode(stored.page.body, stored.page.header("content-type"))
    lines = [
        one_line(page.url),
        f"reason: {one_line(page.reason)}",
        f"tried: {page.tries} times by rules {page.cleaner or 'unknown'}, last {minute(page.at)}",
        f"fetched: {minute(stored.page.fetched_at)}, status {stored.page.status}",
        f"size: {page.raw_bytes:,} bytes",
        *(f"{one_line(name)}: {one_line(value)}" for name, value in stored.page.headers),
        "",
        printable(text[:SHOWN]),
    ]
    click.echo("\n".join(lines))


@command.command()
@URLS
@SITE
@REASON
@click.option(
    "--seconds",
    type=click.FloatRange(min=0.1),
    default=10,
    show_default=True,
    help="How long a page may take before its worker is stopped.",
)
@pass_place
def retry(
    place: Place, urls: tuple[str, ...], site: str | None, reason: str | None, seconds: float
) -> None:
    """Clean the stored bytes again with today's rules, without asking the site.

    Rules that have broken on a page twice are not tried again, unless its URL is named.
    """
    from corpus.output import silence_libraries
    from corpus.quarantine import Retry
    from corpus.quarantine import retry as clean_again
    from crawler.cleaning import Limits

    silence_libraries()
    with place.store() as store:
        pages = chosen(store, urls, site, reason)
        how = Retry(Limits(seconds), place.folders(), _say, insist=bool(urls))
        done = clean_again(store, pages, how)
    left = sum(done.left.values())
    spared = f", {done.spared} not tried: these rules have broken on them twice"
    click.echo(
        f"stored {done.stored}, refused {done.refused}, still in quarantine {left}"
        + (spared if done.spared else "")
    )


def _say(url: str, what: str) -> None:
    click.echo(f"{one_line(url)}: {one_line(what)}")


@command.command()
@URLS
@SITE
@REASON
@pass_place
def refetch(place: Place, urls: tuple[str, ...], site: str | None, reason: str | None) -> None:
    """Have the next crawl fetch pages again; where their recipe got `browser = true`, for one."""
    with place.store() as store:
        pages = _named(store, urls, site, reason, "fetch again")
        store.frontier.make_due([page.url for page in pages])
    due = f"{len(pages):,} page{'s are' if len(pages) != 1 else ' is'} due"
    click.echo(f"{due}: `corpus crawl` fetches what is due")


@command.command()
@URLS
@SITE
@REASON
@pass_place
def drop(place: Place, urls: tuple[str, ...], site: str | None, reason: str | None) -> None:
    """Delete pages and their bytes; their URLs are refused from now on."""
    with place.store() as store:
        pages = _named(store, urls, site, reason, "drop")
        number = store.quarantine.drop([page.id for page in pages])
    click.echo(f"dropped {number:,} page{'s' * (number != 1)}")


def _named(
    store: "Store", urls: tuple[str, ...], site: str | None, reason: str | None, what: str
) -> "list[QuarantinedPage]":
    """The pages that are meant; all of them are never meant by saying nothing."""
    if not (urls or site or reason):
        raise click.UsageError(f"Say which pages to {what}: URLs, --site or --reason.")
    return chosen(store, urls, site, reason)


def chosen(
    store: "Store", urls: tuple[str, ...], site: str | None, reason: str | None
) -> "list[QuarantinedPage]":
    """The pages that the user means; a URL that is not in quarantine ends the command."""
    if not urls:
        return store.quarantine.pages(site=site, reason=reason)
    pages: list[QuarantinedPage] = []
    for url in urls:
        found = store.quarantine.pages(site=site, reason=reason, url=url)
        if not found:
            raise click.ClickException(
                f"{one_line(url)} is not in quarantine; `corpus quarantine list` shows what is."
            )
        pages.extend(found)
    return pages

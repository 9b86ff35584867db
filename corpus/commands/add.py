"""`corpus add`: makes a site ready in one go."""

from dataclasses import asdict
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

import click

from corpus.commands.crawl import Crawling
from corpus.options import JSON, pass_place
from corpus.output import as_json, minute, one_line
from corpus.place import Place
from corpus.tables import print_table

if TYPE_CHECKING:
    from corpus.adding import Added
    from crawler import RunReport, SiteReport

HEADER = ("", "title", "kind", "published", "authors", "words", "removed")
NOTHING_EXIT = 3


@click.command(name="add", cls=Crawling, short_help="Make a site ready: look, learn, write down.")
@click.argument("url")
@click.option("--articles", type=click.IntRange(1, 50), default=10, help="How many to look at.")
@click.option("--full", is_flag=True, help="Show every line that was cut.")
@click.option("-s", "settings", multiple=True, metavar="NAME=VALUE", help="A setting of Scrapy.")
@JSON
@pass_place
def command(
    place: Place,
    url: str,
    articles: int,
    full: bool,
    settings: tuple[str, ...],
    as_json_text: bool,
) -> None:
    """Make a site ready: find its feeds, sitemaps and sections, and look at ten of its articles.

    They are fetched as any crawl fetches, stored, and shown raw and clean side by side. What
    repeats on them for sure becomes a recipe in the home (an existing one stays as it is), the site
    goes into sites.toml, and the pages are kept as samples for `corpus test-sites`. Exit codes: 0
    ready, 3 nothing could be read there, 4 another run is on the site, 5 no store, 64 a mistake or
    no contact.

    \b
    Examples:
      corpus add https://www.example.com/
      corpus add https://www.example.com/feed.xml --articles 20
    """
    from corpus.adding import look
    from corpus.crawling import Asked

    report = look(place, url, articles, Asked(settings=settings, quiet=as_json_text))
    if report.problem is not None:
        click.echo(f"Error: {report.problem.sentence}", err=True)
        raise click.exceptions.Exit(report.problem.exit_code)
    if held := report.sites[0].held_by:
        click.echo(f"Error: {one_line(held)}; try again when that has ended.", err=True)
        raise click.exceptions.Exit(report.exit_code)
    added = _added(place, report.sites[0], articles)
    if as_json_text:
        click.echo(as_json(_as_data(added)))
    else:
        _print(added, full=full)
    if not added.pages:
        _print_why_not(report)
        raise click.exceptions.Exit(NOTHING_EXIT)


def _added(place: Place, report: "SiteReport", articles: int) -> "Added":
    from concurrent.futures.process import BrokenProcessPool

    from corpus.adding import add
    from corpus.workers import NO_WORKERS

    try:
        return add(place, report, articles)
    except BrokenProcessPool as error:
        raise click.ClickException(NO_WORKERS) from error


def _print_why_not(report: "RunReport") -> None:
    click.echo("Error: No article of the site could be read.", err=True)
    for reason, number in (report.reasons | report.listings).items():
        click.echo(f"  {one_line(reason)}: {number}", err=True)


def _print(added: "Added", *, full: bool) -> None:
    from corpus.checklist import to_check
    from corpus.side_by_side import print_rows, rows_of

    rows = ((one.kind, one.url, _read(one.articles)) for one in added.listings)
    print_table((f"{added.site} has", "", "new"), rows, right=frozenset({2}))
    width = get_terminal_size((120, 24)).columns
    for number, looked in enumerate(added.pages, 1):
        address = one_line(looked.page.address or "")
        click.echo(click.style(f"{number}. {address}", bold=True))
        print_rows(rows_of(looked.result.article, fold=not full), width)
        click.echo()
    if added.pages:
        print_table(HEADER, _rows(added), right=frozenset({0, 5, 6}))
        _print_written(added)
    click.echo(click.style("Please check:", bold=True))
    for sentence in to_check(added):
        click.echo(f"- {one_line(sentence)}")


def _read(articles: int | None) -> str:
    return "not read" if articles is None else f"{articles:,}"


def _rows(added: "Added") -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for number, looked in enumerate(added.pages, 1):
        article = looked.result.article
        cut = sum(len(removal.text) for removal in article.removals)
        whole = cut + sum(len(block.text) for block in article.blocks)
        rows.append(
            (
                str(number),
                (article.title or "")[:50],
                article.kind,
                minute(article.published_at)[:10],
                ", ".join(article.authors)[:30],
                f"{sum(block.words for block in article.blocks):,}",
                f"{cut / whole:.0%}" if whole else "",
            )
        )
    return rows


def _print_written(added: "Added") -> None:
    from corpus.recipe_file import as_toml

    written = added.written
    if written.recipe:
        click.echo(f"{written.recipe} is new, with what repeats for sure:\n")
        for rule in written.rules:
            click.echo(as_toml(rule))
    if written.sites:
        click.echo(f"{written.sites} has the site now.")
    for sentence in written.todo:
        click.echo(sentence)
    click.echo(f"{len(added.pages)} samples are in {written.samples}.\n")


def _as_data(added: "Added") -> dict[str, Any]:
    """All of it, with both columns of each page."""
    from cleaners.serialise import article_to_dict
    from corpus.checklist import to_check

    pages = [
        {
            "url": looked.page.address,
            "raw": [line.text for line in looked.result.lines],
            "clean": article_to_dict(looked.result.article),
        }
        for looked in added.pages
    ]
    written = {**asdict(added.written), "samples": str(added.written.samples)}
    for name in ("recipe", "sites"):
        written[name] = str(written[name]) if written[name] else None
    return {
        "site": added.site,
        "start": added.start,
        "listings": [asdict(one) for one in added.listings],
        "pages": pages,
        "failed": [list(one) for one in added.failed],
        "written": written,
        "check": list(to_check(added)),
    }

"""`corpus crawl`: what is due, over all sites; made for cron."""

import re
from pathlib import Path
from typing import Any

import click

from corpus.crawling import Asked, UsageError, crawl
from corpus.options import pass_place
from corpus.place import Place

_DURATION = re.compile(r"(?:([0-9]{1,4})h)?(?:([0-9]{1,5})m)?(?:([0-9]{1,6})s)?")


class Crawling(click.Command):
    """A command whose mistakes in usage end with 64, as in sysexits.h."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse; what is wrong with the options has the exit code 64."""
        try:
            return super().parse_args(ctx, args)
        except click.ClickException as error:
            raise UsageError(error.format_message()) from error


class Duration(click.ParamType[int]):
    """A span of time as seconds: 50m, 1h30m, 90s."""

    name = "duration"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The seconds that the user named."""
        if isinstance(value, int):
            return value
        match = _DURATION.fullmatch(str(value).strip().lower())
        hours, minutes, seconds = (int(n or 0) for n in match.groups()) if match else (0, 0, 0)
        if total := hours * 3600 + minutes * 60 + seconds:
            return total
        raise click.ClickException(f"{value!r} is no duration; write one like 50m, 2h or 90s.")


FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(name="crawl", cls=Crawling, short_help="Crawl what is due; made for cron.")
@click.argument("sites", nargs=-1)
@click.option("--max-runtime", type=Duration(), metavar="50m", help="End after this time.")
@click.option("--since", default="", metavar="DAY", help="Only from then on: 2026-11-01, 7d.")
@click.option("--until", default="", metavar="DAY", help="Only up to then: 2026-11-30, 2026-11.")
@click.option("-q", "--quiet", is_flag=True, help="Print only what needs a person.")
@click.option(
    "--report", type=FILE, metavar="FILE|-", help="Write the report as JSON; - alone on stdout."
)
@click.option("--sites", "sites_file", type=FILE, help="Sites. Default: sites.toml in the home.")
@click.option("--urls", metavar="FILE|-", help="Fetch these articles only, one URL a line.")
@click.option("-s", "settings", multiple=True, metavar="NAME=VALUE", help="A setting of Scrapy.")
@pass_place
def command(place: Place, **options: Any) -> None:
    """Crawl what is due of all sites: of sites.toml, and those that the store knows.

    SITES are hosts or URLs. A run may end at any moment: the next one goes on there, and two at
    once share the work. Exit codes: 0 well or nothing due, 2 some sites need a look, 3 nothing
    was stored, 4 other runs are at it, 5 no store that can be used, 64 a mistake in the command.
    docs/cron.md has the line for cron.

    \b
    Examples:
      corpus crawl
      corpus crawl --max-runtime 50m -q
      corpus crawl https://www.example.com/ --since 7d
    """
    raise click.exceptions.Exit(crawl(place, Asked(**options)))

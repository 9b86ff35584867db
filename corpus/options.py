"""Options that several commands share, and how they become filters."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from corpus.dates import end_of, parse_day, start_of
from corpus.place import Place

if TYPE_CHECKING:
    from cleaners.types import ArticleKind, Paywall
    from storage import Filters

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}")


class Day(click.ParamType[date]):
    """A day; see `corpus.dates`."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that the user named."""
        if isinstance(value, date):
            return value
        try:
            return parse_day(str(value), datetime.now(UTC).date())
        except ValueError as error:
            raise click.ClickException(str(error)) from error


HOME = click.option(
    "--home",
    type=click.Path(path_type=Path),
    help="Folder of copydesk.db, sites.toml, recipes. Default: COPYDESK_HOME, else the nearest"
    " parent folder with copydesk.toml, else the current folder.",
)
DB = click.option(
    "--db",
    metavar="URL",
    help="Database as an SQLAlchemy URL. Default: DATABASE_URL, else copydesk.db in the home.",
)


def pass_place(function: Callable[..., None]) -> Callable[..., None]:
    """Hand the place of the corpus to a command, as its first argument.

    `--home` and `--db` may stand before the command's name or after it; after it they win.
    """

    def command(place: Place, /, *, home: Path | None, db: str | None, **options: Any) -> None:
        function(Place(home or place.home, db or place.db), **options)

    return HOME(DB(click.pass_obj(update_wrapper(command, function))))


SITE = click.option("--site", metavar="HOST", help="Only articles of this site.")
SINCE = click.option("--since", type=Day(), help="Only from this day on: 2025-11-01, 7d, 3w.")
UNTIL = click.option("--until", type=Day(), help="Only up to this day: 2025-11-30, yesterday.")
LANG = click.option("--lang", metavar="CODE", help="Only articles in this language: en, de, ja.")
KIND = click.option(
    "--kind",
    metavar="KIND",
    help="Pages of this kind (list, forum, video ...), or any. Default: articles and live blogs.",
)
AUTHOR = click.option("--author", metavar="NAME", help="Only articles by someone of that name.")
SECTION = click.option("--section", metavar="NAME", help="Only articles of sections of that name.")
PAYWALL = click.option(
    "--paywall",
    type=click.Choice(("none", "teaser", "full-text")),
    help="Only articles without a paywall, or of which it leaves a teaser, or all the text.",
)
INCLUDE_RESERVED = click.option(
    "--include-reserved",
    is_flag=True,
    help="Also what its publisher reserves against text and data mining or the use by AI.",
)
INCLUDE_NOARCHIVE = click.option(
    "--include-noarchive",
    is_flag=True,
    help="Also raw pages that their publisher wants in no archive (noarchive).",
)
JSON = click.option("--json", "as_json_text", is_flag=True, help="Print JSON.")


def pass_filters(function: Callable[..., None]) -> Callable[..., None]:
    """The options that choose articles; the command gets them as its argument `filters`."""

    def command(*arguments: Any, kind: str | None, filters: "Filters", **options: Any) -> None:
        kinds = filters.kinds if kind is None else _kinds(kind.strip().lower())
        function(*arguments, filters=replace(filters, kinds=kinds), **options)

    return KIND(_chosen(update_wrapper(command, function)))


def pass_page_filters(function: Callable[..., None]) -> Callable[..., None]:
    """The same for commands about the stored pages: pages of any kind."""

    def command(*arguments: Any, filters: "Filters", **options: Any) -> None:
        function(*arguments, filters=replace(filters, kinds=None), **options)

    return _chosen(update_wrapper(command, function))


def _chosen(function: Callable[..., None]) -> Callable[..., None]:
    def command(
        *arguments: Any,
        author: str | None,
        section: str | None,
        paywall: "Paywall | None",
        site: str | None,
        since: date | None,
        until: date | None,
        lang: str | None,
        **options: Any,
    ) -> None:
        chosen = filters_of(site, since, until, lang)
        named = replace(chosen, author=author, section=section, paywall=paywall)
        function(*arguments, filters=named, **options)

    wrapped: Callable[..., None] = update_wrapper(command, function)
    for option in (PAYWALL, SECTION, AUTHOR, LANG, UNTIL, SINCE, SITE):
        wrapped = option(wrapped)
    return wrapped


def filters_of(
    site: str | None = None,
    since: date | None = None,
    until: date | None = None,
    lang: str | None = None,
) -> "Filters":
    """The filters that the options ask for; a contradiction ends the command."""
    from cleaners.urls import site_of
    from storage import Filters

    if since and until and since > until:
        raise click.ClickException(f"--since {since} is later than --until {until}.")
    if lang is not None and not _LANGUAGE.fullmatch(lang):
        raise click.ClickException(f"{lang!r} is no language code; write one like en, de, ja.")
    return Filters(
        site=site_of(site if "://" in site else f"https://{site}") if site else None,
        since=start_of(since) if since else None,
        until=end_of(until) if until else None,
        language=lang.lower() if lang else None,
    )


def _kinds(kind: str) -> "tuple[ArticleKind, ...] | None":
    """The kinds that a word stands for; None for any."""
    from cleaners.types import ArticleKind

    if kind == "any":
        return None
    known: tuple[ArticleKind, ...] = get_args(ArticleKind)
    if found := tuple(name for name in known if name == kind):
        return found
    raise click.ClickException(f"{kind!r} is no kind of page; write any, {', '.join(known)}.")

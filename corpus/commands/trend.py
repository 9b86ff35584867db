"""`corpus trend`: how many articles hold these words, over time."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.asking import SHOWN, Words, as_question, ask, say_nothing_found
from corpus.lookup import must_know
from corpus.options import JSON, pass_filters, pass_place
from corpus.output import as_json, shortened
from corpus.place import Place
from corpus.plotting import picture_form, plot
from corpus.tables import Row, print_table

if TYPE_CHECKING:
    from storage import By, Filters, Period

WIDTH = 50
"""Characters of the longest bar."""

PARTS = " ▏▎▍▌▋▊▉█"
"""A character's width in eighths."""


@click.command(
    name="trend",
    cls=Words,
    context_settings={"ignore_unknown_options": True},
    short_help="Count articles by day, week or month.",
)
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--by", type=click.Choice(("day", "week", "month")), default="week", show_default=True
)
@click.option(
    "--plot",
    "picture",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a picture, .png or .svg, instead of the table.",
)
@click.option("--all", "copies", is_flag=True, help="Count all copies of a story, not only one.")
@click.option("--bars/--no-bars", default=None, help="Bars in the table. Default: on a terminal.")
@JSON
@pass_place
@pass_filters
def command(
    place: Place,
    words: tuple[str, ...],
    by: "By",
    picture: Path | None,
    copies: bool,
    bars: bool | None,
    as_json_text: bool,
    filters: "Filters",
) -> None:
    """Count the articles that hold WORDS by day, week or month of publication, in UTC.

    WORDS are as in corpus search, and so a story that stands in the corpus more than once counts
    once: when the first of its articles was published. A week begins on Monday. A picture needs
    pip install 'copydesk[plot]'.

    \b
    Examples:
      corpus trend ferry OR boat --by month
      corpus trend "night ferry" --site harbourpost.example --since 90d --by day --json
      corpus trend ferry* --by week --plot ferry.svg
    """
    if picture is not None:
        picture_form(picture)
    wanted = as_question(words)
    with place.store() as store:
        found = ask(store, wanted, filters, copies=copies)
        periods = found.trend(by)
        if not periods:
            must_know(store, filters.site)
    if picture is not None and periods:
        plot(periods, by, _title(wanted, filters), picture)
        click.echo(f"{_told(periods, by)} in {picture}", err=True)
    elif as_json_text:
        click.echo(as_json(list(map(_as_data, periods))))
    elif periods:
        shown = sys.stdout.isatty() if bars is None else bars
        print_table((by, "articles", ""), _rows(periods, by, shown), right=frozenset({1}))
    if not periods:
        say_nothing_found(found)


def _as_data(period: "Period") -> dict[str, object]:
    return {"start": period.start.isoformat(), "articles": period.articles}


def _rows(periods: "Sequence[Period]", by: "By", bars: bool) -> Iterable[Row]:
    most = max(period.articles for period in periods)
    for period in periods:
        start = f"{period.start:%Y-%m}" if by == "month" else period.start.isoformat()
        bar = bar_of(period.articles / most) if bars else ""
        yield start, f"{period.articles:,}", bar


def bar_of(share: float) -> str:
    """A bar of that share of the width; what is there at all is seen.

    >>> bar_of(0.0), bar_of(0.03)
    ('', '█▌')
    """
    eighths = max(round(share * WIDTH * 8), 1 if share else 0)
    return (PARTS[-1] * (eighths // 8) + PARTS[eighths % 8]).strip()


def _title(wanted: str, filters: "Filters") -> str:
    asked = shortened(wanted, SHOWN)
    return f"{asked} — {filters.site}" if filters.site else asked


def _told(periods: "Sequence[Period]", by: "By") -> str:
    number = sum(period.articles for period in periods)
    said = f"{len(periods):,} {by}{'s' * (len(periods) != 1)}"
    return f"{number:,} article{'s' * (number != 1)} of {said}"

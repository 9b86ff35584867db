"""A trend as a picture, PNG or SVG; needs the extra `plot`."""

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.whole_file import whole_file

if TYPE_CHECKING:
    from storage import By, Period

INSTALL = "pip install 'copydesk[plot]'"
DAYS = {"day": 1, "week": 7, "month": 28}
"""How wide the bar of a period is, in days."""


def picture_form(file: Path) -> str:
    """The form that the file's name asks for; another than PNG and SVG ends the command."""
    form = file.suffix.lower().removeprefix(".")
    if form not in ("png", "svg"):
        raise click.UsageError(f"--plot {file}: name a file that ends in .png or .svg.")
    return form


def plot(periods: "Sequence[Period]", by: "By", title: str, file: Path) -> None:
    """Write a bar a period into the file, all of it or nothing."""
    try:
        from matplotlib.figure import Figure
        from matplotlib.ticker import MaxNLocator
    except ModuleNotFoundError as error:
        raise click.ClickException(f"A picture needs one more package: {INSTALL}") from error
    form = picture_form(file)
    figure = Figure(figsize=(10, 4), layout="constrained")
    axes = figure.subplots()
    starts, counts = zip(*((p.start, p.articles) for p in periods), strict=True)
    axes.bar(starts, counts, width=DAYS[by] * 0.9, align="edge", color="#2a6f97")
    axes.set_title(title, parse_math=False, loc="left")
    axes.set_ylabel(f"articles a {by}")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.spines[["top", "right"]].set_visible(False)
    with whole_file(file) as path, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # letters that no font of this machine has
        figure.savefig(path, format=form, dpi=150)

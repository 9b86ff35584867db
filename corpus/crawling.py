"""What `corpus crawl` does: finds out what to crawl, runs it, and tells whom it concerns."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

import click

from corpus.backfills import note_walked, without_walked
from corpus.output import let_closed_pipes_be, one_line
from corpus.place import Place
from corpus.planning import plan, sites_of
from corpus.run_report import finding_lines, print_report
from corpus.whole_file import whole_file

if TYPE_CHECKING:
    from crawler import RunReport, SiteTask
    from crawler.sites_file import SitesFile
    from crawler.url_list import Line


TO_STDOUT = Path("-")
"""The report goes to standard output, and nothing else does."""


class UsageError(click.ClickException):
    """A mistake in the command or in sites.toml; `crawler.checks` has the same number."""

    exit_code = 64


class NoStoreError(click.ClickException):
    """The store is not there, or can't be used."""

    exit_code = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user asked for."""

    sites: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    urls: str | None = None
    sites_file: Path | None = None
    max_runtime: int | None = None
    settings: tuple[str, ...] = ()
    quiet: bool = False
    report: Path | None = None


def crawl(place: Place, asked: Asked) -> int:
    """Run it and tell of it; returns the exit code. Mistakes end the command with 64 or 5."""
    from crawler import run
    from crawler.report import RunReport

    _check_report(asked.report)
    starts = starts_of(place)
    settings = settings_of(place, asked)
    file = _sites_file(place, asked)
    lines = _lines(asked.urls)
    tasks = _tasks(asked, file, starts, lines)
    now = datetime.now(UTC)
    tasks = _without_walked(place, tasks, now)
    report = run(tasks, settings, lines) if tasks else RunReport(now, now, ())
    _note_walked(place, tasks, report)
    _alert(report, file)
    try:
        _tell(report, asked)
        sys.stdout.flush()
    except BrokenPipeError:  # who read it has gone; what came of the crawl is the same
        let_closed_pipes_be()
    return report.exit_code


def starts_of(place: Place) -> dict[str, str]:
    """The sites that the store knows; without a store, the command ends."""
    from storage import StoreError, open_store

    try:
        with open_store(place.database(), create=False) as store:
            return store.history.starts()
    except StoreError as error:
        raise NoStoreError(str(error)) from error


def _without_walked(place: Place, tasks: "list[SiteTask]", now: datetime) -> "list[SiteTask]":
    """The tasks but for archives that were walked already."""
    if not any(task.backfill for task in tasks):
        return tasks
    with place.store() as store:
        return without_walked(store, tasks, now)


def _note_walked(place: Place, tasks: "list[SiteTask]", report: "RunReport") -> None:
    if any(task.backfill for task in tasks):
        with place.store() as store:
            note_walked(store, tasks, report)


def _sites_file(place: Place, asked: Asked) -> "SitesFile":
    from crawler.sites_file import SitesError

    try:
        return sites_of(place.folder(), asked.sites_file, datetime.now(UTC))
    except SitesError as error:
        raise UsageError(str(error)) from error


def _lines(name: str | None) -> "list[Line]":
    from crawler.url_list import ListError, read_list

    if name is None:
        return []
    try:
        lines = read_list(name)
    except ListError as error:
        raise UsageError(str(error)) from error
    if not any(line.url for line in lines):
        raise UsageError(f"There is no URL in {name}; write one a line.")
    return lines


def _tasks(
    asked: Asked, file: "SitesFile", starts: dict[str, str], lines: "Sequence[Line]"
) -> "list[SiteTask]":
    from crawler import SiteTask
    from crawler.span import read_span
    from crawler.url_list import tasks_of

    if lines:
        if asked.sites:
            raise UsageError("Name sites or --urls, not both.")
        return tasks_of(lines)
    try:
        span = read_span(asked.since, asked.until, datetime.now(UTC))
    except ValueError as error:
        raise UsageError(str(error)) from error
    for name in asked.sites:
        if SiteTask(name).start is None:
            raise UsageError(f"{one_line(name)!r} is no site; write a host or a web address.")
    tasks = plan(file, starts, asked.sites, span)
    if not tasks and not file.disabled:
        raise UsageError(
            "No site is known yet. Name one: corpus crawl https://www.example.com/, "
            "or write it into sites.toml in the home."
        )
    return tasks


def settings_of(place: Place, asked: Asked) -> dict[str, object]:
    """The settings of the crawl, over those of `crawler.settings`."""
    from crawler.settings import EXTENSIONS

    chosen: dict[str, object] = {
        "DATABASE_URL": place.database(),
        "HOME": str(place.folder()),
        "RECIPES": str(place.folder() / "recipes"),
        "SUMMARY": False,
    }
    if asked.quiet:
        chosen["EXTENSIONS"] = {**EXTENSIONS, "crawler.extensions.Progress": None}
        chosen["LOG_LEVEL"] = "ERROR"
    if asked.max_runtime is not None:
        chosen["MAX_RUNTIME"] = asked.max_runtime
    for setting in asked.settings:
        name, equals, value = setting.partition("=")
        if not equals or not name.isidentifier():
            raise UsageError(f"-s {one_line(setting)} is no setting; write -s NAME=VALUE.")
        chosen[name] = value
    return chosen


def _tell(report: "RunReport", asked: Asked) -> None:
    """Print the report, or only what nobody was told of today; write it where it was asked for."""
    if asked.report is not None and asked.report != TO_STDOUT:
        _write(asked.report, report.to_json() + "\n")
    if report.problem is not None:
        click.echo(f"Error: {report.problem.sentence}", err=True)
    if asked.report == TO_STDOUT:
        click.echo(report.to_json())
    elif asked.quiet:
        for line in finding_lines(report.sites, only_new=True):
            click.echo(line)
    elif report.problem is None or report.sites:
        print_report(report)


def _check_report(file: Path | None) -> None:
    """End the command where a report could not be written; after the crawl it would be lost."""
    try:
        if file is not None and file != TO_STDOUT and not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            with TemporaryFile(dir=file.parent):
                pass
    except OSError as error:
        raise UsageError(f"No report can be written to {file}: {error.strerror}.") from error


def _write(file: Path, text: str) -> None:
    """Write a file as a whole or not at all."""
    try:
        with whole_file(file) as part:
            part.write_text(text, "utf-8")
    except OSError as error:
        click.echo(f"The report could not be written to {file}: {error.strerror}.", err=True)


def _alert(report: "RunReport", file: "SitesFile") -> None:
    """Send what is new to whom the user named; one that fails is told and changes nothing."""
    from crawler.alerts import tell
    from crawler.settings import ALERT, USER_AGENT

    if failed := tell(report, file.alert or ALERT, USER_AGENT):
        click.echo(failed, err=True)

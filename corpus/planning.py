"""Which sites a run crawls: those of sites.toml and of the store, or those that are named."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler import SiteTask
    from crawler.sites_file import SitesFile
    from crawler.span import Span


def sites_of(home: Path, explicit: Path | None, now: datetime) -> "SitesFile":
    """The sites file: the one that is named, else `sites.toml` in the home, if there is one.

    Raises SitesError.
    """
    from crawler.sites_file import NAME, SitesFile, read_sites

    if explicit is None and not (home / NAME).is_file():
        return SitesFile()
    return read_sites(explicit or home / NAME, now)


def plan(
    file: "SitesFile", starts: Mapping[str, str], names: Iterable[str], span: "Span"
) -> "list[SiteTask]":
    """A task for each site, or for each of the `names`; `starts` are those that the store knows.

    A host that is named means the site's own tasks, else its start in the store, else its front
    page; a URL means itself. A `span` that is not open takes the place of the sites' own. Of sites
    that are not named, without a span, only what is due is asked. Archives are walked where no
    span is asked for.
    """
    chosen = list(names)
    if chosen:
        tasks = [task for name in chosen for task in _named(name, file, starts)]
    else:
        tasks = [*file.sites, *_known(file, starts)]
    if span.is_open:
        sites = {task.site for task in tasks}
        backfills = [task for task in file.backfills if task.site in sites]
        return [*(tasks if chosen else _only_due(tasks)), *backfills]
    return [replace(task, since=span.since, until=span.until) for task in tasks]


def _only_due(tasks: "Iterable[SiteTask]") -> "list[SiteTask]":
    return [replace(task, due_only=True) for task in tasks]


def _known(file: "SitesFile", starts: Mapping[str, str]) -> "list[SiteTask]":
    """The sites that only the store knows."""
    from crawler import SiteTask

    listed = {task.site for task in file.sites} | file.disabled
    if file.only:
        return []
    return [SiteTask(starts[site]) for site in sorted(starts) if site not in listed]


def _named(name: str, file: "SitesFile", starts: Mapping[str, str]) -> "list[SiteTask]":
    from crawler import SiteTask

    asked = SiteTask(name)
    own = [task for task in file.sites if task.site == asked.site]
    if same := [task for task in own if task.start == asked.start]:
        return same
    if "/" in name:
        return [replace(own[0], url=name, feeds=())] if own else [asked]
    return own or [SiteTask(starts.get(asked.site, name))]

"""A run's report for a person: what needs one first, a line a site, the numbers."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from cleaners.urls import site_of
from corpus.output import minute, one_line
from corpus.tables import Row, print_table

if TYPE_CHECKING:
    from crawler import RunReport, SiteReport

HEADER = (
    "",
    "site",
    "found",
    "fetched",
    "stored",
    "unchanged",
    "refused",
    "failed",
    "main reason",
)
NUMBERS = HEADER[2:8]

MANY = 20
"""So many sites with nothing due are rows of the table; more are one line below it."""

ALIKE = 4
"""So many sites of which the same is to be said share a line."""


def print_report(report: "RunReport") -> None:
    """The whole report, on standard output."""
    from crawler.listed import told

    ill = [site for site in report.sites if site.findings]
    click.echo(_headline(report, len(ill)))
    click.echo()
    ordered = sorted(report.sites, key=lambda site: (not site.findings, site.site))
    shown = [site for site in ordered if site.findings or site.outcome != "nothing-due"]
    quiet = len(ordered) - len(shown)
    print_table(HEADER, map(_row, shown if quiet > MANY else ordered), right=frozenset(range(2, 8)))
    if quiet > MANY:
        click.echo(f"Of {quiet:,} {'other ' if shown else ''}sites nothing was due.")
    click.echo(f"{report.listings_told[0].upper()}{report.listings_told[1:]}.")
    if ill:
        click.echo(click.style("What needs a person:", bold=True))
        for line in finding_lines(ill, only_new=False):
            click.echo(f"  {line}")
        click.echo()
    for line in told(report.lines):
        click.echo(one_line(line))


def _headline(report: "RunReport", ill: int) -> str:
    seconds = round((report.finished_at - report.started_at).total_seconds())
    stored, left = report.counts["stored"], report.reasons.get("failed: not-tried", 0)
    sites = len(report.sites)
    well = "all is well" if report.exit_code == 0 else ""
    done = {site.outcome for site in report.sites}
    well = "nothing was due" if done <= {"nothing-due"} else well
    parts = [
        f"{stored:,} new article{'s' * (stored != 1)} of {sites:,} site{'s' * (sites != 1)}",
        f"{left:,} left for the next run" if left else "",
        f"{ill:,} site{'s need' if ill != 1 else ' needs'} a person" if ill else well,
    ]
    took = f"{seconds // 60} min {seconds % 60} s" if seconds >= 60 else f"{seconds} s"
    return f"{minute(report.finished_at)}, {took}: {'; '.join(filter(None, parts))}."


def _row(site: "SiteReport") -> Row:
    numbers = [f"{site.counts.get(name, 0):,}" for name in NUMBERS]
    return ("!" if site.findings else "", _name(site), *numbers, _reason(site))


def _name(site: "SiteReport") -> str:
    """The site, and where its crawl began if that was another one."""
    began = site_of(site.asked)
    return site.site if began in ("", site.site) else f"{site.site} (from {began})"


def _reason(site: "SiteReport") -> str:
    from crawler.checkup import main_reason

    if site.outcome == "held":
        return site.held_by or "held by another run"
    if site.outcome == "nothing-due":
        return "nothing due"
    if site.outcome == "left":
        return "left for the next run"
    main = main_reason(site.reasons)
    return f"{main} ({site.reasons[main]:,})" if main else ""


def finding_lines(sites: "Iterable[SiteReport]", *, only_new: bool) -> list[str]:
    """What needs a person, a line each: the site, what it is, what to do.

    What is the same of several sites is one line, below those of one site.
    """
    found: dict[str, list[str]] = {}
    for site in sites:
        for finding in site.findings:
            if finding.new or not only_new:
                found.setdefault(f"{finding.sentence} {finding.advice}", []).append(site.site)
    single = [(name, what) for what, names in found.items() if len(names) < ALIKE for name in names]
    alike = [(names, what) for what, names in found.items() if len(names) >= ALIKE]
    return [one_line(f"{name}: {what}") for name, what in single] + [
        one_line(f"{len(names):,} sites: {what} They are {', '.join(names)}.")
        for names, what in alike
    ]

"""After a run: each site is compared with its own days, and what needs a person is named."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from crawler.advice import advice
from crawler.baselines import WINDOW
from crawler.health import unlike
from crawler.report import NOT_TRIED, PUT_OFF, Finding, RunReport, SiteReport
from storage import Portrait, SiteDay, Store, Visited

HARMLESS = frozenset(
    {"no-article-address", "other-site", "list-page", "found-twice", "same-page", NOT_TRIED}
)
"""Reasons that every site has; they are the main one only where there is no other."""


def check_up(
    store: Store, report: RunReport, portraits: Mapping[str, Portrait], now: datetime
) -> RunReport:
    """Add the run to the days of its sites, and say of each what needs a person.

    `portraits` are what the articles look like that the run stored, by site. A site that was not
    visited, as nothing was due or another run holds it, is left as it is. Raises StoreError.
    """
    visited = [site for site in report.sites if _was_visited(site)]
    store.history.add_visits([_visit(site, portraits, now) for site in visited])
    first = now.date() - timedelta(days=WINDOW + 7)
    days = store.history.days(first, {site.site for site in visited})
    checked = [
        _checked(store, site, days.get(site.site, ()), now) if site in visited else site
        for site in report.sites
    ]
    return replace(report, sites=tuple(checked))


def _was_visited(site: SiteReport) -> bool:
    """Whether the site was asked anything: where nothing was due, it may still have answered."""
    if site.outcome == "nothing-due":
        return bool(site.sentences)
    return site.outcome not in ("held", "left")


def conclude(
    store: Store, run: int, report: RunReport, portraits: Mapping[str, Portrait]
) -> RunReport:
    """Put all that a run was into the store; returns the report with what needs a person."""
    store.finish_run(run, report.counts, report.reasons)
    checked = check_up(store, report, portraits, report.finished_at)
    store.history.keep_report(run, _brief(checked))
    return checked


def _brief(report: RunReport) -> dict[str, object]:
    """The report as the store keeps it: without what was only of interest during the run."""
    data = report.as_data()
    return data | {"sites": [{**site, "sentences": [], "named": {}} for site in data["sites"]]}


def _visit(site: SiteReport, portraits: Mapping[str, Portrait], now: datetime) -> Visited:
    counts = dict(site.counts)
    left = sum(site.reasons.get(name, 0) for name in PUT_OFF)
    counts["failed"] = counts.get("failed", 0) - left
    counts["found"] = counts.get("found", 0) - left
    reasons = {name: number for name, number in site.reasons.items() if name not in PUT_OFF}
    portrait = portraits.get(site.site, Portrait())
    well = site.outcome in ("well", "degraded")
    return Visited(site.site, now, site.outcome, well, counts, reasons, portrait)


def _checked(store: Store, site: SiteReport, days: Sequence[SiteDay], now: datetime) -> SiteReport:
    """The site with its findings; one that is unlike itself is degraded at best."""
    today = now.date()
    told = next((day.told for day in days if day.day == today), ())
    well_at = max((day.well_at for day in days if day.well_at), default=None)
    found: list[Finding] = _trouble(site, well_at)
    for one in unlike(days, today):
        found.append(Finding(one.name, f"{one.sentence}.", advice(one.name), health=True))
        for day in one.days:
            store.history.note(site.site, day, [one.name], [])
    if not found:
        return site
    store.history.note(site.site, today, [], [one.name for one in found])
    ill = any(one.health for one in found) and site.outcome == "well"
    findings = tuple(replace(one, new=one.name not in told) for one in found)
    return replace(site, findings=findings, outcome="degraded" if ill else site.outcome)


def _trouble(site: SiteReport, well_at: datetime | None) -> list[Finding]:
    """Why a site is degraded or useless, by its own counts; `well_at` is when it last was well."""
    if site.outcome not in ("degraded", "useless"):
        return []
    empty = site.start is not None and not site.counts.get("found")  # read, and names nothing
    reason = "" if empty else main_reason(site.reasons) or main_reason(site.listings)
    name = reason.partition(": ")[2] or reason or "nothing-found"
    if site.outcome == "useless":
        since = f" since {well_at:%Y-%m-%d %H:%M} UTC" if well_at else ""
        said = f"Nothing was stored or found unchanged{since} ({name})."
    else:
        left = sum(site.reasons.get(name, 0) for name in PUT_OFF)
        failed, found = (site.counts.get(name, 0) - left for name in ("failed", "found"))
        said = f"{failed:,} of {found:,} URLs failed"
        said = f"{said} ({name})." if name else f"{said}."
    return [Finding(f"{site.outcome}: {name}", said, advice(name))]


def main_reason(reasons: Mapping[str, int]) -> str:
    """The reason that tells most: the most frequent failure, else the most frequent refusal.

    >>> main_reason({"refused: other-site": 9, "refused: robots": 2})
    'refused: robots'
    """

    def rank(reason: str) -> tuple[bool, bool, int]:
        harmless = reason.partition(": ")[2] in HARMLESS
        return not harmless, reason.startswith("failed"), reasons[reason]

    return max(reasons, key=rank, default="")

"""The days of each site: a row a day, to which every run adds what it found."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.columns import to_utc
from storage.day_rows import SiteDayRow
from storage.models import SiteRow
from storage.sanitise import safe_text
from storage.site_day import ACCEPTED, Portrait, SiteDay, Visited, is_accepted
from storage.sites import site_id
from storage.upsert import insert

MAX_REASONS = 40
"""Reasons that a day keeps, the most frequent ones: their names may come from a bad site."""


def add_visits(session: Session, visits: Iterable[Visited]) -> None:
    """Add what a run found of some sites to their days."""
    for visited in visits:
        _add_visit(session, visited)


def _add_visit(session: Session, visited: Visited) -> None:
    row = _row(session, visited)
    row.runs += 1
    row.last_at = to_utc(visited.at)
    row.outcome = safe_text(visited.outcome)
    if visited.well:
        row.well_at = row.last_at
    row.counts = _added(row.counts, visited.counts)
    reasons = _added(row.reasons, visited.reasons)
    row.reasons = dict(sorted(reasons.items(), key=lambda pair: -pair[1])[:MAX_REASONS])
    _add_portrait(row, visited.portrait)


def _row(session: Session, visited: Visited) -> SiteDayRow:
    """The row of that day, locked until the end of the transaction."""
    key = {"site_id": site_id(session, visited.site), "day": to_utc(visited.at).date()}
    empty = {
        **key,
        "runs": 0,
        "last_at": visited.at,
        "outcome": visited.outcome,
        "counts": {},
        "reasons": {},
        "measured": 0,
        "log_words": 0.0,
        "removed": 0.0,
        "missing": {},
        "flags": [],
        "told": [],
    }
    session.execute(insert(session, SiteDayRow).on_conflict_do_nothing(), empty)
    wanted = select(SiteDayRow).filter_by(**key).with_for_update()
    return session.scalars(wanted).one()


def _add_portrait(row: SiteDayRow, portrait: Portrait) -> None:
    """Add what the articles look like; of two rules versions on one day the later one counts."""
    if not portrait.articles:
        return
    if row.rules_version != portrait.rules_version:
        row.rules_version = portrait.rules_version
        row.measured, row.log_words, row.removed, row.missing = 0, 0.0, 0.0, {}
    row.measured += portrait.articles
    row.log_words += portrait.log_words
    row.removed += portrait.removed
    row.missing = _added(row.missing, portrait.missing)


def _added(sums: dict[str, int], more: dict[str, int]) -> dict[str, int]:
    named = {safe_text(name): number for name, number in more.items()}
    return {name: sums.get(name, 0) + named.get(name, 0) for name in [*sums, *named]}


def days(session: Session, since: date, sites: Iterable[str] | None) -> dict[str, list[SiteDay]]:
    """The days from `since` on by site, the oldest first; all sites, or those named."""
    wanted = (
        select(SiteDayRow, SiteRow.host)
        .join(SiteRow, SiteRow.id == SiteDayRow.site_id)
        .where(SiteDayRow.day >= since)
        .order_by(SiteDayRow.day)
    )
    if sites is not None:
        wanted = wanted.where(SiteRow.host.in_(list(sites)))
    found: dict[str, list[SiteDay]] = {}
    for row, host in session.execute(wanted):
        found.setdefault(host, []).append(_site_day(row, host))
    return found


def note(session: Session, site: str, day: date, flags: Iterable[str], told: Iterable[str]) -> None:
    """Add names to what was unlike the site on that day, and to what a person was told."""
    wanted = select(SiteDayRow).join(SiteRow, SiteRow.id == SiteDayRow.site_id)
    row = session.scalar(wanted.where(SiteRow.host == site, SiteDayRow.day == day))
    if row is not None:
        row.flags = sorted({*row.flags, *flags})
        row.told = sorted({*row.told, *told})


def accept(session: Session, site: str) -> int:
    """Mark the flags of a site's days as accepted: it is like this now. Returns how many days."""
    wanted = select(SiteDayRow).join(SiteRow, SiteRow.id == SiteDayRow.site_id)
    rows = session.scalars(wanted.where(SiteRow.host == site))
    flagged = [row for row in rows if any(not is_accepted(flag) for flag in row.flags)]
    for row in flagged:
        row.flags = sorted({f if is_accepted(f) else f"{ACCEPTED}{f}" for f in row.flags})
    return len(flagged)


def last_success(session: Session) -> dict[str, datetime]:
    """When a run of each site last ended well; sites that never did are not there."""
    wanted = (
        select(SiteRow.host, func.max(SiteDayRow.well_at))
        .join(SiteDayRow, SiteRow.id == SiteDayRow.site_id)
        .where(SiteDayRow.well_at.is_not(None))
        .group_by(SiteRow.host)
    )
    return {host: at for host, at in session.execute(wanted) if at is not None}


def _site_day(row: SiteDayRow, host: str) -> SiteDay:
    return SiteDay(
        site=host,
        day=row.day,
        runs=row.runs,
        last_at=row.last_at,
        well_at=row.well_at,
        outcome=row.outcome,
        counts=dict(row.counts),
        reasons=dict(row.reasons),
        portrait=Portrait(
            row.measured, row.log_words, row.removed, dict(row.missing), row.rules_version
        ),
        flags=tuple(row.flags),
        told=tuple(row.told),
    )

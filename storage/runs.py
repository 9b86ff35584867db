"""The crawls that filled the store."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.models import RunRow
from storage.sanitise import safe_json, safe_text
from storage.types import Run, StoreError

KEPT = timedelta(days=30)
"""How long reports are kept: those of an hourly run of 100 sites are about 40 MB then."""


def start_run(session: Session, asked: str) -> int:
    """Note that a crawl begins; returns its number."""
    row = RunRow(
        started_at=datetime.now(UTC),
        finished_at=None,
        asked=safe_text(asked),
        counts={},
        reasons={},
    )
    session.add(row)
    session.flush()
    return row.id


def finish_run(
    session: Session, run_id: int, counts: dict[str, int], reasons: dict[str, int]
) -> None:
    """Note that the crawl has ended, and what it counted."""
    row = session.get(RunRow, run_id)
    if row is None:
        raise StoreError(f"There is no run {run_id} to finish.")
    row.finished_at = datetime.now(UTC)
    row.counts = {safe_text(name): count for name, count in counts.items()}
    row.reasons = {safe_text(name): count for name, count in reasons.items()}


def latest_runs(session: Session, limit: int) -> list[Run]:
    """The runs that began last, the newest first."""
    rows = session.scalars(select(RunRow).order_by(RunRow.id.desc()).limit(max(limit, 0)))
    return [
        Run(row.id, row.started_at, row.finished_at, row.asked, row.counts, row.reasons)
        for row in rows
    ]


def keep_report(session: Session, run_id: int, report: dict[str, Any]) -> None:
    """Store a run's report with it; those of old runs go, their counts stay."""
    row = session.get(RunRow, run_id)
    if row is None:
        raise StoreError(f"There is no run {run_id} to report on.")
    row.report = safe_json(report)
    old = RunRow.started_at < datetime.now(UTC) - KEPT
    session.execute(update(RunRow).where(old, RunRow.report.is_not(None)).values(report=None))


def report(session: Session, run_id: int | None) -> dict[str, Any] | None:
    """The report of a run; without a number, of the last run that has one."""
    wanted = select(RunRow.report).where(RunRow.report.is_not(None))
    if run_id is not None:
        wanted = wanted.where(RunRow.id == run_id)
    return session.scalars(wanted.order_by(RunRow.id.desc()).limit(1)).first()

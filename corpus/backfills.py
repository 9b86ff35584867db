"""The archives that `sites.toml` wants walked: each is walked to its end, then left for a month."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler import RunReport, SiteTask
    from storage import Listing, Store

AGAIN = timedelta(days=30)
"""After this time an archive is looked at once more: some are filled late."""

KIND = "backfill"


def without_walked(store: "Store", tasks: "Sequence[SiteTask]", now: datetime) -> "list[SiteTask]":
    """The tasks but for the archives that were walked to their end not long ago."""
    return [task for task in tasks if not (task.backfill and _is_walked(store, task, now))]


def note_walked(store: "Store", tasks: "Sequence[SiteTask]", report: "RunReport") -> None:
    """Remember the archives of which nothing is left; the tasks stand in the report's order."""
    if report.problem is not None or len(tasks) != len(report.sites):
        return
    for task, site in zip(tasks, report.sites, strict=True):
        waits = any(reason.startswith("failed") for reason in site.reasons)
        if task.backfill and site.outcome in ("well", "nothing-due") and not (site.left or waits):
            store.watch.keep(_mark(task, report.finished_at))


def _is_walked(store: "Store", task: "SiteTask", now: datetime) -> bool:
    known = store.watch.listing(task.site, _mark(task, now).url)
    return known is not None and known.due_at.astimezone(UTC) > now


def _mark(task: "SiteTask", now: datetime) -> "Listing":
    """What stands for the archive of a span in the list of the site's listings; never asked."""
    from storage import Listing

    since, until = (f"{day:%Y-%m-%d}" if day else "" for day in (task.since, task.until))
    url = f"{task.start}?copydesk-{KIND}={since}.{until}"
    return Listing(task.site, url, KIND, now, now + AGAIN, AGAIN, absent="walked to its end")

"""What the ledger says of a whole site: how many URLs are in which state, and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.keys import host_of
from storage.models import ArticleRow, SiteRow, UrlRow

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """A site in the ledger; `reasons` counts by state and by the name of the reason."""

    site: str
    added_at: datetime
    articles: int
    states: dict[str, int]
    reasons: dict[tuple[str, str], int]
    last_found: datetime | None
    last_tried: datetime | None


def site_facts(session: Session, host: str) -> SiteFacts | None:
    """The facts of a host, in any spelling; None if no crawl met it."""
    site = session.scalar(select(SiteRow).where(SiteRow.host == host_of(host)))
    if site is None:
        return None
    states, reasons = _counts(session, site.id)
    of_site = UrlRow.site_id == site.id
    times = select(func.max(UrlRow.found_at), func.max(UrlRow.tried_at)).where(of_site)
    last_found, last_tried = session.execute(times).one()
    articles = select(func.count()).where(ArticleRow.site_id == site.id)
    return SiteFacts(
        site=site.host,
        added_at=site.added_at,
        articles=session.scalar(articles) or 0,
        states=states,
        reasons=reasons,
        last_found=last_found,
        last_tried=last_tried,
    )


def _counts(session: Session, site: int) -> tuple[dict[str, int], dict[tuple[str, str], int]]:
    """URLs by state, and by state and name of the reason; the largest first."""
    number = func.count().label("number")
    question = select(UrlRow.state, UrlRow.reason, number).where(UrlRow.site_id == site)
    states: dict[str, int] = {}
    reasons: dict[tuple[str, str], int] = {}
    for state, reason, count in session.execute(question.group_by(UrlRow.state, UrlRow.reason)):
        states[state] = states.get(state, 0) + count
        if reason:
            key = (state, reason.split(":", 1)[0])
            reasons[key] = reasons.get(key, 0) + count
    return _largest_first(states), _largest_first(reasons)


def _largest_first(counts: dict[K, int]) -> dict[K, int]:
    return dict(sorted(counts.items(), key=lambda pair: -pair[1]))

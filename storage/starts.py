"""Where each site's crawls begin: the URLs that crawls were given, as the ledger has them."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from storage.models import ArticleRow, SiteRow, UrlRow


def starts(session: Session) -> dict[str, list[str]]:
    """The start URLs by site, the oldest first: pages that list articles and once answered.

    A URL that never gave anything, as one that was mistyped, is none.
    """
    worked = or_(
        UrlRow.state.in_(("found", "stored", "unchanged")),
        select(ArticleRow.id).where(ArticleRow.site_id == UrlRow.site_id).exists(),
    )
    wanted = (
        select(SiteRow.host, UrlRow.url)
        .join(SiteRow, SiteRow.id == UrlRow.site_id)
        .where(UrlRow.found_by == "start", UrlRow.page_id.is_(None), worked)
        .order_by(UrlRow.id)
    )
    found: dict[str, list[str]] = {}
    for host, url in session.execute(wanted):
        found.setdefault(host, []).append(url)
    return found

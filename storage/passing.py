"""Addresses that a crawl passes over without a request, and those that teach it what to pass."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from storage.columns import to_utc
from storage.forgotten import forgotten_urls
from storage.keys import host_of, url_hash
from storage.models import ArticleRow, SiteRow, UrlRow
from storage.sanitise import safe, safe_text
from storage.sites import site_id
from storage.types import CLAIMED, SEARCHED, FoundUrl
from storage.upsert import insert

AT_ONCE = 500
"""Rows of one statement."""

NO_ARTICLES = (
    "list-page list gallery video forum product documentation service other soft-404 not-html"
).split()
"""Reasons that say of a page that was fetched that it is no article."""


def pass_over(session: Session, found: Iterable[tuple[FoundUrl, str]]) -> None:
    """Note URLs that were found and refused without a request, with the reasons; no try is counted.

    What became of a URL that has a page, or is to be fetched, stands as it is.
    """
    now = datetime.now(UTC)
    sites: dict[str, int] = {}
    rows = {}
    everything = list(found)
    gone = forgotten_urls(session, [item.url for item, _ in everything])
    for item, reason in everything:
        if item.url in gone:
            continue
        host = host_of(item.url)
        if host not in sites:
            sites[host] = site_id(session, item.url)
        known = safe(item)
        rows[url_hash(item.url)] = {
            "site_id": sites[host],
            "url": known.url,
            "state": "refused",
            "reason": safe_text(reason),
            "found_by": known.found_by,
            "found_at": now,
            "title": known.title,
            "published_at": known.published_at and to_utc(known.published_at),
            "tries": 0,
        }
    keys = sorted(rows)
    for start in range(0, len(keys), AT_ONCE):
        statement = insert(session, UrlRow)
        changed = {name: statement.excluded[name] for name in ("state", "reason")}
        passing = statement.on_conflict_do_update(
            index_elements=["key"],
            set_=changed,
            where=and_(
                UrlRow.page_id.is_(None), *(UrlRow.state != name for name in ("due", *CLAIMED))
            ),
        )
        session.execute(passing, [{"key": k, **rows[k]} for k in keys[start : start + AT_ONCE]])


def repeats(session: Session, site: str, limit: int) -> list[tuple[str, str]]:
    """The newest addresses of a site whose page was stored before under another one, with that."""
    mark = "same-text: "
    number = select(SiteRow.id).where(SiteRow.host == host_of(site)).scalar_subquery()
    same = (UrlRow.state == "refused") & UrlRow.reason.startswith(mark)
    wanted = select(UrlRow.url, UrlRow.reason).where(UrlRow.site_id == number, same)
    rows = session.execute(wanted.order_by(UrlRow.found_at.desc()).limit(limit))
    return [(url, (reason or "").removeprefix(mark)) for url, reason in rows]


def known_addresses(session: Session, site: str, limit: int) -> tuple[list[str], list[str]]:
    """The newest addresses of a site that led to articles, and those that led to something else."""
    number = select(SiteRow.id).where(SiteRow.host == host_of(site)).scalar_subquery()
    newest = select(UrlRow.url).where(UrlRow.site_id == number)
    newest = newest.order_by(UrlRow.found_at.desc()).limit(limit)
    articles = newest.join(ArticleRow, ArticleRow.id == UrlRow.article_id)
    names = [UrlRow.reason.startswith(f"{name}:") for name in NO_ARTICLES]
    condition = names[0]
    for name in names[1:]:
        condition |= name
    others = newest.where(UrlRow.state == "refused", condition)
    good = articles.where(ArticleRow.kind.in_(SEARCHED), UrlRow.state == "stored")
    return list(session.scalars(good)), list(session.scalars(others))

"""Every place in the store where a URL, or a whole site, left something."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, delete, or_, select
from sqlalchemy.orm import Session

from cleaners.memory import address_key
from storage.grouping import leave
from storage.host_rows import ForgottenRow, HostFileRow, HostRow
from storage.index import unindex
from storage.keys import host_of, url_hash
from storage.mentions import Mentioned, erase_mentions
from storage.models import (
    ArticleRow,
    MarkRow,
    PageRow,
    Row,
    RunRow,
    SiteRow,
    UrlRow,
)  # fmt: skip
from storage.part_row import PartRow
from storage.upsert import table
from storage.version_mentions import erase_in_versions, former_titles

CHUNK = 400
FORGOTTEN = "(forgotten)"
"""What stands in the records of runs instead."""


@dataclass(slots=True)
class Traces:
    """What is to go: numbers of articles, pages and URLs; `keys` and `names` of what they are of.

    `host` and `site` are set where all of a site goes.
    """

    host: str | None = None
    site: int | None = None
    keys: set[bytes] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    articles: set[int] = field(default_factory=set)
    pages: set[int] = field(default_factory=set)
    urls: set[int] = field(default_factory=set)


def traces_of_url(session: Session, url: str) -> Traces:
    """What is known of a URL in any spelling, and of all that led to the same article."""
    traces = Traces(keys={url_hash(url)}, names={url})
    before = -1
    while before != (before := len(traces.keys) + len(traces.articles) + len(traces.pages)):
        _follow_urls(session, traces)
        _follow_pages(session, traces)
        _follow_articles(session, traces)
    traces.titles |= former_titles(session, traces.articles)
    return traces


def _follow_urls(session: Session, traces: Traces) -> None:
    linked = or_(
        UrlRow.key.in_(traces.keys),
        UrlRow.page_id.in_(traces.pages),
        UrlRow.article_id.in_(traces.articles),
    )
    for row in session.scalars(select(UrlRow).where(linked)):
        traces.urls.add(row.id)
        traces.keys.add(row.key)
        traces.names.add(row.url)
        traces.titles |= {row.title} if row.title else set()
        traces.pages |= {row.page_id} if row.page_id else set()
        traces.articles |= {row.article_id} if row.article_id else set()


def _follow_pages(session: Session, traces: Traces) -> None:
    linked = or_(PageRow.key.in_(traces.keys), PageRow.id.in_(traces.pages))
    parts = select(PartRow.part_id).where(PartRow.page_id.in_(traces.pages))
    traces.pages |= set(session.scalars(parts))
    for row in session.scalars(select(PageRow).where(linked)):
        traces.pages.add(row.id)
        traces.keys.add(row.key)
        traces.names |= {name for name in (row.url, row.final_url) if name}


def _follow_articles(session: Session, traces: Traces) -> None:
    linked = or_(
        ArticleRow.key.in_(traces.keys),
        ArticleRow.id.in_(traces.articles),
        ArticleRow.page_id.in_(traces.pages),
    )
    for row in session.scalars(select(ArticleRow).where(linked)):
        traces.articles.add(row.id)
        traces.pages.add(row.page_id)
        traces.keys.add(row.key)
        traces.names |= {name for name in (row.url, row.canonical_url) if name}
        traces.titles |= {row.title} if row.title else set()


def traces_of_site(session: Session, host: str) -> Traces:
    """All that is known of a site."""
    site = session.scalar(select(SiteRow.id).where(SiteRow.host == host))
    traces = Traces(host=host, site=site, names={host})
    if site is not None:
        traces.articles |= set(session.scalars(select(ArticleRow.id).filter_by(site_id=site)))
        traces.pages |= set(session.scalars(select(PageRow.id).filter_by(site_id=site)))
        traces.urls |= set(session.scalars(select(UrlRow.id).filter_by(site_id=site)))
    return traces


def erase(session: Session, traces: Traces) -> None:
    """Delete all of it, and what other articles and the records of runs say of it."""
    _erase_mentions(session, traces)
    for some in _chunks(traces.articles):
        leave(session, some)
        unindex(session, some)
    if traces.site is not None:
        for rows in reversed(Row.metadata.sorted_tables):
            if "site_id" in rows.c:
                session.execute(delete(rows).where(rows.c.site_id == traces.site))
        session.execute(delete(table(SiteRow)).where(SiteRow.id == traces.site))
    if traces.host is not None:
        session.execute(delete(table(HostRow)).where(HostRow.host == traces.host))
        _erase_files(session, traces.host)
        return
    for rows, numbers in (
        (table(ArticleRow), traces.articles),
        (table(UrlRow), traces.urls),
        (table(PageRow), traces.pages),
    ):
        for some in _chunks(numbers):
            session.execute(delete(rows).where(rows.c.id.in_(some)))
    for rows in _keyed_by_url():
        for some in _chunks(traces.keys):
            session.execute(delete(rows).where(rows.c.key.in_(some)))


def _keyed_by_url() -> Iterator[Table]:
    """The tables whose rows are found by the hash of a URL."""
    of_other_things = {table(ForgottenRow).name, table(HostFileRow).name}
    for rows in reversed(Row.metadata.sorted_tables):
        key = rows.c.get("key")
        if key is not None and key.type.python_type is bytes and rows.name not in of_other_things:
            yield rows


def _erase_files(session: Session, host: str) -> None:
    for number, url in session.execute(select(HostFileRow.id, HostFileRow.url)).all():
        if host_of(url) == host:
            session.execute(delete(table(HostFileRow)).where(HostFileRow.id == number))


def _erase_mentions(session: Session, traces: Traces) -> None:
    """What other articles say of it; marks; records of runs."""
    mentioned = Mentioned(traces.host, traces.names, traces.titles)
    erase_mentions(session, mentioned)
    erase_in_versions(session, mentioned)
    if traces.host is None:
        for some in _chunks({address_key(name) for name in traces.names}):
            of_url = or_(MarkRow.key.in_(some), MarkRow.witness.in_(some))
            session.execute(delete(table(MarkRow)).where(of_url))
    for row in session.scalars(select(RunRow)):
        row.asked = _without(row.asked, traces.names)
        row.report = _without(row.report, traces.names)


def _without(value: Any, names: Iterable[str]) -> Any:
    """Records without these names."""
    if isinstance(value, str):
        for name in names:
            value = value.replace(name, FORGOTTEN)
        return value
    if isinstance(value, list):
        return [_without(item, names) for item in value]
    if isinstance(value, dict):
        return {key: _without(item, names) for key, item in value.items()}
    return value


def _chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    ordered = sorted(values)
    return (ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK))

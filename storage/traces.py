"""Every place in the store where a URL, or a whole site, left something."""

from dataclasses import dataclass, field

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from storage.keys import url_hash
from storage.models import ArticleRow, PageRow, SiteRow, UrlRow
from storage.part_row import PartRow
from storage.version_mentions import former_titles


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

"""Related articles: where removed headlines led, found in the store whenever it came there."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.keys import host_of, url_hash
from storage.models import ArticleRow, SiteRow, TextRow, UrlRow
from storage.record import related_of
from storage.types import RelatedArticle


def related_articles(session: Session, article_id: int) -> list[RelatedArticle]:
    """The related articles of an article, in its order, each with the stored one if there is one.

    They are looked up now and not when the links were stored, as a target may be stored later.
    """
    wanted = select(TextRow.related).where(TextRow.article_id == article_id)
    links = related_of(session.scalar(wanted) or [])
    known = _stored_at(session, {link.url for link in links if link.url})
    return [
        RelatedArticle(link.url, link.title, link.step, known.get(link.url or "")) for link in links
    ]


def _stored_at(session: Session, urls: Iterable[str]) -> dict[str, int]:
    """The numbers of the articles at these URLs, fetched there or named by them."""
    keys = {url: url_hash(url) for url in urls}
    by_key: dict[tuple[bytes, str | None], int] = {}
    named = (
        select(ArticleRow.key, SiteRow.host, ArticleRow.id)
        .join(SiteRow, SiteRow.id == ArticleRow.site_id)
        .where(ArticleRow.key.in_(keys.values()))
    )
    by_key.update({(key, host): number for key, host, number in session.execute(named)})
    fetched = select(UrlRow.key, UrlRow.article_id).where(
        UrlRow.key.in_(keys.values()), UrlRow.article_id.is_not(None)
    )
    at = {key: number for key, number in session.execute(fetched) if number is not None}
    found = {url: at.get(key) or by_key.get((key, host_of(url))) for url, key in keys.items()}
    return {url: number for url, number in found.items() if number is not None}

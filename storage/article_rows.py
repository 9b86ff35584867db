"""Articles as rows and back: a table of what goes where."""

from datetime import UTC, datetime
from typing import Any, cast

from cleaners.types import Article, ArticleKind, Image, Note, Paywall
from storage.columns import to_utc
from storage.models import ArticleRow
from storage.record import blocks_of, related_of, removals_of
from storage.right_columns import rights_in
from storage.types import StoredArticle


def article_values(article: Article) -> dict[str, Any]:
    """The columns of `articles` that the article itself decides."""
    return {
        "url": article.url,
        "canonical_url": article.canonical_url,
        "title": article.title,
        "description": article.description,
        "authors": list(article.authors),
        "published_at": article.published_at and to_utc(article.published_at),
        "published_as": article.published_at and article.published_at.isoformat(),
        "modified_at": article.modified_at and to_utc(article.modified_at),
        "modified_as": article.modified_at and article.modified_at.isoformat(),
        "section": article.section,
        "tags": list(article.tags),
        "language": article.language,
        "site_name": article.site_name,
        "credit": article.credit,
        "images": [[image.url, image.alt] for image in article.images],
        "lead_image": article.lead_image and [article.lead_image.url, article.lead_image.alt],
        "kind": article.kind,
        "paywall": article.paywall,
        "notes": [[note.name, note.sentence] for note in article.notes],
        "confidence": article.confidence,
        "rules_version": article.rules_version,
        "stored_at": datetime.now(UTC),
    }


def stored_article(row: ArticleRow) -> StoredArticle:
    """The row, and those that belong to it, in our own terms."""
    return StoredArticle(
        id=row.id,
        page_id=row.page_id,
        site=row.site.host,
        fetched_at=row.page.fetched_at or row.page.stored_at,
        stored_at=row.stored_at,
        article=_article(row),
        story=row.copy.group_id if row.copy else row.id,
        rights=rights_in(row.page),
    )


def _article(row: ArticleRow) -> Article:
    return Article(
        url=row.url,
        canonical_url=row.canonical_url,
        title=row.title,
        description=row.description,
        authors=tuple(row.authors),
        published_at=as_stated(row.published_as),
        modified_at=as_stated(row.modified_as),
        section=row.section,
        tags=tuple(row.tags),
        language=row.language,
        site_name=row.site_name,
        credit=row.credit,
        blocks=blocks_of(row.written.text, row.written.blocks),
        images=tuple(Image(url, alt) for url, alt in row.images),
        lead_image=Image(*row.lead_image) if row.lead_image else None,
        kind=cast("ArticleKind", row.kind),
        paywall=cast("Paywall", row.paywall),
        links=related_of(row.written.related),
        removals=removals_of(row.written.removals),
        notes=tuple(Note(name, sentence) for name, sentence in row.notes),
        confidence=row.confidence,
        rules_version=row.rules_version,
    )


def as_stated(time: str | None) -> datetime | None:
    """A time as the page states it, in the page's own zone."""
    return None if time is None else datetime.fromisoformat(time)

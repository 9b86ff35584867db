"""Articles as rows and back: a table of what goes where."""

from datetime import UTC, datetime
from typing import Any, cast

from cleaners.memory import fingerprint
from cleaners.types import (
    Article,
    ArticleKind,
    Block,
    BlockKind,
    Image,
    Link,
    Note,
    Paywall,
    RelatedLink,
    Removal,
)
from storage.columns import to_utc
from storage.models import ArticleRow, BlockRow
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


def block_values(article_id: int, article: Article) -> list[dict[str, Any]]:
    """The rows of `blocks`."""
    return [
        {
            "article_id": article_id,
            "position": position,
            "n": block.n,
            "kind": block.kind,
            "text": block.text,
            "level": block.level,
            "links": [[link.url, link.text] for link in block.links],
            "linked": block.linked,
            "bold": block.bold,
            "fingerprint": fingerprint(block.text),
        }
        for position, block in enumerate(article.blocks)
    ]


def removal_values(article_id: int, article: Article) -> list[dict[str, Any]]:
    """The rows of `removals`."""
    return [
        {
            "article_id": article_id,
            "position": position,
            "n": removal.n,
            "step": removal.step,
            "why": removal.why,
            "text": removal.text,
            "fingerprint": fingerprint(removal.text),
        }
        for position, removal in enumerate(article.removals)
    ]


def link_values(article_id: int, article: Article) -> list[dict[str, Any]]:
    """The rows of `links`."""
    return [
        {
            "article_id": article_id,
            "position": position,
            "url": link.url,
            "title": link.title,
            "step": link.step,
        }
        for position, link in enumerate(article.links)
    ]


def stored_article(row: ArticleRow) -> StoredArticle:
    """The row, and those that belong to it, in our own terms."""
    return StoredArticle(
        id=row.id,
        page_id=row.page_id,
        site=row.site.host,
        fetched_at=row.page.fetched_at or row.page.stored_at,
        stored_at=row.stored_at,
        article=_article(row),
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
        blocks=tuple(_block(block) for block in row.blocks),
        images=tuple(Image(url, alt) for url, alt in row.images),
        lead_image=Image(*row.lead_image) if row.lead_image else None,
        kind=cast("ArticleKind", row.kind),
        paywall=cast("Paywall", row.paywall),
        links=tuple(RelatedLink(link.url, link.title, link.step) for link in row.links),
        removals=tuple(Removal(r.n, r.step, r.why, r.text) for r in row.removals),
        notes=tuple(Note(name, sentence) for name, sentence in row.notes),
        confidence=row.confidence,
        rules_version=row.rules_version,
    )


def _block(row: BlockRow) -> Block:
    return Block(
        n=row.n,
        kind=cast("BlockKind", row.kind),
        text=row.text,
        level=row.level,
        links=tuple(Link(url, text) for url, text in row.links),
        linked=row.linked,
        bold=row.bold,
    )


def as_stated(time: str | None) -> datetime | None:
    """A time as the page states it, in the page's own zone."""
    return None if time is None else datetime.fromisoformat(time)

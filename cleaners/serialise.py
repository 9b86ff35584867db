"""An article as plain data for JSON, under the names that `Article` has; times in ISO 8601."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cleaners.types import Article, Block, Image, Link, Note, RelatedLink, Removal

_PLAIN = (
    *("url", "canonical_url", "title", "description", "section", "language", "site_name"),
    *("credit", "kind", "paywall", "confidence", "rules_version"),
)
"""The fields that are the same in JSON."""


def article_to_dict(article: Article) -> dict[str, Any]:
    """The whole article, removals and notes included, and its `text`; only JSON types.

    Absent fields are None or empty lists. A block has `level` only if it is a heading.
    """
    return {
        "url": article.url,
        "canonical_url": article.canonical_url,
        "title": article.title,
        "description": article.description,
        "authors": list(article.authors),
        "published_at": _time(article.published_at),
        "modified_at": _time(article.modified_at),
        "section": article.section,
        "tags": list(article.tags),
        "language": article.language,
        "site_name": article.site_name,
        "credit": article.credit,
        "kind": article.kind,
        "paywall": article.paywall,
        "confidence": article.confidence,
        "rules_version": article.rules_version,
        "text": article.text,
        "blocks": [_block(block) for block in article.blocks],
        "images": [_image(image) for image in article.images],
        "lead_image": _image(article.lead_image) if article.lead_image else None,
        "links": [{"url": r.url, "title": r.title, "step": r.step} for r in article.links],
        "removals": [
            {"n": r.n, "step": r.step, "why": r.why, "text": r.text} for r in article.removals
        ],
        "notes": [{"name": note.name, "sentence": note.sentence} for note in article.notes],
    }


def article_from_dict(data: Mapping[str, Any]) -> Article:
    """The article again; `text` may be missing, as the blocks hold it."""
    lead = data["lead_image"]
    plain = {name: data[name] for name in _PLAIN}
    return Article(
        **plain,
        authors=tuple(data["authors"]),
        tags=tuple(data["tags"]),
        published_at=_moment(data["published_at"]),
        modified_at=_moment(data["modified_at"]),
        blocks=tuple(_block_from(block) for block in data["blocks"]),
        images=tuple(Image(**image) for image in data["images"]),
        lead_image=Image(**lead) if lead else None,
        links=tuple(RelatedLink(**link) for link in data["links"]),
        removals=tuple(Removal(**removal) for removal in data["removals"]),
        notes=tuple(Note(**note) for note in data["notes"]),
    )


def _time(time: datetime | None) -> str | None:
    return time.isoformat() if time else None


def _block(block: Block) -> dict[str, Any]:
    level = {} if block.level is None else {"level": block.level}
    return {
        "n": block.n,
        "kind": block.kind,
        **level,
        "text": block.text,
        "links": [_link(link) for link in block.links],
        "linked": block.linked,
        "bold": block.bold,
    }


def _link(link: Link) -> dict[str, str]:
    return {"url": link.url, "text": link.text}


def _image(image: Image) -> dict[str, str | None]:
    return {"url": image.url, "alt": image.alt}


def _moment(time: str | None) -> datetime | None:
    return datetime.fromisoformat(time) if time else None


def _block_from(data: Mapping[str, Any]) -> Block:
    links = tuple(Link(**link) for link in data["links"])
    return Block(**{**data, "links": links})

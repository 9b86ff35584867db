"""Former versions as rows and back: an article as compressed JSON, and the facts beside it."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cleaners.rights import Rights
from cleaners.serialise import article_from_dict, article_to_dict
from cleaners.types import Article
from storage.changes import Cause
from storage.compression import compress, decompress
from storage.right_columns import rights_values


@dataclass(frozen=True, slots=True)
class Former:
    """An article as it stood before its page was fetched or cleaned again."""

    article_id: int
    site_id: int
    article: Article
    fetched_at: datetime
    stored_at: datetime
    rights: Rights


def version_values(former: Former, article_id: int, cause: Cause, rights: Rights) -> dict[str, Any]:
    """The row of `versions` that keeps it; without content where either state is noarchive."""
    article = former.article
    archived = not (former.rights.noarchive or rights.noarchive)
    return {
        "article_id": article_id,
        "cause": cause,
        "fetched_at": former.fetched_at,
        "stored_at": former.stored_at,
        "replaced_at": datetime.now(UTC),
        "rules_version": article.rules_version,
        "text_hash": text_hash(article.text),
        "content": packed(article) if archived else None,
        **rights_values(former.rights),
    }


def text_hash(text: str) -> bytes:
    """SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def packed(article: Article) -> bytes:
    """The whole article, compressed."""
    facts = article_to_dict(article)
    del facts["text"]  # the blocks hold it
    return compress(json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode())


def unpacked(content: bytes) -> Article:
    """The article as it was packed."""
    return article_from_dict(json.loads(decompress(content)))

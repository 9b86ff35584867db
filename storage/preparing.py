"""What can be done for an article before the store is asked: pure, so that a worker can do it.

Compression, the cut into terms and the keys of the blocks are half of the work of storing a page.
"""

import zlib
from dataclasses import dataclass

from cleaners.memory import witness_keys
from cleaners.types import Article, Page
from storage.compression import compress
from storage.sanitise import storable
from storage.shingles import Shingled, shingled
from storage.terms import terms

MANY = 15_000
"""Characters of a text that the index holds all terms of, in any script."""


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """An article as it is stored, and what was made ready of it and of its page.

    `checksum` is of the page's bytes. Terms stand with a space between.
    """

    article: Article
    body: bytes
    checksum: int
    title_terms: str
    text_terms: str
    keys: frozenset[int]
    shingles: Shingled | None
    """Of the text; None where the index may hold less of it than there is."""

    def is_of(self, article: Article) -> bool:
        """Whether this was prepared of that very article."""
        return self.article is article

    def body_of(self, page: Page) -> bytes | None:
        """The page's bytes, compressed; None if this was prepared of others."""
        return self.body if zlib.crc32(page.body) == self.checksum else None


def prepare(page: Page, article: Article) -> Prepared:
    """Make ready what storing that article of that page needs.

    Store `prepared.article` then: it is the article as the store keeps it.
    """
    kept = storable(article)
    words = terms(kept.text)
    return Prepared(
        article=kept,
        body=compress(page.body),
        checksum=zlib.crc32(page.body),
        title_terms=" ".join(terms(kept.title or "")),
        text_terms=" ".join(words),
        keys=frozenset(witness_keys(kept)),
        shingles=shingled(words) if len(kept.text) <= MANY else None,
    )

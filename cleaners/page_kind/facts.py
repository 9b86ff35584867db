"""What the kind of a page is told by: its address, what it states, its blocks and features."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urlsplit

import numpy as np

from cleaners.features import Features
from cleaners.features.containers import Floats
from cleaners.metadata import Metadata
from cleaners.types import Block

NEWS_TYPES = ("newsarticle", "article", "blogposting", "report")
"""Ends of the types that JSON-LD gives an article."""


@dataclass(frozen=True)
class PageFacts:
    """One page before its kind is told; `features` are None for a page without text."""

    url: str | None
    status: int | None
    metadata: Metadata
    blocks: tuple[Block, ...]
    features: Features | None

    @cached_property
    def path(self) -> str:
        """The path of the address, lower case."""
        try:
            return unquote(urlsplit(self.url or "").path).lower()
        except ValueError:
            return ""

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """The parts of the path."""
        return tuple(part for part in self.path.split("/") if part)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The parts of the host but the last: ("forum", "example")."""
        host = (self.url or "").split("/", 3)[2] if (self.url or "").count("/") > 1 else ""
        return tuple(host.lower().split("@")[-1].split(":")[0].split(".")[:-1])

    @cached_property
    def good(self) -> Floats:
        """1 for each block that reads like text of an article, else 0."""
        return self.features.columns["good"] if self.features else np.zeros(0)

    @cached_property
    def good_words(self) -> int:
        """Words in the blocks that read like text."""
        return int((self.good * self.features.columns["words"]).sum()) if self.features else 0

    @cached_property
    def says_article(self) -> bool:
        """Whether JSON-LD or Open Graph calls the page an article."""
        types = self.metadata.article_types
        return any(name.endswith(NEWS_TYPES) for name in types)

    def names_among(self, words: frozenset[str]) -> frozenset[str]:
        """What of those words the elements around the blocks are called, all together."""
        return _among(set(self.features.table.names) if self.features else (), words)

    def names_of_text_among(self, words: frozenset[str]) -> frozenset[str]:
        """What of those words the elements around the good text are called."""
        if self.features is None:
            return frozenset()
        table, seen = self.features.table, {0}
        for place in np.flatnonzero(self.good).tolist():
            row = table.of_block[place]
            while row not in seen:
                seen.add(row)
                row = table.parent[row]
        return _among({table.names[row] for row in seen}, words)

    @cached_property
    def headline(self) -> str:
        """The title, and what the head says, in one line."""
        return f"{self.metadata.title or ''} \n {self.metadata.stated.head_title or ''}"


def _among(names: Iterable[frozenset[str]], words: frozenset[str]) -> frozenset[str]:
    """What of those words some have; most have none."""
    return frozenset().union(*[own & words for own in names if not own.isdisjoint(words)])

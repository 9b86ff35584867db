"""Whether the article is behind a paywall, and whether its whole text is on the page anyway.

Pages say so for search engines: https://developers.google.com/search/docs/appearance/
structured-data/paywalled-content
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from cleaners.metadata.evidence import Candidate, Evidence
from cleaners.metadata.phrases import element_text
from cleaners.metadata.structured_data import Node, listed, text_of
from cleaners.types import Paywall

MIN_HIDDEN_TEXT = 600
"""Characters in the part that is called closed, from which the text counts as being there."""

_CLOSED = frozenset({"false", "no", "0"})
_LOCKED_TIERS = frozenset({"locked", "premium", "paid", "subscriber", "subscription"})
_SIMPLE_SELECTOR = re.compile(r"\s*([.#])([\w-]+)\s*$")
_BY_NAME = {
    ".": etree.XPath("//*[contains(concat(' ', normalize-space(@class), ' '), $name)]"),
    "#": etree.XPath("//*[@id=$name]"),
}


def weigh_paywall(evidence: Evidence) -> Iterator[Candidate[Paywall]]:
    """What the page says of its access; nothing where it says nothing or is open."""
    source = _closed_by(evidence)
    if source is None:
        return
    for selector in _closed_parts(evidence.article):
        if (length := _text_of_part(evidence, selector)) >= MIN_HIDDEN_TEXT:
            there = f"the closed part {selector!r} has {length} characters"
            yield Candidate("full-text", source, grounds=there)
    yield Candidate("teaser", source)


def _closed_by(evidence: Evidence) -> str | None:
    """Where the page says that it is closed, or None."""
    parts = [evidence.article, *filter(_is_node, listed(evidence.article.get("hasPart")))]
    for part in parts:
        if isinstance(part, Mapping) and _is_closed(part.get("isAccessibleForFree")):
            return "json-ld isAccessibleForFree"
    for tier in evidence.of_meta("article:content_tier", "og:article:content_tier"):
        if tier.value.lower() in _LOCKED_TIERS:
            return tier.source
    return None


def _is_closed(value: object) -> bool:
    if isinstance(value, bool):
        return not value
    text = text_of(value)
    return text is not None and text.rsplit("/", 1)[-1].lower() in _CLOSED


def _is_node(value: object) -> bool:
    return isinstance(value, Mapping)


def _closed_parts(article: Node) -> Iterator[str]:
    for part in listed(article.get("hasPart"))[:10]:
        if isinstance(part, Mapping) and _is_closed(part.get("isAccessibleForFree")):
            for selector in listed(part.get("cssSelector"))[:5]:
                if isinstance(selector, str):
                    yield selector


def _text_of_part(evidence: Evidence, selector: str) -> int:
    """The length of the text that the selector (a class or an id) names on this page."""
    total = 0
    for simple in selector.split(",")[:5]:
        if not (found := _SIMPLE_SELECTOR.match(simple)):
            continue
        name = f" {found[2]} " if found[1] == "." else found[2]
        elements: Any = _BY_NAME[found[1]](evidence.root, name=name)
        total += sum(len(element_text(element) or "") for element in elements[:50])
    return total

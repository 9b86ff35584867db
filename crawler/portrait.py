"""What stored articles look like, in the few numbers that a site's days are compared by."""

from collections.abc import Callable
from math import log

from cleaners.types import Article
from storage import Portrait

FIELDS: dict[str, Callable[[Article], object]] = {
    "title": lambda article: article.title,
    "published_at": lambda article: article.published_at,
    "authors": lambda article: article.authors,
    "description": lambda article: article.description,
    "lead_image": lambda article: article.lead_image,
}
"""What an article may lack."""


def portrait_of(article: Article) -> Portrait:
    """The portrait of one article."""
    kept = len(article.text)
    cut = sum(len(removal.text) for removal in article.removals)
    words = sum(block.words for block in article.blocks)
    return Portrait(
        articles=1,
        log_words=log(words + 1),
        removed=cut / (kept + cut) if kept + cut else 0.0,
        missing={name: 1 for name, value in FIELDS.items() if not value(article)},
        rules_version=article.rules_version,
    )


def together(one: Portrait, other: Portrait) -> Portrait:
    """The portrait of both; of two rules versions, the articles of the later one."""
    if not one.articles or not other.articles or one.rules_version != other.rules_version:
        return other if other.articles else one
    names = [*one.missing, *(name for name in other.missing if name not in one.missing)]
    return Portrait(
        one.articles + other.articles,
        one.log_words + other.log_words,
        one.removed + other.removed,
        {name: one.missing.get(name, 0) + other.missing.get(name, 0) for name in names},
        one.rules_version,
    )

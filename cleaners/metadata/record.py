"""All fields of a page's metadata, read in one go."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import tee
from typing import Any

from cleaners.metadata.authors import weigh_authors
from cleaners.metadata.canonical import weigh_canonical_url
from cleaners.metadata.dates import shown_dates, weigh_modified, weigh_published
from cleaners.metadata.description import weigh_description
from cleaners.metadata.evidence import (
    NOTHING_TOLD,
    Candidate,
    Evidence,
    Told,
    chosen,
    gather,
    value_of,
)
from cleaners.metadata.images import images_of, weigh_lead_image
from cleaners.metadata.language import weigh_declared_language
from cleaners.metadata.paywall import weigh_paywall
from cleaners.metadata.section import weigh_section
from cleaners.metadata.site_name import names_of_site, weigh_site_name
from cleaners.metadata.stated import NOTHING_STATED, Stated, stated_by
from cleaners.metadata.structured_data import text_of, types_of
from cleaners.metadata.tags import weigh_tags
from cleaners.metadata.title import weigh_title
from cleaners.tree import Document
from cleaners.types import Image, Note, Page, Paywall

MAX_BODY = 200_000
"""Characters of a JSON-LD article body that are read."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says about itself; absent fields are None or empty.

    `stated` is what tells of the page's kind. `article_body` is the text that JSON-LD calls the
    article's, as it stands there, `words_stated` how many words JSON-LD says that it has, and
    `article_types` what JSON-LD says the article is ("newsarticle"). `sources`
    maps the name of a field to where it was taken from ("json-ld", "meta og:title").
    """

    title: str | None = None
    description: str | None = None
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    modified_at: datetime | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    declared_language: str | None = None
    canonical_url: str | None = None
    site_name: str | None = None
    lead_image: Image | None = None
    images: tuple[Image, ...] = ()
    paywall: Paywall = "none"
    article_body: str | None = None
    words_stated: int | None = None
    article_types: tuple[str, ...] = ()
    stated: Stated = NOTHING_STATED
    notes: tuple[Note, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)


def read_metadata(document: Document, page: Page, told: Told = NOTHING_TOLD) -> Metadata:
    """Read a page's metadata from its tree, which stays as it is. Raises nothing.

    `told` is what rules for its site find on it.
    """
    evidence = gather(document, page, told)
    candidates = weighed(evidence)
    taken = {name: chosen(found) for name, found in candidates.items()}
    fields: dict[str, Any] = {name: found.value for name, found in taken.items() if found}
    published = taken["published_at"]
    return Metadata(
        **fields,
        images=images_of(evidence, candidates["lead_image"]),
        article_types=tuple(sorted(types_of(evidence.article))),
        stated=stated_by(evidence),
        article_body=_body(evidence.article.get("articleBody")),
        words_stated=_count(evidence.article.get("wordCount")),
        notes=(Note("date-without-zone", published.doubt),)
        if published and published.doubt
        else (),
        sources={name: found.source for name, found in taken.items() if found},
    )


def weighed(evidence: Evidence) -> Mapping[str, Iterable[Candidate[Any]]]:
    """The candidates of each field, the most trustworthy first, found one by one as asked."""
    site = names_of_site(evidence)
    titles = weigh_title(evidence, site)
    shown, again = tee(shown_dates(evidence))
    return {
        "title": titles,
        "description": weigh_description(evidence, value_of(chosen(titles))),
        "authors": weigh_authors(evidence, site),
        "published_at": weigh_published(evidence, shown),
        "modified_at": weigh_modified(evidence, again),
        "section": weigh_section(evidence, site),
        "tags": weigh_tags(evidence, site),
        "declared_language": weigh_declared_language(evidence),
        "canonical_url": weigh_canonical_url(evidence),
        "site_name": weigh_site_name(evidence),
        "lead_image": weigh_lead_image(evidence, site),
        "paywall": weigh_paywall(evidence),
    }


def _body(value: object) -> str | None:
    """The text that JSON-LD gives as the article's: raw, to compare with, never to print."""
    return value[:MAX_BODY] if isinstance(value, str) and value.strip() else None


def _count(value: object) -> int | None:
    """A number of words; None for one that says nothing of an article."""
    number = value if isinstance(value, int) else text_of(value)
    found = str(number).strip()[:10]
    return int(found) if found.isdecimal() and found.isascii() and int(found) else None

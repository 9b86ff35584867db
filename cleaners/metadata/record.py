"""All fields of a page's metadata, read in one go."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cleaners.metadata.authors import find_authors
from cleaners.metadata.canonical import find_canonical_url
from cleaners.metadata.dates import find_modified, find_published
from cleaners.metadata.description import find_description
from cleaners.metadata.evidence import Candidate, gather, value_of
from cleaners.metadata.images import find_images, find_lead_image
from cleaners.metadata.language import find_declared_language
from cleaners.metadata.paywall import find_paywall
from cleaners.metadata.section import find_section
from cleaners.metadata.site_name import find_site_name, names_of_site
from cleaners.metadata.tags import find_tags
from cleaners.metadata.title import find_title
from cleaners.tree import Document
from cleaners.types import Image, Note, Page, Paywall


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says about itself; absent fields are None or empty.

    `sources` maps the name of a field to where it was taken from ("json-ld", "meta og:title").
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
    notes: tuple[Note, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)


def read_metadata(document: Document, page: Page) -> Metadata:
    """Read a page's metadata from its tree, which stays as it is. Raises nothing."""
    evidence = gather(document, page)
    site = names_of_site(evidence)
    title = find_title(evidence, site)
    description = find_description(evidence, value_of(title))
    authors = find_authors(evidence, site)
    published, modified = find_published(evidence), find_modified(evidence)
    section, tags = find_section(evidence, site), find_tags(evidence, site)
    language, canonical = find_declared_language(evidence), find_canonical_url(evidence)
    site_name, lead = find_site_name(evidence), find_lead_image(evidence)
    paywall = find_paywall(evidence)
    taken = {
        "title": title,
        "description": description,
        "authors": authors,
        "published_at": published,
        "modified_at": modified,
        "section": section,
        "tags": tags,
        "declared_language": language,
        "canonical_url": canonical,
        "site_name": site_name,
        "lead_image": lead,
        "paywall": paywall,
    }
    return Metadata(
        title=value_of(title),
        description=value_of(description),
        authors=authors.value if authors else (),
        published_at=value_of(published),
        modified_at=value_of(modified),
        section=value_of(section),
        tags=tags.value if tags else (),
        declared_language=value_of(language),
        canonical_url=value_of(canonical),
        site_name=value_of(site_name),
        lead_image=value_of(lead),
        images=find_images(evidence, value_of(lead)),
        paywall=paywall.value if paywall else "none",
        notes=tuple(_notes(published)),
        sources={name: candidate.source for name, candidate in taken.items() if candidate},
    )


def _notes(published: Candidate[datetime] | None) -> Iterator[Note]:
    if published and published.doubt:
        yield Note("date-without-zone", published.doubt)

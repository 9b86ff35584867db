"""The section that the article stands in: "Politics", "Sport"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from cleaners.metadata.breadcrumb import crumbs
from cleaners.metadata.evidence import Candidate, Evidence
from cleaners.metadata.phrases import letters
from cleaners.metadata.site_name import SiteNames
from cleaners.metadata.structured_data import Node, listed, text_of
from cleaners.metadata.words import word_group

MAX_SECTION = 60
MIN_TITLE = 15
"""Letters of a crumb that is told to be the title by standing in it."""

_JOINED = re.compile(r"\s*,(?=\S)\s*")
_LISTED = re.compile(r"\s*,\s*")
_TEMPLATE = re.compile(r"[{}<>\[\]]")
"""What is left of a template that was not filled in."""

_NAMES = ("article:section", "og:article:section", "parsely-section", "sailthru.section")
_MORE = ("dc.subject.section", "section", "cxenseparse:section", "category")


def weigh_section(evidence: Evidence, site: SiteNames) -> Iterator[Candidate[str]]:
    """The stated sections; one must be a name: short, no URL, not the site's."""
    for candidate in _candidates(evidence):
        names = _split(candidate.value)
        fit = next((name for name in names if _no_name(name, site) is None), names[0])
        refused = _no_name(fit, site)
        yield replace(candidate, value=fit, refused=refused)


def _split(text: str) -> list[str]:
    """The sections that a statement joins with commas; a name may have one of its own.

    >>> _split("Culture,Concerts"), _split("Region, News, Sport"), _split("Waste, Fraud & Abuse")
    (['Culture', 'Concerts'], ['Region', 'News', 'Sport'], ['Waste, Fraud & Abuse'])
    """
    if text.count(", ") > 1 and "&" not in text:
        return [name for name in _LISTED.split(text) if name] or [text]
    return [name for name in _JOINED.split(text) if name] or [text]


def _no_name(text: str, site: SiteNames) -> str | None:
    if len(text) > MAX_SECTION:
        return "it is too long for a name"
    if "://" in text or not any(map(str.isalpha, text)) or _TEMPLATE.search(text):
        return "it is no name"
    if text.casefold() in word_group("topics", "no_section"):
        return "it is what stands where no section was chosen"
    return "it is the name of the site" if site.has(text) else None


def section_names(evidence: Evidence) -> set[str]:
    """All names of sections that the page states; they often stand behind titles."""
    names = {c.value for c in chain(_stated(evidence), evidence.of_meta(*_MORE))}
    for node in evidence.data.of_type("breadcrumblist"):
        names.update(_crumbs(node))
    return {name for name in names if len(name) <= MAX_SECTION}


def _candidates(evidence: Evidence) -> Iterator[Candidate[str]]:
    yield from _stated(evidence)
    if crumb := _last_section(evidence, list(crumbs(evidence))):
        yield Candidate(crumb, "breadcrumb above the heading")
    yield from evidence.of_meta(*_MORE)


def _stated(evidence: Evidence) -> Iterator[Candidate[str]]:
    for value in listed(evidence.article.get("articleSection")):
        if text := text_of(value):
            yield Candidate(text, "json-ld")
    yield from evidence.of_meta(*_NAMES)
    for node in evidence.data.of_type("breadcrumblist"):
        if crumb := _last_section(evidence, _crumbs(node)):
            yield Candidate(crumb, "json-ld BreadcrumbList")


def _crumbs(breadcrumb: Node) -> list[str]:
    """The names of a breadcrumb, from the site's root to the page."""
    items = listed(breadcrumb.get("itemListElement"))[:20]
    nodes = [item for item in items if isinstance(item, dict)]
    named = [text_of(node.get("name")) or text_of(node.get("item")) for node in nodes]
    return [name for name in named if name]


def _last_section(evidence: Evidence, names: list[str]) -> str | None:
    """The crumb before the article's own title, if it is not the first (the site's root)."""
    headline = text_of(evidence.article.get("headline")) or evidence.head_title or ""
    title = letters(headline)
    while names and (len(names[-1]) > MAX_SECTION or _is_title(letters(names[-1]), title)):
        names.pop()
    return names[-1] if len(names) > 1 else None


def _is_title(crumb: str, title: str) -> bool:
    """Whether a crumb is the title or its beginning; a short one may be a word of it by chance."""
    return crumb == title or (len(crumb) >= MIN_TITLE and crumb[:30] in title[:60])

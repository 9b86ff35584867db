"""The address that the page itself calls the right one; only of its own site."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from cleaners.metadata.evidence import Candidate, Evidence
from cleaners.metadata.phrases import plain
from cleaners.urls import normalise_url, site_of


def weigh_canonical_url(evidence: Evidence) -> Iterator[Candidate[str]]:
    """The stated addresses; one holds if it is of this site, and no root where the page is none."""
    address = evidence.page.address
    for candidate in _candidates(evidence):
        url = normalise_url(candidate.value, address)
        if url is None:
            yield replace(candidate, refused="it is no address of a web page")
        else:
            yield Candidate(url, candidate.source, refused=_unbelievable(url, address))


def _candidates(evidence: Evidence) -> Iterator[Candidate[str]]:
    for href in evidence.canonical:
        if text := plain(href):
            yield Candidate(text, "link canonical")
    yield from evidence.of_meta("og:url")
    for key in ("url", "mainEntityOfPage"):
        value = evidence.article.get(key)
        if isinstance(value, dict):
            value = value.get("@id")
        if isinstance(value, str) and "://" in value:
            yield Candidate(value, "json-ld")


def _unbelievable(url: str, address: str | None) -> str | None:
    if address is None or url == address:
        return None
    if site_of(url) != site_of(address):
        return "it is of another site"
    if _is_root(url) and not _is_root(address):
        return "it is the front page"
    return None


def _is_root(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query

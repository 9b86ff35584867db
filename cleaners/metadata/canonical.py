"""The address that the page itself calls the right one; only of its own site."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from cleaners.metadata.evidence import Candidate, Evidence
from cleaners.metadata.phrases import plain
from cleaners.urls import normalise_url, site_of


def find_canonical_url(evidence: Evidence) -> Candidate[str] | None:
    """The first stated address that is of this site, and not its root while the page is none."""
    address = evidence.page.address
    for candidate in _candidates(evidence):
        url = normalise_url(candidate.value, address)
        if url and _believable(url, address):
            return Candidate(url, candidate.source)
    return None


def _candidates(evidence: Evidence) -> Iterator[Candidate[str]]:
    for href in evidence.rel.get("canonical", ()):
        if text := plain(href):
            yield Candidate(text, "link canonical")
    yield from evidence.of_meta("og:url")
    for key in ("url", "mainEntityOfPage"):
        value = evidence.article.get(key)
        if isinstance(value, dict):
            value = value.get("@id")
        if isinstance(value, str) and "://" in value:
            yield Candidate(value, "json-ld")


def _believable(url: str, address: str | None) -> bool:
    if address is None:
        return True
    if site_of(url) != site_of(address):
        return False
    return not _is_root(url) or _is_root(address)


def _is_root(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query

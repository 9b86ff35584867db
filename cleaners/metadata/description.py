"""The page's own summary of the article."""

from collections.abc import Iterator

from cleaners.metadata.evidence import Candidate, Evidence
from cleaners.metadata.phrases import letters
from cleaners.metadata.structured_data import text_of

MIN_DESCRIPTION = 20
"""Letters; what is shorter is a label or a placeholder."""

_NAMES = ("og:description", "description", "twitter:description", "dc.description")


def find_description(evidence: Evidence, title: str | None) -> Candidate[str] | None:
    """The first summary that says something beyond the title."""
    said = letters(title or "")
    for candidate in _candidates(evidence):
        words = letters(candidate.value)
        if len(words) >= MIN_DESCRIPTION and words != said:
            return candidate
    return None


def _candidates(evidence: Evidence) -> Iterator[Candidate[str]]:
    if text := text_of(evidence.article.get("description")):
        yield Candidate(text, "json-ld")
    yield from evidence.of_meta(*_NAMES)

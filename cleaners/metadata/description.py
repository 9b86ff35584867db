"""The page's own summary of the article."""

from collections.abc import Iterator
from dataclasses import replace

from cleaners.metadata.evidence import Candidate, Evidence
from cleaners.metadata.phrases import letters
from cleaners.metadata.structured_data import text_of

MIN_DESCRIPTION = 20
"""Letters; what is shorter is a label or a placeholder."""

_NAMES = ("og:description", "description", "twitter:description", "dc.description")


def weigh_description(evidence: Evidence, title: str | None) -> Iterator[Candidate[str]]:
    """The summaries, the most trustworthy first; one must say something beyond the title."""
    said = letters(title or "")
    for candidate in _candidates(evidence):
        words = letters(candidate.value)
        if len(words) < MIN_DESCRIPTION:
            candidate = replace(candidate, refused="it is too short")
        elif words == said:
            candidate = replace(candidate, refused="it says what the title says")
        yield candidate


def _candidates(evidence: Evidence) -> Iterator[Candidate[str]]:
    if text := text_of(evidence.article.get("description")):
        yield Candidate(text, "json-ld")
    yield from evidence.of_meta(*_NAMES)

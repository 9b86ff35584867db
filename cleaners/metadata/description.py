"""The page's own summary of the article."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cleaners.metadata.evidence import Candidate, Evidence
from cleaners.metadata.phrases import letters
from cleaners.metadata.structured_data import text_of

MIN_DESCRIPTION = 20
"""Letters; what is shorter is a label or a placeholder."""

MIN_SHARED = 25
"""Letters with which a summary that was cut off and a longer one begin."""

_NAMES = ("og:description", "description", "twitter:description", "dc.description")


def weigh_description(evidence: Evidence, title: str | None) -> Iterator[Candidate[str]]:
    """The summaries, the most trustworthy first; one must say something beyond the title."""
    said = letters(title or "")
    found = tuple(_candidates(evidence))
    for candidate in found:
        words = letters(candidate.value)
        if len(words) < MIN_DESCRIPTION:
            candidate = replace(candidate, refused="it is too short")
        elif words == said:
            candidate = replace(candidate, refused="it says what the title says")
        elif _goes_on(candidate.value, found):
            candidate = replace(candidate, refused="it is cut off, and another one goes on")
        yield candidate


def _goes_on(text: str, found: Sequence[Candidate[str]]) -> bool:
    """Whether a summary ends in dots, and another begins like it and ends in none."""
    if not _is_cut_off(text) or len(begun := letters(text.rsplit(" ", 1)[0])) < MIN_SHARED:
        return False
    whole = (other.value for other in found if not _is_cut_off(other.value))
    return any(letters(other).startswith(begun) for other in whole)


def _is_cut_off(text: str) -> bool:
    return text.rstrip("]) ").endswith(("…", "..."))


def _candidates(evidence: Evidence) -> Iterator[Candidate[str]]:
    if text := text_of(evidence.article.get("description")):
        yield Candidate(text, "json-ld")
    yield from evidence.of_meta(*_NAMES)

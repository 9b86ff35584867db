"""The language of a text, as an ISO 639-1 code: from the text itself, the page's word beside it."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from cleaners.metadata.evidence import Candidate, Evidence
from cleaners.metadata.structured_data import text_of

MAX_TEXT = 800
"""Characters that are looked at; more of them change the answer on no page that we know."""

SURE = 0.9
"""Probability from which the text alone decides; below it, what the page declares counts too."""

DECLARED_IS_POSSIBLE = 0.02
MIN_LETTERS = 20
"""Letters below which only the declared language is believed."""

_DIGITS = re.compile(r"\d+")
_CODE = re.compile(r"([a-z]{2})(?:[-_].*)?$")
_SAME = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "ji": "yi", "sh": "sr"}
_WIDER = {"yue": "zh", "wuu": "zh", "arz": "ar", "ary": "ar", "pcm": "en", "uzs": "uz", "kik": "ki"}
"""What the model tells apart and ISO 639-1 doesn't; its other three-letter codes are passed by."""

_NAMES = (
    "og:locale",
    "http-equiv:content-language",
    "content-language",
    "language",
    "dc.language",
)
_SIBLINGS = (frozenset({"bs", "hr", "sr"}), frozenset({"id", "ms"}), frozenset({"da", "no"}))
"""Written so alike that the page's own word counts more than a letter statistic."""


def language_of(text: str, declared: str | None = None) -> str | None:
    """The language of the text; `declared` (any tag, "pt-BR") decides where the text is unsure.

    >>> language_of("Der Stadtrat hat am Montag den neuen Haushalt beschlossen.", "en")
    'de'
    """
    said = language_code(declared)
    sample = _DIGITS.sub("", text[: 2 * MAX_TEXT])[:MAX_TEXT]
    if sum(map(str.isalpha, sample)) < MIN_LETTERS:
        return said
    likely = _likely(sample)
    if not likely:
        return said
    best = max(likely, key=likely.__getitem__)
    if said is None or said == best:
        return best
    if any({said, best} <= siblings for siblings in _SIBLINGS):
        return said
    unsure = likely[best] < SURE and likely.get(said, 0.0) >= DECLARED_IS_POSSIBLE
    return said if unsure else best


def language_code(tag: str | None) -> str | None:
    """The ISO 639-1 code of a language tag, or None.

    >>> language_code("pt-BR"), language_code("nb_NO"), language_code("x-default")
    ('pt', 'no', None)
    """
    found = _CODE.match((tag or "").strip().lower())
    return _SAME.get(found[1], found[1]) if found else None


def weigh_declared_language(evidence: Evidence) -> Iterator[Candidate[str]]:
    """What the page declares: on <html>, in JSON-LD, or in its meta tags."""
    said = [
        (evidence.html_lang, "<html lang>"),
        (text_of(evidence.article.get("inLanguage")), "json-ld"),
    ]
    said += [(c.value, c.source) for c in evidence.of_meta(*_NAMES)]
    for value, source in said:
        if code := language_code(value):
            yield Candidate(code, source)


def _likely(sample: str) -> dict[str, float]:
    """The probability of each language by its two-letter code."""
    likely: dict[str, float] = {}
    codes = _codes()
    for label, probability in _identifier().rank(sample):
        if code := codes[label]:
            likely[code] = likely.get(code, 0.0) + probability
    return likely


@cache
def _codes() -> Mapping[str, str | None]:
    """The ISO 639-1 code of each language that the model tells apart; None where it has none."""
    labels = _identifier().nb_classes
    codes = {label: _SAME.get(label, _WIDER.get(label, label)) for label in labels}
    return {label: code if len(code) == 2 else None for label, code in codes.items()}


@cache
def _identifier() -> Any:
    """The model, loaded when it is first asked (0.1 s, 5 MB)."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

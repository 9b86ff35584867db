"""The heading beside which bylines and dates stand: not always the first, nor always a heading."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from cleaners.metadata.phrases import element_text, letters

MAX_LESSER = 200
"""Headings below the first level among which the title is looked for."""

MAX_PLAIN = 5_000
"""Elements without any meaning among which it is looked for where no heading is the title."""

MIN_SAID = 10
"""Letters of a heading that can be recognised in a title."""

MAX_LINE = 300
"""Characters of a line that can be a heading."""

_PLAIN = ("b", "strong", "font", "big", "div", "span", "p", "td", "center")


def find_anchor(
    root: Any, headings: Sequence[Any], texts: Sequence[str | None], titles: Iterable[str]
) -> Any:
    """The first h1 that the page's head confirms, else the first; a lesser one if there is none.

    `headings` are the h1s and `texts` what they say, `titles` what the head says. Where no
    heading is confirmed, a plain line may be: old pages write titles in bold.
    """
    if len(headings) == 1:
        return headings[0]
    known = [title for title in map(letters, titles) if len(title) >= MIN_SAID]
    lesser: list[Any] = [] if headings else list(islice(root.iter("h2", "h3", "h4"), MAX_LESSER))
    said = zip(headings, texts, strict=True) if headings else _with_texts(lesser)
    for heading, text in said:
        if _is_said(text, known):
            return heading
    if headings:
        return headings[0]
    plain = next((e for e in _lines(root) if _is_said(e.text, known)), None) if known else None
    return next((h for h in lesser if h.tag == "h2"), None) if plain is None else plain


def _with_texts(elements: Iterable[Any]) -> Iterator[tuple[Any, str | None]]:
    return ((element, element_text(element)) for element in elements)


def _is_said(text: str | None, known: Sequence[str]) -> bool:
    """Whether a heading says what the head says, but for a kicker or the site's name."""
    said = letters(text or "")
    return len(said) >= MIN_SAID and any(said in title or title in said for title in known)


def _lines(root: Any) -> Iterator[Any]:
    """The elements whose own text is as long as a heading's."""
    for element in islice(root.iter(*_PLAIN), MAX_PLAIN):
        if (text := element.text) and MIN_SAID <= len(text) <= MAX_LINE and not text.isspace():
            yield element

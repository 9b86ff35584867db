"""Whether the day that stands somewhere on a page is told to be that of a change."""

import re
from functools import cache
from typing import Any

from cleaners.metadata.phrases import element_text
from cleaners.metadata.words import words
from cleaners.tree import normalise

MAX_LABEL = 40
"""Characters of a label before a day ("Last updated on")."""


def tells_change(element: Any) -> bool:
    """Whether an element's text, or what stands before it in its line, says "updated"."""
    return says_changed(_beginning(element)) or says_changed(_before(element))


def _beginning(element: Any) -> str:
    """The first text of an element, or that of its first child."""
    if (text := element.text) and not text.isspace():
        return str(text)
    child = next(iter(element), None)
    return "" if child is None or not isinstance(child.tag, str) else child.text or ""


def _before(element: Any) -> str:
    """The text before an element in its parent, or the label in the element before it."""
    before, parent = element.getprevious(), element.getparent()
    if before is None:
        return "" if parent is None else parent.text or ""
    if (tail := before.tail) and not tail.isspace():
        return str(tail)
    if not isinstance(before.tag, str):
        return ""
    text = element_text(before) or ""
    return text if len(text) <= MAX_LABEL and not any(map(str.isdigit, text)) else ""


def says_changed(text: str) -> bool:
    """Whether a text begins with words for a change.

    >>> says_changed(" Last updated: "), says_changed("Updates from the town")
    (True, False)
    """
    text = normalise(text[: 4 * MAX_LABEL])
    return bool(text) and bool(_changed().match(text))


@cache
def _changed() -> re.Pattern[str]:
    spelled = sorted(words("dates", "changed"), key=len, reverse=True)
    joined = "|".join(map(re.escape, spelled))
    return re.compile(rf"[^\w]*(?:{joined})(?![^\W\d_])", re.IGNORECASE)

"""The way from the front page to the article, as the page shows it above the heading."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from cleaners.lexicon import matches
from cleaners.metadata.evidence import Evidence
from cleaners.metadata.phrases import element_text, letters
from cleaners.metadata.site_name import leads_home

MAX_CLIMB = 5
"""Elements out of the heading beside which a breadcrumb is looked for."""

MAX_BESIDE = 6
MAX_CRUMBS = 6
MAX_TEXT = 300


def crumbs(evidence: Evidence) -> tuple[str, ...]:
    """The names of a breadcrumb above the heading, from the front page on; empty without one.

    It begins with a link home, and ends with the title or is called a breadcrumb: a menu does
    neither.
    """
    heading = evidence.anchor
    title = letters("" if heading is None else element_text(heading) or "")
    for element in _above(heading):
        links = list(islice(element.iter("a"), MAX_CRUMBS + 1))
        if not 2 <= len(links) <= MAX_CRUMBS:
            continue
        text = element_text(element) or ""
        if len(text) > MAX_TEXT or not (_is_named(element) or _ends_with(text, title)):
            continue
        names = [element_text(link) or "" for link in links]
        if leads_home(links[0].get("href", ""), evidence.page.address) or matches(names[0], "home"):
            return tuple(n for n in names if n[:1].isalpha() and letters(n) != title)
    return ()


def _above(heading: Any) -> Iterator[Any]:
    """What stands before the heading, the nearest first, and before what holds it."""
    node = heading
    for _ in range(MAX_CLIMB):
        if node is None or node.tag == "body":
            return
        yield from islice(node.itersiblings("*", preceding=True), MAX_BESIDE)
        node = node.getparent()


def _is_named(element: Any) -> bool:
    names = [element, *islice(element.iter("*"), 1, 4)]
    return any("crumb" in f"{e.get('class', '')} {e.get('id', '')}".lower() for e in names)


def _ends_with(text: str, title: str) -> bool:
    return len(title) >= 10 and letters(text).endswith(title)

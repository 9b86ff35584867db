"""Elements of the page, and where they stand: with the article, or in what surrounds it."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from cleaners.metadata.words import words

MAX_CLIMB = 40
"""Elements that are looked at on the way out; deeper nesting says nothing new."""

_FURNITURE_TAGS = frozenset({"aside", "nav", "footer"})


def find(path: etree.XPath, root: Any, limit: int) -> list[Any]:
    """The first elements that an XPath finds, in the order of the page.

    The path should be one step along `descendant`: libxml2 sorts what unions and steps back find,
    which takes seconds where many siblings match.
    """
    found: Any = path(root)
    return list(found[:limit])


def around(element: Any) -> frozenset[Any]:
    """The element and all elements around it."""
    return frozenset() if element is None else frozenset([element, *element.iterancestors()])


def in_furniture(element: Any, article: frozenset[Any]) -> bool:
    """Whether the element stands in an aside, a menu, or something named like furniture.

    `article` are the elements around the article's heading: they are no furniture, whatever they
    are called ("with-sidebar"), and nothing beyond them is asked.
    """
    node = element
    for _ in range(MAX_CLIMB):
        if node is None or node in article or node.tag in ("body", "html"):
            return False
        if node.tag in _FURNITURE_TAGS or _named(node, "furniture"):
            return True
        node = node.getparent()
    return False


def is_named(element: Any, *lists: str) -> bool:
    """Whether the class or id of an element has a word of one of these lists in it."""
    return any(_named(element, name) for name in lists)


def _named(element: Any, words_of: str) -> bool:
    named = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return len(named) > 1 and any(word in named for word in words("markup", words_of))


def behind(element: Any, limit: int) -> Iterator[Any]:
    """The elements that follow in the page, children first, at most that many."""
    node = element
    for _ in range(limit):
        step = node[0] if len(node) else node.getnext()
        while step is None:
            node = node.getparent()
            if node is None:
                return
            step = node.getnext()
        node = step
        yield node

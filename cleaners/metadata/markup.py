"""Elements of the page, and where they stand: with the article, or in what surrounds it."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any, Literal

from cleaners.metadata.words import word_group, words

Speaks = Literal["author", "marked author", "date", "marked date"]
"""What the names of an element speak of; "marked" where it is said for machines."""

MAX_CLIMB = 40
"""Elements that are looked at on the way out; deeper nesting says nothing new."""

MAX_ELEMENTS = 50_000
"""Elements whose names are read; the longest of 3,700 pages had 24,000."""

MAX_NAMED = 80
"""Elements of a kind that are kept."""

_FURNITURE_TAGS = frozenset({"aside", "nav", "footer"})
_CLASSES: dict[Speaks, re.Pattern[str]] = {
    "author": re.compile("uthor|yline|writer|eporter"),
    "marked date": re.compile("ublish|osted"),
    "date": re.compile("date|Date|time|meta|yline"),
}
_ANY_CLASS = re.compile("|".join(parts.pattern for parts in _CLASSES.values()))
_ITEMS: dict[str, Speaks] = {
    "author": "marked author",
    "creator": "marked author",
    "datePublished": "marked date",
}


class Markup:
    """The elements of a page by what their names speak of, read when first asked.

    `heading` is the article's: what holds it is no furniture, whatever it is called
    ("with-sidebar"), and nothing beyond is asked.
    """

    def __init__(self, root: Any, heading: Any = None) -> None:
        self._root = root
        around = [] if heading is None else [heading, *heading.iterancestors()]
        self._furniture: dict[Any, bool] = dict.fromkeys(around, False)
        self._speaking: Mapping[Speaks, list[Any]] | None = None

    def speaking(self, of: Speaks) -> list[Any]:
        """The first elements whose class or mark speaks of that, in the order of the page."""
        if self._speaking is None:
            self._speaking = _read_names(self._root)
        return self._speaking[of]

    def author_links(self) -> Iterator[Any]:
        """The links that are marked as leading to an author, or whose path says so."""
        for link in islice(self._root.iter("a"), MAX_ELEMENTS):
            if "author" in link.get("rel", "").split() or _leads_to_author(link.get("href", "")):
                yield link

    def in_furniture(self, element: Any) -> bool:
        """Whether an element stands in an aside, a menu, or something named like furniture."""
        known = self._furniture
        path: list[Any] = []
        node, answer = element, False
        while node is not None and len(path) < MAX_CLIMB:
            if node in known:
                answer = known[node]
                break
            path.append(node)
            tag = node.tag
            if tag in ("body", "html"):
                break
            if tag in _FURNITURE_TAGS or is_named(node, "furniture"):
                answer = True
                break
            node = node.getparent()
        known.update(dict.fromkeys(path, answer))
        return answer


def _read_names(root: Any) -> Mapping[Speaks, list[Any]]:
    """One walk over all elements."""
    found: dict[Speaks, list[Any]] = {"marked author": [], "date": [], "author": []}
    found["marked date"] = []
    for element in islice(root.iter("*"), MAX_ELEMENTS):
        if class_ := element.get("class"):
            for kind in _kinds(class_):
                found[kind].append(element)
        if (item := element.get("itemprop")) and (kind_ := _ITEMS.get(item)):
            found[kind_].append(element)
    return {kind: elements[:MAX_NAMED] for kind, elements in found.items()}


@lru_cache(maxsize=8_192)
def _kinds(class_: str) -> tuple[Speaks, ...]:
    """What a class attribute speaks of; the pages of a site share most of theirs."""
    if not _ANY_CLASS.search(class_):
        return ()
    return tuple(kind for kind, parts in _CLASSES.items() if parts.search(class_))


def _leads_to_author(href: str) -> bool:
    """Whether a path names an author's page ("/authors/ana-silva").

    >>> _leads_to_author("/authors/ana-silva"), _leads_to_author("/authority/news")
    (True, False)
    """
    return "/" in href and not word_group("markup", "author_paths").isdisjoint(
        href.lower().split("/")[:-1]
    )


def is_named(element: Any, *lists: str) -> bool:
    """Whether the class or id of an element has a word of one of these lists in it."""
    class_, id_ = element.get("class"), element.get("id")
    if not class_ and not id_:
        return False
    return any(_has_word(class_ or "", id_ or "", name) for name in lists)


@lru_cache(maxsize=4_096)
def _has_word(class_: str, id_: str, words_of: str) -> bool:
    named = f"{class_} {id_}".lower()
    return any(word in named for word in words("markup", words_of))


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

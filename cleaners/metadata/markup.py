"""Elements of the page, and where they stand: with the article, or in what surrounds it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import Any, Literal

from cleaners.metadata.words import word_group, words

Speaks = Literal["author", "marked author", "author link", "date", "marked date"]
"""What the names of an element speak of; "marked" where it is said for machines."""

MAX_CLIMB = 40
"""Elements that are looked at on the way out; deeper nesting says nothing new."""

MAX_ELEMENTS = 2_000
"""Elements whose names are read: bylines and dates stand near the heading."""

MAX_NAMED = 80
"""Elements of a kind that are looked at."""

ABOVE_HEADING = 3
"""Elements out of the heading from which on names are read first: what holds its bylines."""

_FURNITURE_TAGS = frozenset({"aside", "nav", "footer"})
_CLASSES: dict[Speaks, tuple[str, ...]] = {
    "author": ("uthor", "yline", "writer", "eporter"),
    "marked date": ("ublish", "osted"),
    "date": ("date", "Date", "time", "meta", "yline"),
}
_ANY_CLASS = tuple({part: None for parts in _CLASSES.values() for part in parts})
_ITEMS: dict[str, Speaks] = {
    "author": "marked author",
    "creator": "marked author",
    "datePublished": "marked date",
}


class Markup:
    """The elements of a page by what their names speak of, read as far as they are asked for.

    `heading` is the article's: what holds it is no furniture, whatever it is called
    ("with-sidebar"), and nothing beyond is asked. What stands with it or behind comes first.
    """

    def __init__(self, root: Any, heading: Any = None) -> None:
        around = [] if heading is None else [heading, *heading.iterancestors()]
        self._furniture: dict[Any, bool] = dict.fromkeys(around, False)
        self._seen: list[tuple[Any, tuple[Speaks, ...]]] = []
        self._rest = _speaking(islice(_from_heading(root, around), MAX_ELEMENTS))

    def speaking(self, *of: Speaks) -> Iterator[Any]:
        """The first elements whose class, mark or address speaks of one of these."""
        return islice(self._all_speaking(frozenset(of)), MAX_NAMED)

    def _all_speaking(self, of: frozenset[Speaks]) -> Iterator[Any]:
        place = 0
        while True:
            if place == len(self._seen):
                found = next(self._rest, None)
                if found is None:
                    return
                self._seen.append(found)
            element, kinds = self._seen[place]
            place += 1
            if not of.isdisjoint(kinds):
                yield element

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


def _from_heading(root: Any, around: Sequence[Any]) -> Iterator[Any]:
    """All elements: from a little above the heading on, then those before it."""
    outer = [element for element in around if element.tag not in ("html", "body")]
    if not outer:
        yield from root.iter("*")
        return
    start = outer[: ABOVE_HEADING + 1][-1]
    yield from start.iter("*")
    node = start
    while node is not None:
        for sibling in node.itersiblings("*"):
            yield from sibling.iter("*")
        node = node.getparent()
    for element in root.iter("*"):
        if element is start:
            return
        yield element


def _speaking(elements: Iterable[Any]) -> Iterator[tuple[Any, tuple[Speaks, ...]]]:
    """The elements that speak of anything, with what they speak of."""
    for element in elements:
        get = element.get
        class_ = get("class")
        kinds = _kinds(class_) if class_ else ()
        if (item := get("itemprop")) and item in _ITEMS:
            kinds = (*kinds, _ITEMS[item])
        if element.tag == "a" and _leads_to_author(element):
            kinds = (*kinds, "author link")
        if kinds:
            yield element, kinds


@lru_cache(maxsize=8_192)
def _kinds(class_: str) -> tuple[Speaks, ...]:
    """What a class attribute speaks of; the pages of a site share most of theirs."""
    holds = class_.__contains__
    if not any(map(holds, _ANY_CLASS)):
        return ()
    return tuple([kind for kind, parts in _CLASSES.items() if any(map(holds, parts))])


def _leads_to_author(link: Any) -> bool:
    """Whether a link is marked as the author's, or its path says so ("/authors/ana-silva")."""
    segments = link.get("href", "").rsplit("/", 3)[-3:-1]
    if segments and not word_group("markup", "author_paths").isdisjoint(segments):
        return True
    rel = link.get("rel")
    return rel is not None and "author" in rel.split()


def is_named(element: Any, *lists: str) -> bool:
    """Whether the class or id of an element has a word of one of these lists in it."""
    class_, id_ = element.get("class"), element.get("id")
    if not class_ and not id_:
        return False
    return any(_has_word(class_ or "", id_ or "", name) for name in lists)


@lru_cache(maxsize=4_096)
def _has_word(class_: str, id_: str, words_of: str) -> bool:
    named = f"{class_} {id_}".lower()
    if words_of == "furniture":
        for word in words("markup", "no_furniture"):
            named = named.replace(word, "")
    return any(map(named.__contains__, words("markup", words_of)))


def behind(element: Any, limit: int) -> Iterator[Any]:
    """The elements that follow in the page, children first, at most that many."""
    after = (node.itersiblings() for node in chain((element,), element.iterancestors()))
    following = (node.iter() for siblings in after for node in siblings)
    return islice(chain(element.iterdescendants(), chain.from_iterable(following)), limit)

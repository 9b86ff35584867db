"""What an element does to the text in it, by its tag, its attributes and its place."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal

from cleaners.making import maker
from cleaners.tree import NO_TEXT
from cleaners.types import BlockKind, Container

BLOCK_LEVEL = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt"
    " fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 header hgroup hr html"
    " iframe input label legend li main menu nav noscript ol optgroup option p pre search section"
    " select summary table tbody td textarea tfoot th thead title tr ul video audio object".split()
)
_CELLS = ("td", "th")
_PICTURES = ("img", "amp-img")
_INLINE = (
    "abbr acronym bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span"
    " strike sub sup time tt u var wbr path svg source use g meta link"
).split()
"""Tags that are met often and do nothing."""

_PARAGRAPHS = frozenset("p h1 h2 h3 h4 h5 h6 li td th dt dd figcaption caption a span em".split())
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
MAX_NAMES = 200
"""Names in one attribute of an element that are read; what has more is data."""

_CELL_LIMIT = 200
"""Characters in a table cell; a cell with more is layout, not data."""

_FALLBACK = "whose text is shown only where a browser does not know it"
SELDOM_SHOWN: Mapping[str, str] = {
    "noscript": "shown only without JavaScript",
    "dialog": "not open",
    **dict.fromkeys(("audio", "video", "canvas", "iframe", "meter", "progress"), _FALLBACK),
    "datalist": "shown only while one types",
}
"""Elements that are there and not shown, and why."""

Role = Literal["", "block", "row", "cell", "link", "bold", "picture", "break", "code", "unknown"]
ROLES: Mapping[str, Role] = {
    **dict.fromkeys(_INLINE, ""),
    **dict.fromkeys(BLOCK_LEVEL, "block"),
    "tr": "row",
    **dict.fromkeys(_CELLS, "cell"),
    **dict.fromkeys(NO_TEXT, "code"),
    **dict.fromkeys(_PICTURES, "picture"),
    "a": "link",
    "b": "bold",
    "strong": "bold",
    "br": "break",
}
"""What an element does by its tag; one of another tag is "unknown"."""

_KINDS: Mapping[str, tuple[BlockKind, int | None]] = {
    "li": ("list-item", None),
    "dt": ("list-item", None),
    "dd": ("list-item", None),
    "blockquote": ("quote", None),
    "pre": ("preformatted", None),
    "figcaption": ("caption", None),
    "caption": ("caption", None),
    **{f"h{level}": ("heading", level) for level in range(1, 7)},
    **dict.fromkeys(("article", "main", "section", "td"), ("paragraph", None)),
}
_make_container = maker(Container)


class Opened:
    """The block-level elements that are open; a `Container` is made when a block stands in one.

    `said` is what a block in them is, by the innermost element that says so: its kind and level.
    """

    __slots__ = ("_containers", "_elements", "_said", "said")

    def __init__(self) -> None:
        self._elements: list[Any] = []
        self._containers: list[Container] = []
        self._said: list[tuple[BlockKind, int | None]] = []
        self.said: tuple[BlockKind, int | None] = ("paragraph", None)

    def open(self, tag: str, element: Any) -> None:
        """An element begins."""
        self._elements.append(element)
        self._said.append(self.said)
        if tag in _KINDS:
            self.said = _KINDS[tag]

    def close(self) -> None:
        """The innermost element ends, if one is open."""
        elements = self._elements
        if elements:
            elements.pop()
            self.said = self._said.pop()
            if len(self._containers) > len(elements):
                self._containers.pop()

    def container(self) -> Container | None:
        """The container of the innermost element, with those around it."""
        elements, made = self._elements, self._containers
        around = made[-1] if made else None
        if len(made) == len(elements):
            return around
        for place in range(len(made), len(elements)):
            around = _container(elements[place], around)
            made.append(around)
        return around


def _container(element: Any, around: Container | None) -> Container:
    get, tag = element.get, element.tag
    class_, id_ = get("class", ""), get("id", "")
    names = _names(tag, class_, get("role", ""), get("itemprop", ""))
    if id_:
        names = names.union(id_.lower().split())
    return _make_container(tag, class_, id_, names, around)


@lru_cache(maxsize=4_096)
def _names(tag: str, *attributes: str) -> frozenset[str]:
    """The tag, every token of the attributes, and each word in one: {"share-bar", "share"}."""
    lowered = " ".join([_beginning(one) if len(one) > MAX_NAMES else one for one in attributes])
    lowered = lowered.lower()
    words = lowered.replace("-", " ").replace("_", " ").split()
    words = words if "".join(words).isalnum() else _WORD.findall(lowered)
    return frozenset((tag, *lowered.split(), *words))


def _beginning(attribute: str) -> str:
    """An attribute as far as its names are read."""
    names = attribute.split(None, MAX_NAMES)
    return attribute if len(names) < MAX_NAMES else " ".join(names[:MAX_NAMES])


def is_block(element: Any) -> bool:
    """Whether an element of no known tag is block-level: custom ones, but within a paragraph."""
    if "-" not in element.tag:
        return False
    parent = element.getparent()
    return parent is not None and parent.tag not in _PARAGRAPHS


def why_hidden(element: Any) -> str | None:
    """Why an element is not shown, or None (HTML Standard, 6.12 and 15.3.1)."""
    if (seldom := SELDOM_SHOWN.get(element.tag)) and not (
        element.tag == "dialog" and element.get("open") is not None
    ):
        return f"{element.tag}, {seldom}"
    if element.get("popover") is not None:
        return "popover, shown only when asked for"
    if element.get("hidden", "until-found") != "until-found":
        return "attribute hidden"
    style = element.get("style")
    if style and (match := _HIDDEN_STYLE.search(style)):
        return f"style {match[0]}"
    return None


def is_data_row(row: Any) -> bool:
    """Whether a table row holds data: two cells or more, short, without blocks in them."""
    cells = 0
    for element in row.iterdescendants():
        role = ROLES.get(element.tag)
        if role == "cell":
            cells += 1
        elif role in ("block", "row", "break"):
            return False
    return cells > 1 and all(len(cell.xpath("string()")) <= _CELL_LIMIT for cell in row)

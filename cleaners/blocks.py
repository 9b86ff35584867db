"""From a tree to numbered blocks: what a reader sees as one paragraph, line or row.

One walk over the body. A block ends where a block-level element begins or ends, and at line
breaks that stand for paragraphs. Every text of the body is in exactly one block, in order.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any, cast

from lxml import etree

from cleaners.limits import check_blocks
from cleaners.lines import BREAK, Piece, join, paragraphs
from cleaners.tree import NO_TEXT, Document, normalise
from cleaners.types import Block, BlockKind, Container, Link
from cleaners.urls import normalise_url

BLOCK_LEVEL = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt"
    " fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 header hgroup hr html"
    " iframe input label legend li main menu nav noscript ol optgroup option p pre search section"
    " select summary table tbody td textarea tfoot th thead title tr ul video audio object".split()
)
_PARAGRAPHS = frozenset("p h1 h2 h3 h4 h5 h6 li td th dt dd figcaption caption a span em".split())
_BOLD = frozenset({"b", "strong"})
_PICTURES = frozenset({"img", "amp-img"})
_CELLS = frozenset({"td", "th"})
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_HREF = attrgetter("href")
MAX_NAMES = 200
"""Names in one attribute of an element that are read; what has more is data."""

_CELL_LIMIT = 200
"""Characters in a table cell; a cell with more is layout, not data."""


class _Open:
    """An open block-level element; its `Container` is made when a block stands in it."""

    __slots__ = ("above", "container", "kind", "level", "named", "tag")

    def __init__(self, tag: str, named: Mapping[str, str], above: "_Open | None") -> None:
        self.tag, self.named, self.above = tag, named, above
        self.container: Container | None = None
        self.kind: BlockKind
        self.kind, self.level = _kind(tag, above)

    def made(self) -> Container:
        """The container of the element, and of those around it."""
        missing, node = [], self
        while node.container is None:
            missing.append(node)
            if node.above is None:
                break
            node = node.above
        for node in reversed(missing):
            around = node.above.container if node.above else None
            node.container = _container(node.tag, node.named, around)
        return cast(Container, self.container)


@dataclass(slots=True)
class _Walk:
    """The state of the walk: open elements, and the pieces of the block that is being read."""

    base: str | None
    blocks: list[Block] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    open: _Open | None = None
    hrefs: list[str] = field(default_factory=list)
    hidden: list[tuple[Any, str]] = field(default_factory=list)
    data_rows: list[Any] = field(default_factory=list)
    bold: int = 0
    pictures: int = 0
    broken: bool = False
    linked: bool = False
    bolded: bool = False

    def add(self, text: str) -> None:
        """Text of the block that is being read; white space never begins one."""
        if not self.pieces and text.isspace():
            return
        href = self.hrefs[-1] if self.hrefs else None
        self.linked = self.linked or href is not None
        self.bolded = self.bolded or self.bold > 0
        self.pieces.append(Piece(text, href, self.bold > 0))

    def add_break(self) -> None:
        self.pieces.append(BREAK)
        self.broken = True

    def end_block(self) -> None:
        """A block ends here, if one has begun."""
        if self.pieces:
            self._number()

    def _number(self) -> None:
        """Number the block, and what line breaks split it into."""
        pieces = self.pieces
        kind: BlockKind = "table-row" if self.data_rows else "paragraph"
        level = None
        if self.open is not None and not self.data_rows:
            kind, level = self.open.kind, self.open.level
        whole = kind == "preformatted"
        lines = paragraphs(pieces) if self.broken and not whole else (pieces,)
        for line in lines:
            text = join(line, keep_lines=whole)
            if text:
                self.blocks.append(self._block(line, text, kind, level))
                self.pictures = 0
        self.pieces = []
        self.broken = self.linked = self.bolded = False
        check_blocks(len(self.blocks))

    def _block(self, line: Sequence[Piece], text: str, kind: BlockKind, level: int | None) -> Block:
        links = tuple(_links(line, self.base)) if self.linked else ()
        return Block(
            n=len(self.blocks),
            kind=kind,
            text=text,
            level=level,
            links=links,
            linked=min(len(text), sum([len(link.text) for link in links])),
            bold=sum([len(p.text.strip()) for p in line if p.bold]) if self.bolded else 0,
            container=self.open.made() if self.open else None,
            hidden=self.hidden[-1][1] if self.hidden else None,
            pictures=self.pictures,
        )


def read_blocks(document: Document, base: str | None) -> tuple[Block, ...]:
    """The blocks of a page in reading order; links absolute against `base`, the page's URL.

    Raises `CleaningError` ("too-many-blocks").
    """
    walk = _Walk(_base_of(document, base))
    events = etree.iterwalk(document.body, events=("start", "end"))
    for event, element in events:
        if event == "end":
            _leave(walk, element)
            text = element.tail
            if text and element is not document.body:
                walk.add(text)
        elif element.tag in NO_TEXT:
            events.skip_subtree()
        else:
            _enter(walk, element)
            if text := element.text:
                walk.add(text)
    walk.end_block()
    return tuple(walk.blocks)


def _enter(walk: _Walk, element: Any) -> None:
    tag = element.tag
    if tag == "br":
        walk.add_break()
        return
    named = dict(element.items())
    if ("style" in named or "hidden" in named or tag == "noscript") and (
        reason := _hidden(tag, named)
    ):
        walk.end_block()
        walk.hidden.append((element, reason))
    if tag == "a":
        walk.hrefs.append(named.get("href", ""))
    elif tag in _BOLD:
        walk.bold += 1
    elif tag in _PICTURES:
        walk.pictures += 1
    elif walk.data_rows and tag in _CELLS:
        walk.add(" ")
    elif _is_block(tag, element):
        walk.end_block()
        if tag == "tr" and _is_data_row(element):
            walk.data_rows.append(element)
        walk.open = _Open(tag, named, walk.open)


def _leave(walk: _Walk, element: Any) -> None:
    tag = element.tag
    if tag == "a":
        walk.hrefs.pop()
    elif tag in _BOLD:
        walk.bold -= 1
    elif walk.data_rows and tag in _CELLS:
        walk.add(" ")
    elif _is_block(tag, element):
        walk.end_block()
        walk.open = walk.open and walk.open.above
        if walk.data_rows and walk.data_rows[-1] is element:
            walk.data_rows.pop()
    if walk.hidden and walk.hidden[-1][0] is element:
        walk.end_block()
        walk.hidden.pop()


def _is_block(tag: str, element: Any) -> bool:
    """Block-level by the HTML standard; custom elements are, unless they stand in a paragraph."""
    if tag in BLOCK_LEVEL or "-" not in tag:
        return tag in BLOCK_LEVEL
    parent = element.getparent()
    return parent is not None and parent.tag not in _PARAGRAPHS and tag not in _PICTURES


def _hidden(tag: str, named: Mapping[str, str]) -> str | None:
    """Why an element is not shown, or None."""
    if tag == "noscript":
        return "noscript, shown only without JavaScript"
    if "hidden" in named and named["hidden"] != "until-found":
        return "attribute hidden"
    style = named.get("style")
    if style and (match := _HIDDEN_STYLE.search(style)):
        return f"style {match[0]}"
    return None


def _is_data_row(row: Any) -> bool:
    """Whether a table row holds data: two cells or more, short, without blocks in them."""
    cells = 0
    for element in row.iterdescendants():
        tag = element.tag
        if tag in _CELLS:
            cells += 1
        elif tag in BLOCK_LEVEL or tag == "br":
            return False
    return cells > 1 and all(len(cell.xpath("string()")) <= _CELL_LIMIT for cell in row)


def _container(tag: str, named: Mapping[str, str], around: Container | None) -> Container:
    get = named.get
    class_, id_ = get("class", ""), get("id", "")
    names = _names(tag, id_, class_, get("role", ""), get("itemprop", ""))
    return Container(tag, class_, id_, names, around)


@lru_cache(maxsize=4_096)
def _names(tag: str, id_: str, *attributes: str) -> frozenset[str]:
    """The id, every class token, and each word in a token: {"share-bar", "share", "bar"}."""
    words = {tag, *id_.lower().split()}
    for attribute in attributes:
        for token in attribute.lower().split(None, MAX_NAMES)[:MAX_NAMES]:
            words.add(token)
            words.update(_WORD.findall(token))
    return frozenset(words)


_KINDS: dict[str, tuple[BlockKind, int | None]] = {
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


def _kind(tag: str, above: _Open | None) -> tuple[BlockKind, int | None]:
    """What a block in an element is, by the innermost element that says so."""
    if said := _KINDS.get(tag):
        return said
    return (above.kind, above.level) if above is not None else ("paragraph", None)


def _links(line: Sequence[Piece], base: str | None) -> Iterator[Link]:
    """The links of a line, pieces of one link joined; those to no web page have no URL."""
    for href, pieces in groupby(line, _HREF):
        if href is not None and (text := normalise("".join([piece.text for piece in pieces]))):
            yield Link(_absolute(href, base), text)


def _absolute(href: str, base: str | None) -> str:
    """The absolute URL; "" for a link inside the page or to no web page."""
    if href.startswith("#"):
        return ""
    return normalise_url(href, base) or ""


def _base_of(document: Document, url: str | None) -> str | None:
    element = document.root.find(".//base[@href]")
    if element is None:
        return url
    return normalise_url(element.get("href"), url) or url

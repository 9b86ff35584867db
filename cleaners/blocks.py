"""From a tree to numbered blocks: what a reader sees as one paragraph, line or row.

One walk over the body. A block ends where a block-level element begins or ends, and at line
breaks that stand for paragraphs. Every text of the body is in exactly one block, in order.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

from lxml import etree

from cleaners.limits import check_blocks
from cleaners.lines import Piece, join, paragraphs
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
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_CELL_LIMIT = 200
"""Characters in a table cell; a cell with more is layout, not data."""

Kind: TypeAlias = tuple[BlockKind, int | None]


@dataclass(slots=True)
class _Walk:
    """The state of the walk: open elements, and the pieces of the block that is being read."""

    base: str | None
    blocks: list[Block] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    containers: list[Container] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=lambda: [("paragraph", None)])
    hrefs: list[str | None] = field(default_factory=list)
    hidden: list[tuple[Any, str]] = field(default_factory=list)
    data_rows: list[Any] = field(default_factory=list)
    bold: int = 0
    pictures: int = 0

    def add(self, text: str) -> None:
        self.pieces.append(Piece(text, self.hrefs[-1] if self.hrefs else None, self.bold > 0))

    def flush(self) -> None:
        """End the block: number it, and what line breaks split it into."""
        if not self.pieces:
            return
        kind, level = ("table-row", None) if self.data_rows else self.kinds[-1]
        lines = [self.pieces] if kind == "preformatted" else paragraphs(self.pieces)
        for line in lines:
            text = join(line, keep_lines=kind == "preformatted")
            if text:
                self.blocks.append(self._block(line, text, kind, level))
                self.pictures = 0
        self.pieces = []
        check_blocks(len(self.blocks))

    def _block(self, line: Sequence[Piece], text: str, kind: BlockKind, level: int | None) -> Block:
        links = tuple(_links(line, self.base))
        return Block(
            n=len(self.blocks),
            kind=kind,
            text=text,
            level=level,
            links=links,
            linked=min(len(text), sum(len(link.text) for link in links)),
            bold=sum(len(p.text.strip()) for p in line if p.bold),
            container=self.containers[-1] if self.containers else None,
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
            if element.tail and element is not document.body:
                walk.add(element.tail)
        elif element.tag in NO_TEXT:
            events.skip_subtree()
        else:
            _enter(walk, element)
            if element.text and element.tag not in NO_TEXT:
                walk.add(element.text)
    walk.flush()
    return tuple(walk.blocks)


def _enter(walk: _Walk, element: Any) -> None:
    tag = element.tag
    if tag == "br":
        walk.pieces.append(Piece("\n", None, False, is_break=True))
        return
    walk.pictures += tag in _PICTURES
    reason = _hidden(element)
    if reason:
        walk.flush()
        walk.hidden.append((element, reason))
    if tag == "a":
        walk.hrefs.append(element.get("href") or "")
    elif tag in _BOLD:
        walk.bold += 1
    elif walk.data_rows and tag in ("td", "th"):
        walk.add(" ")
    elif _is_block(element):
        walk.flush()
        if tag == "tr" and _is_data_row(element):
            walk.data_rows.append(element)
        walk.containers.append(_container(element, walk.containers))
        walk.kinds.append(_kind(tag, walk.kinds[-1]))


def _leave(walk: _Walk, element: Any) -> None:
    tag = element.tag
    if tag == "br" or tag in NO_TEXT:
        return
    if tag == "a":
        walk.hrefs.pop()
    elif tag in _BOLD:
        walk.bold -= 1
    elif walk.data_rows and tag in ("td", "th"):
        walk.add(" ")
    elif _is_block(element):
        walk.flush()
        walk.containers.pop()
        walk.kinds.pop()
        if walk.data_rows and walk.data_rows[-1] is element:
            walk.data_rows.pop()
    if walk.hidden and walk.hidden[-1][0] is element:
        walk.flush()
        walk.hidden.pop()


def _is_block(element: Any) -> bool:
    """Block-level by the HTML standard; custom elements are, unless they stand in a paragraph."""
    tag = element.tag
    if tag in BLOCK_LEVEL:
        return True
    if "-" not in tag:
        return False
    parent = element.getparent()
    return parent is not None and parent.tag not in _PARAGRAPHS


def _hidden(element: Any) -> str | None:
    """Why an element is not shown, or None."""
    if element.tag == "noscript":
        return "noscript, shown only without JavaScript"
    attributes = element.attrib
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return "attribute hidden"
    style = attributes.get("style")
    if style and (match := _HIDDEN_STYLE.search(style)):
        return f"style {match[0]}"
    return None


def _is_data_row(row: Any) -> bool:
    """Whether a table row holds data: two cells or more, short, without blocks in them."""
    cells = 0
    for element in row.iterdescendants():
        tag = element.tag
        if tag in ("td", "th"):
            cells += 1
        elif tag in BLOCK_LEVEL or tag == "br":
            return False
    return cells > 1 and all(len(cell.xpath("string()")) <= _CELL_LIMIT for cell in row)


def _container(element: Any, around: list[Container]) -> Container:
    get = element.get
    class_, id_ = get("class") or "", get("id") or ""
    names = _names(element.tag, id_, class_, get("role") or "", get("itemprop") or "")
    return Container(element.tag, class_, id_, names, around[-1] if around else None)


@lru_cache(maxsize=4_096)
def _names(tag: str, id_: str, *attributes: str) -> frozenset[str]:
    """The id, every class token, and each word in a token: {"share-bar", "share", "bar"}."""
    words = {tag, *id_.lower().split()}
    for attribute in attributes:
        for token in attribute.lower().split():
            words.add(token)
            words.update(_WORD.findall(token))
    return frozenset(words)


_PARTS = frozenset({"article", "main", "section", "td"})
"""Elements whose text is their own, whatever they stand in."""

_KINDS: dict[str, BlockKind] = {
    "li": "list-item",
    "dt": "list-item",
    "dd": "list-item",
    "blockquote": "quote",
    "pre": "preformatted",
    "figcaption": "caption",
    "caption": "caption",
}


def _kind(tag: str, around: Kind) -> Kind:
    """What a block in an element is, by the innermost element that says so; and its level."""
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
        return "heading", int(tag[1])
    if kind := _KINDS.get(tag):
        return kind, None
    return ("paragraph", None) if tag in _PARTS else around


def _links(line: Sequence[Piece], base: str | None) -> Iterator[Link]:
    """The links of a line, pieces of one link joined; those to no web page have no URL."""
    previous: Piece | None = None
    texts: list[tuple[str, str]] = []
    for piece in line:
        if piece.href is not None:
            if previous is not None and previous.href == piece.href and texts:
                texts[-1] = (piece.href, texts[-1][1] + piece.text)
            else:
                texts.append((piece.href, piece.text))
        previous = piece
    for href, text in texts:
        if clean := normalise(text):
            yield Link(_absolute(href, base), clean)


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

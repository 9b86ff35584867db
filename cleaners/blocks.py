"""From a tree to numbered blocks: what a reader sees as one paragraph, line or row.

One walk over the body. A block ends where a block-level element begins or ends, and at line
breaks that stand for paragraphs. Every text of the body is in exactly one block, in order.
"""

from collections.abc import Collection, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from lxml import etree

from cleaners.elements import ROLES, Open, Role, is_block, is_data_row, why_hidden
from cleaners.limits import check_blocks
from cleaners.lines import BREAK, Piece, RawPiece, joined, paragraphs
from cleaners.making import maker
from cleaners.sentences import is_finished, reads_as_prose
from cleaners.tree import Document, normalise
from cleaners.types import Block, BlockKind, Link
from cleaners.urls import normalise_url

_HREF = itemgetter(1)
_make_block = maker(Block)
_make_link = maker(Link)


class Marks:
    """Elements whose blocks are asked for; each begins and ends a block, also inside a line."""

    __slots__ = ("_spans", "wanted")

    def __init__(self, wanted: Collection[Any] = ()) -> None:
        self.wanted = wanted
        self._spans: dict[Any, tuple[int, int]] = {}

    def numbers(self, element: Any) -> range:
        """The numbers of the blocks in an element, once the page is read."""
        return range(*self._spans.get(element, (0, 0)))

    def begin(self, element: Any, n: int) -> None:
        """An element begins where block `n` will."""
        self._spans[element] = (n, n)

    def end(self, element: Any, n: int) -> None:
        """An element ends before block `n`."""
        begun = self._spans.get(element)  # code is not read
        if begun is not None:
            self._spans[element] = (begun[0], n)


NO_MARKS = Marks()


class _Walk:
    """The state of the walk: open elements, and the pieces of the block that is being read."""

    __slots__ = (
        "base", "blocks", "bold", "bolded", "broken", "data_rows", "hidden", "hrefs", "linked",
        "open", "pictures", "pieces",
    )  # fmt: skip

    def __init__(self, base: str | None) -> None:
        self.base = base
        self.blocks: list[Block] = []
        self.pieces: list[RawPiece] = []
        self.open: Open | None = None
        self.hrefs: list[str] = []
        self.hidden: list[tuple[Any, str]] = []
        self.data_rows: list[Any] = []
        self.bold = self.pictures = 0
        self.broken = self.linked = self.bolded = False

    def add(self, text: str) -> None:
        """Text of the block that is being read; white space never begins one."""
        pieces = self.pieces
        if not pieces and text.isspace():
            return
        href, bold = self.hrefs[-1] if self.hrefs else None, self.bold > 0
        if href is not None:
            self.linked = True
        if bold:
            self.bolded = True
        pieces.append((text, href, bold, False))

    def enter(self, element: Any, role: Role) -> None:
        """An element begins that does something to the text in it."""
        if role == "block" or (role == "unknown" and is_block(element)):
            self.open_block(element)
        elif role == "link":
            self.hrefs.append(element.get("href", ""))
        elif role == "bold":
            self.bold += 1
        elif role == "picture":
            self.pictures += 1
        elif role == "break":
            self.pieces.append(BREAK)
            self.broken = True
        elif role == "cell":
            if self.data_rows:
                self.add(" ")
            else:
                self.open_block(element)

    def open_block(self, element: Any) -> None:
        """A block-level element begins, and with it a block."""
        if self.pieces:
            self.end_block()
        tag = element.tag
        if tag == "tr" and is_data_row(element):
            self.data_rows.append(element)
        self.open = Open(tag, element, self.open)

    def leave(self, element: Any, role: Role) -> None:
        """Such an element ends."""
        if role == "block" or (role == "unknown" and is_block(element)):
            self.close_block(element)
        elif role == "link":
            self.hrefs.pop()
        elif role == "bold":
            self.bold -= 1
        elif role == "cell":
            if self.data_rows:
                self.add(" ")
            else:
                self.close_block(element)

    def close_block(self, element: Any) -> None:
        """A block-level element ends, and with it its last block."""
        if self.pieces:
            self.end_block()
        self.open = self.open and self.open.above
        if self.data_rows and self.data_rows[-1] is element:
            self.data_rows.pop()

    def end_block(self) -> None:
        """A block ends here, if one has begun: number it, and what line breaks split it into."""
        pieces = self.pieces
        if not pieces:
            return
        kind: BlockKind = "table-row" if self.data_rows else "paragraph"
        level = None
        if self.open is not None and not self.data_rows:
            kind, level = self.open.said
        if self.broken and kind != "preformatted":
            for line in paragraphs([Piece(*piece) for piece in pieces]):
                self._number(line, kind, level)
        else:
            self._number(pieces, kind, level)
        pieces.clear()
        self.broken = self.linked = self.bolded = False
        check_blocks(len(self.blocks))

    def _number(self, line: Sequence[RawPiece], kind: BlockKind, level: int | None) -> None:
        text, words = joined(line, keep_lines=kind == "preformatted")
        if not text:
            return
        links = _links(line, text, self.base) if self.linked else ()
        linked = min(len(text), sum([len(link.text) for link in links])) if links else 0
        bold = sum([len(piece[0].strip()) for piece in line if piece[2]]) if self.bolded else 0
        container = self.open.container() if self.open is not None else None
        hidden = self.hidden[-1][1] if self.hidden else None
        finished, share = is_finished(text), linked / len(text)
        prose = reads_as_prose(
            kind, words, share, finished=finished, marked_up=container is not None
        )
        made = _make_block(
            len(self.blocks), kind, text, level, links, linked, bold, container, hidden,
            self.pictures, words, finished, share, prose,
        )  # fmt: skip
        self.blocks.append(made)
        self.pictures = 0


def read_blocks(document: Document, base: str | None, marks: Marks = NO_MARKS) -> tuple[Block, ...]:
    """The blocks of a page in reading order; links absolute against `base`, the page's URL.

    `marks` are told where their elements stand. Raises `CleaningError` ("too-many-blocks").
    """
    walk, marked = _Walk(_base_of(document, base)), marks.wanted
    hidden, body, role_of = walk.hidden, document.body, ROLES.get
    events = etree.iterwalk(body, events=("start", "end"))
    for event, element in events:
        role = role_of(element.tag, "unknown")
        if event == "end":
            if role:
                walk.leave(element, role)
            if hidden or marked:
                _end_apart(walk, element, marks)
            text = element.tail if element is not body else None
        elif role == "code":
            events.skip_subtree()
            continue
        else:
            if marked and element in marked:
                walk.end_block()
                marks.begin(element, len(walk.blocks))
            get = element.get
            if get("style") or get("hidden") is not None or element.tag == "noscript":
                _hide(walk, element)
            if role:
                walk.enter(element, role)
            text = element.text
        if text and (walk.pieces or not text.isspace()):
            walk.add(text)
    walk.end_block()
    return tuple(walk.blocks)


def _hide(walk: _Walk, element: Any) -> None:
    """A new block begins with an element that is not shown."""
    if element.tag != "br" and (reason := why_hidden(element)):
        walk.end_block()
        walk.hidden.append((element, reason))


def _end_apart(walk: _Walk, element: Any, marks: Marks) -> None:
    """A block ends with an element that is not shown, or is marked."""
    if walk.hidden and walk.hidden[-1][0] is element:
        walk.end_block()
        walk.hidden.pop()
    if element in marks.wanted:
        walk.end_block()
        marks.end(element, len(walk.blocks))


def _links(line: Sequence[RawPiece], text: str, base: str | None) -> tuple[Link, ...]:
    """The links of a line, pieces of one link joined; those to no web page have no URL."""
    if len(line) == 1 and (href := line[0][1]) is not None and "\n" not in text:
        return (_make_link(_absolute(href, base), text),)
    links = []
    for href, pieces in groupby(line, _HREF):
        if href is not None and (label := normalise("".join([piece[0] for piece in pieces]))):
            links.append(_make_link(_absolute(href, base), label))
    return tuple(links)


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

"""From a tree to numbered blocks: what a reader sees as one paragraph, line or row.

One walk over the body. A block ends where a block-level element begins or ends, and at line
breaks that stand for paragraphs. Every text of the body is in exactly one block, in order.
"""

from collections.abc import Collection, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from lxml import etree

from cleaners.elements import ROLES, SELDOM_SHOWN, Opened, Role, is_block, is_data_row, why_hidden
from cleaners.limits import check_blocks
from cleaners.lines import BREAK, Piece, RawPiece, joined, paragraphs
from cleaners.making import maker
from cleaners.sentences import is_finished, reads_as_prose
from cleaners.tree import Document, normalise, tidy
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
        "blocks", "bold", "bolded", "broken", "data_rows", "hidden", "hrefs", "linked", "opened",
        "pictures", "pieces", "urls",
    )  # fmt: skip

    def __init__(self, base: str | None) -> None:
        self.blocks: list[Block] = []
        self.pieces: list[RawPiece] = []
        self.opened = Opened()
        self.hrefs: list[str] = []
        self.hidden: list[tuple[Any, str]] = []
        self.data_rows: list[Any] = []
        self.urls = _Absolute(base)
        self.bold = self.pictures = 0
        self.broken = self.linked = self.bolded = False

    def add(self, text: str) -> None:
        """Text of the block that is being read, or the first of one."""
        href, bold = None, self.bold > 0
        if self.hrefs:
            href = self.hrefs[-1]
            self.linked = True
        if bold:
            self.bolded = True
        self.pieces.append((text, href, bold, False))

    def enter(self, element: Any, role: Role) -> None:
        """An element begins that does something to the text in it, and is no plain block."""
        if role == "link":
            self.hrefs.append(element.get("href", ""))
        elif role == "bold":
            self.bold += 1
        elif role == "picture":
            self.pictures += 1
        elif role == "break":
            self.pieces.append(BREAK)
            self.broken = True
        elif role == "cell" and self.data_rows:
            if self.pieces:
                self.add(" ")
        elif role != "unknown" or is_block(element):
            if self.pieces:
                self.end_block()
            if role == "row" and is_data_row(element):
                self.data_rows.append(element)
            self.opened.open(element.tag, element)

    def leave(self, element: Any, role: Role) -> None:
        """An element ends that does something to the text in it."""
        if role == "block":
            if self.pieces:
                self.end_block()
            self.opened.close()
        elif role == "link":
            self.hrefs.pop()
        elif role == "bold":
            self.bold -= 1
        elif role == "cell" and self.data_rows:
            if self.pieces:
                self.add(" ")
        elif role in ("row", "cell") or (role == "unknown" and is_block(element)):
            if self.pieces:
                self.end_block()
            self.opened.close()
            if self.data_rows and self.data_rows[-1] is element:
                self.data_rows.pop()

    def end_block(self) -> None:
        """A block ends here: number it, and what line breaks split it into."""
        pieces = self.pieces
        kind, level = self.opened.said if not self.data_rows else ("table-row", None)
        if self.broken and kind != "preformatted":
            for line in paragraphs([Piece(*piece) for piece in pieces]):
                self._number(line, kind, level)
        else:
            self._number(pieces, kind, level)
        pieces.clear()
        self.broken = self.linked = self.bolded = False
        check_blocks(len(self.blocks))

    def end_text(self) -> None:
        """The same, if a block has begun."""
        if self.pieces:
            self.end_block()

    def _number(self, line: Sequence[RawPiece], kind: BlockKind, level: int | None) -> None:
        text, words, written = joined(line, keep_lines=kind == "preformatted")
        if not text:
            return
        links = _links(line, text, written, self.urls) if self.linked else ()
        linked = min(len(text), sum([len(link.text) for link in links])) if links else 0
        bold = sum([len(piece[0].strip()) for piece in line if piece[2]]) if self.bolded else 0
        container = self.opened.container()
        hidden = self.hidden[-1][1] if self.hidden else None
        finished, share = is_finished(text), linked / len(text)
        prose = reads_as_prose(
            kind, words, share, finished=finished, marked_up=container is not None
        )
        made = _make_block(
            len(self.blocks), kind, text, level, links, linked, bold, container, hidden,
            self.pictures, written, words, finished, share, prose,
        )  # fmt: skip
        self.blocks.append(made)
        self.pictures = 0


def read_blocks(document: Document, base: str | None, marks: Marks = NO_MARKS) -> tuple[Block, ...]:
    """The blocks of a page in reading order; links absolute against `base`, the page's URL.

    `marks` are told where their elements stand. Raises `CleaningError` ("too-many-blocks").
    """
    walk = _Walk(_base_of(document, base))
    marked = bool(marks.wanted) or "popover" in document.source  # then each element is asked
    hidden, role_of, pieces, opened = walk.hidden, ROLES.get, walk.pieces, walk.opened
    events = etree.iterwalk(document.body, events=("start", "end"))
    for event, element in events:
        tag = element.tag
        role = role_of(tag, "unknown")
        if event == "end":
            if role:
                walk.leave(element, role)
            if hidden or marked:
                _end_apart(walk, element, marks)
            text = element.tail
        elif role == "code":
            events.skip_subtree()
            continue
        else:
            get = element.get
            if marked or get("style") or get("hidden") is not None or tag in SELDOM_SHOWN:
                _begin_apart(walk, element, marks)
            if role == "block":
                walk.end_text()
                opened.open(tag, element)
            elif role:
                walk.enter(element, role)
            text = element.text
        if text and (pieces or not text.isspace()):
            walk.add(text)
    walk.end_text()
    return tuple(walk.blocks)


def _begin_apart(walk: _Walk, element: Any, marks: Marks) -> None:
    """A new block begins with an element that is marked, or is not shown."""
    if element in marks.wanted:
        walk.end_text()
        marks.begin(element, len(walk.blocks))
    if element.tag != "br" and (reason := why_hidden(element)):
        walk.end_text()
        walk.hidden.append((element, reason))


def _end_apart(walk: _Walk, element: Any, marks: Marks) -> None:
    """A block ends with an element that is not shown, or is marked."""
    if walk.hidden and walk.hidden[-1][0] is element:
        walk.end_text()
        walk.hidden.pop()
    if element in marks.wanted:
        walk.end_text()
        marks.end(element, len(walk.blocks))


def _links(
    line: Sequence[RawPiece], text: str, written: str | None, urls: "_Absolute"
) -> tuple[Link, ...]:
    """The links of a line, pieces of one link joined; those to no web page have no URL.

    Their text is spelled as the line is `written`.
    """
    if len(line) == 1 and (href := line[0][1]) is not None and "\n" not in text:
        return (_make_link(urls[href], written or text),)
    spelled = normalise if written is None else tidy
    links = []
    for href, pieces in groupby(line, _HREF):
        if href is not None and (label := spelled("".join([piece[0] for piece in pieces]))):
            links.append(_make_link(urls[href], label))
    return tuple(links)


class _Absolute(dict[str, str]):
    """The absolute URLs of a page's links; "" for one inside the page or to no web page."""

    def __init__(self, base: str | None) -> None:
        super().__init__()
        self._base = base

    def __missing__(self, href: str) -> str:
        url = "" if href.startswith("#") else normalise_url(href, self._base) or ""
        self[href] = url
        return url


def _base_of(document: Document, url: str | None) -> str | None:
    element = document.root.find(".//base[@href]")
    if element is None:
        return url
    return normalise_url(element.get("href"), url) or url

"""From bytes to a tree: the right encoding, one lxml parse, nothing dropped and nothing added."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree

from cleaners.encoding import decode
from cleaners.types import CleaningError, Page

MAX_BYTES = 20_000_000
"""Of 3,748 real news pages the largest had 5.3 MB; what is far above is data or an attack."""

NO_TEXT = frozenset({"script", "style", "template"})
"""Elements whose content is code; with comments, the only text that is not the page's."""

_CODE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff\u200b\u00ad]"
)
"""What no reader sees and no database wants: controls, surrogates, noncharacters, the byte order
mark, zero-width spaces, soft hyphens. ZWJ and ZWNJ are spelling in many scripts and stay."""

_BINARY = (b"%PDF-", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"RIFF", b"\x1f\x8b")


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed page: the whole tree, its body, its encoding, and its source as characters."""

    root: Any
    body: Any
    encoding: str
    source: str = ""


def page_from_bytes(
    body: bytes, url: str | None = None, fetched_at: datetime | None = None
) -> Page:
    """A page for people who have only bytes.

    >>> page_from_bytes(b"<p>Hello</p>").status is None
    True
    """
    return Page(url, url, None, (), fetched_at, body)


def normalise(text: str) -> str:
    """Text as this project compares and stores it: NFC, single spaces, no invisible characters.

    Line breaks are white space too. Control characters, lone surrogates and noncharacters go.

    >>> normalise(" Cafe\\u0301\\x00 \\n au  lait ")
    'Café au lait'
    """
    if not text.isascii() or not text.isprintable():
        text = _CODE.sub("", text)
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


def parse(page: Page) -> Document:
    """The tree of a page. Raises `CleaningError` ("empty", "too-big", "not-html", "no-text")."""
    _check(page.body)
    text, encoding = decode(page.body, page.header("content-type"))
    root = _parse_html(text)
    if root is None:
        raise CleaningError("no-text", "no element and no text in the page")
    bodies = root.findall("body") or root.findall(".//frameset")
    return Document(root, bodies[0] if bodies else root, encoding, text)


def _check(body: bytes) -> None:
    if len(body) > MAX_BYTES:
        raise CleaningError("too-big", f"{len(body):,} bytes, the limit is {MAX_BYTES:,}")
    start = body[:1_024].lstrip()
    if not start:
        if not body.strip():
            raise CleaningError("empty", "the page has no bytes but white space")
        return
    if start.startswith(_BINARY):
        raise CleaningError("not-html", f"the page begins like a binary file: {start[:8]!r}")


def _parse_html(text: str) -> Any:
    text = text.replace("\x00", "").removeprefix("\ufeff")
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )  # not lxml.html's: that asks Python for the class of each element
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def page_text(document: Document) -> str:
    """All text of the body but that of `NO_TEXT` elements, normalised: one side of the law."""
    pieces: list[str] = []
    walk = etree.iterwalk(document.body, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element.tag in NO_TEXT:
                walk.skip_subtree()
            elif element.text:
                pieces.append(element.text)
        elif element.tail and element is not document.body:
            pieces.append(element.tail)
    return normalise("".join(pieces))


def squeeze(text: str) -> str:
    """Normalised text without any white space: how kept and removed compare with the page.

    >>> squeeze("two  words")
    'twowords'
    """
    return normalise(normalise(text).replace(" ", ""))

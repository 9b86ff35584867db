"""From bytes to a tree: the right encoding, one lxml parse, nothing dropped and nothing added."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from lxml import etree

from cleaners.encoding import decode
from cleaners.limits import check_bytes, check_depth, check_source
from cleaners.script_text import MIN_WORDS, html_in_scripts, may_hold_text, running_words
from cleaners.types import CleaningError, Page

NO_TEXT = frozenset({"script", "style", "template"})
"""Elements whose content is code; with comments, the only text that is not the page's."""

_CODE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff\u200b\u00ad]"
)
"""What no reader sees and no database wants: controls, surrogates, noncharacters, the byte order
mark, zero-width spaces, soft hyphens. ZWJ and ZWNJ are spelling in many scripts and stay."""

FEW_MARKS = 8

_MARKS = re.compile(r"[^\w\s\x00-\x7f]{64,}+")
"""Where many accents may stand one upon the other: they are neither letters nor space."""

_RARE_SPACE = re.compile("[\x0b\x0c\x1c-\x1f]")

_TOO_DEEP = etree.ErrorTypes.ERR_RESOURCE_LIMIT
"""What libxml2 logs, always, where it stops to read; text cannot be too long for it here."""


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed page: the whole tree, its body, its encoding, and its source as characters.

    `from_script` says that the body showed no text, and the article stands in it as a script of
    the page has it.
    """

    root: Any
    body: Any
    encoding: str
    source: str = ""
    from_script: bool = False


def page_from_bytes(
    body: bytes, url: str | None = None, fetched_at: datetime | None = None
) -> Page:
    """A page for people who have only bytes.

    >>> page_from_bytes(b"<p>Hello</p>").status is None
    True
    """
    return Page(url, url, None, (), fetched_at, body)


def normalise(text: str) -> str:
    """Text as this project compares and judges it: as `tidy` gives it, and composed (NFC).

    >>> normalise(" Cafe\\u0301\\x00 \\n au  lait ")
    'Café au lait'
    """
    text = " ".join(text.split())
    if text.isprintable() and (text.isascii() or unicodedata.is_normalized("NFC", text)):
        return text
    return " ".join(unicodedata.normalize("NFC", tidy(text)).split())


def tidy(text: str) -> str:
    """Text as this project keeps it: the page's own letters, single spaces, nothing invisible.

    Line breaks are white space too. Control characters, lone surrogates and noncharacters go. What
    the page composes of letter and accent stays so; only long runs of accents are put in order.

    >>> tidy("\\ufeff Cafe\\u0301 \\n") == "Cafe\\u0301"
    True
    """
    return " ".join(_MARKS.sub(_in_order, _CODE.sub("", " ".join(text.split()))).split())


def _in_order(marks: re.Match[str]) -> str:
    """A long run of accents in canonical order: Python's own sort of them takes quadratic time.

    Unicode Standard Annex #15, and the Canonical Ordering Algorithm (Unicode, 3.11).
    """
    run = marks[0]
    apart = {ord(mark): unicodedata.normalize("NFD", mark) for mark in set(run)}
    if any(chr(code) != own for code, own in apart.items()):
        run = run.translate(apart)
    if all(map(unicodedata.combining, set(run))):
        return _sorted_marks(run)
    runs = groupby(run, key=lambda character: unicodedata.combining(character) > 0)
    return "".join(_sorted_marks("".join(r)) if m else "".join(r) for m, r in runs)


def _sorted_marks(marks: str) -> str:
    """Marks by their class, those of one class as they stand; a few different ones are counted,
    which takes a tenth of sorting millions of them.

    >>> _sorted_marks("\\u0301\\u0323\\u0301\\u0300") == "\\u0323\\u0301\\u0301\\u0300"
    True
    """
    classes = {mark: unicodedata.combining(mark) for mark in set(marks)}
    if len(classes) > FEW_MARKS:
        return "".join(sorted(marks, key=classes.__getitem__))
    parts = []
    for one in sorted(set(classes.values())):
        part = marks
        for mark in (mark for mark, other in classes.items() if other != one):
            part = part.replace(mark, "")
        parts.append(part)
    return "".join(parts)


def parse(page: Page) -> Document:
    """The tree of a page. Raises `CleaningError` for what is no page or beyond a limit.

    Names: "empty", "not-html", "no-text", and those of `cleaners.limits`.
    """
    check_bytes(page.body)
    text, encoding = decode(page.body, page.header("content-type"))
    source = _as_utf8(page.body, text, encoding)
    check_source(text, source)
    root = _parse_html(source)
    if root is None:
        raise CleaningError("no-text", "no element and no text in the page")
    bodies = root.findall("body") or root.findall(".//frameset")
    if not bodies:
        return Document(root, root, encoding, text)
    _gather(root, bodies[0])
    from_script = _add_script_text(root, bodies[0], text)
    return Document(root, bodies[0], encoding, text, from_script)


def _add_script_text(root: Any, body: Any, source: str) -> bool:
    """Put the article that only a script holds into a body that shows no text; whether it did.

    The paragraphs are asked first: most pages show enough in the first ones.
    """
    paragraphs = (element.text or "" for element in body.iter("p"))
    if running_words(paragraphs) >= MIN_WORDS or not may_hold_text(source):
        return False
    if (shown := running_words(_texts(body))) >= MIN_WORDS:
        return False
    html = html_in_scripts((script.text or "" for script in root.iter("script")), shown)
    fragment = _parse_html(html.encode("utf-8", "replace")) if html else None
    if fragment is None:
        return False
    article = etree.Element("article")
    body.insert(0, article)
    for part in fragment.iterchildren("body"):
        article.text = _settable(part.text or "")
        article.extend(list(part))
    return True


def _as_utf8(body: bytes, text: str, encoding: str) -> bytes:
    """The text for the parser, without NULs and marks; most often the bytes as they came."""
    marked = body.startswith(b"\xef\xbb\xbf")
    if encoding == "utf-8" and not marked and "\ufffd" not in text and b"\x00" not in body:
        return body
    return text.replace("\x00", "").removeprefix("\ufeff").encode("utf-8", "replace")


def _parse_html(source: bytes) -> Any:
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )  # not lxml.html's: that asks Python for the class of each element
    try:
        root = etree.fromstring(source, parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        root = None
    check_depth(any(e.type == _TOO_DEEP for e in parser.error_log))
    return root


def _gather(root: Any, body: Any) -> None:
    """Move into the body what stands behind it, as the HTML standard does (13.2.6.4.19 and 22).

    libxml2 leaves text behind `</body>` beside the body, and begins another tree behind `</html>`:
    of 1,861 real pages 4 had up to 8,400 characters there.
    """
    late = [*body.itersiblings(), *root.itersiblings()]
    texts = [body.tail or ""]
    body.tail = None
    for element in late:
        for part in list(_opened(element)):
            if isinstance(part, str):
                texts.append(part)
            else:
                _append_text(body, texts)
                body.append(part)
    _append_text(body, texts)


def _opened(element: Any) -> Iterator[Any]:
    """A late element; of a second page, head or body what stands in it, texts as such."""
    if element.tag not in ("html", "body", "head"):
        yield element
        return
    yield element.text or ""
    for inner in element:
        if inner.tag in ("body", "head"):
            yield from _opened(inner)
        else:
            yield inner
    yield element.tail or ""


def _append_text(body: Any, texts: list[str]) -> None:
    """Put these texts at the end of the body, and empty the list."""
    text = "".join(texts)
    texts.clear()
    if not text.strip():
        return
    last = next(body.iterchildren(reversed=True), None)  # len() would count all children
    if last is not None:
        last.tail = _settable((last.tail or "") + text)
    else:
        body.text = _settable((body.text or "") + text)


def _settable(text: str) -> str:
    """The text without what the parser gives and lxml takes not back: control characters."""
    return _CODE.sub("", _RARE_SPACE.sub(" ", text))


def page_text(document: Document) -> str:
    """All text of the body but that of `NO_TEXT` elements, normalised: one side of the law."""
    return normalise("".join(_texts(document.body)))


def _texts(body: Any) -> Iterator[str]:
    """The pieces of text of a body, but those of `NO_TEXT` elements, in order."""
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element.tag in NO_TEXT:
                walk.skip_subtree()
            elif element.text:
                yield element.text
        elif element.tail and element is not body:
            yield element.tail


def squeeze(text: str) -> str:
    """Normalised text without any white space: how kept and removed compare with the page.

    >>> squeeze("two  words")
    'twowords'
    """
    return normalise(normalise(text).replace(" ", ""))

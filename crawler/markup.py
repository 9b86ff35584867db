"""XML as the web sends it: bare ampersands, HTML entities, stray control characters, no end.

The standard says that a parser must stop at the first error; a crawler must not. The text is
mended before lxml sees it, since libxml2's own recovery drops what it can't read ("AT&T & Co"
becomes "AT  Co").
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import entities, unescape
from io import BytesIO
from typing import Any

from lxml import etree

_REFERENCE = r"(#\d{1,7};|#x[0-9a-fA-F]{1,6};|[a-zA-Z][a-zA-Z0-9]{0,30};)"
_ENTITY = re.compile(f"&(?!(?:amp|lt|gt|quot|apos);){_REFERENCE}")
_BARE = re.compile(f"&(?!{_REFERENCE})")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]{0,1000}(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_TAGS = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_SPACE = re.compile(r"\s+")


def mended(text: str) -> bytes:
    """The text as XML that lxml reads whole: no declaration, no DOCTYPE (so no entities to
    expand), every ampersand escaped that is no reference.

    >>> mended('<?xml version="1.0"?><a>AT&T & Co&nbsp;x</a>').decode()
    '<a>AT&amp;T &amp; Co\\xa0x</a>'
    """
    text = _DECLARATION.sub("", _ILLEGAL.sub("", text), count=1)
    text = _DOCTYPE.sub("", text, count=1)
    pieces = [
        part if raw else _ENTITY.sub(_reference, _BARE.sub("&amp;", part))
        for raw, part in _sections(text)
    ]
    return "".join(pieces).encode("utf-8", "replace")


def _sections(text: str) -> Iterator[tuple[bool, str]]:
    """The text in parts: whether each is a CDATA section, in which nothing is a reference."""
    place = 0
    while (start := text.find("<![CDATA[", place)) >= 0:
        end = text.find("]]>", start)
        if end < 0:
            break
        yield False, text[place:start]
        place = end + 3
        yield True, text[start:place]
    yield False, text[place:]


def _reference(match: re.Match[str]) -> str:
    name = match[1]
    if name.startswith("#"):
        number = int(name[2:-1], 16) if name[1] in "xX" else int(name[1:-1])
        legal = 32 <= number < 0xD800 or 0xE000 <= number <= 0x10FFFF or number in (9, 10, 13)
        return match[0] if legal and number not in (0xFFFE, 0xFFFF) else ""
    return entities.html5.get(name, f"&amp;{name}")


def elements(text: str, *names: str) -> Iterator[Any]:
    """The elements with these local names, one after the other; each is emptied once passed on.

    Never raises: what can't be parsed ends the walk.
    """
    source = BytesIO(mended(text))
    walk = etree.iterparse(
        source,
        events=("end",),
        tag=[f"{{*}}{name}" for name in names],
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        for _, element in walk:
            yield element
            element.clear(keep_tail=False)
    except etree.XMLSyntaxError:
        return


def local_name(element: Any) -> str:
    """An element's name without its namespace, in lower case; "" for comments.

    >>> local_name(etree.fromstring("<x:Loc xmlns:x='urn:x'/>"))
    'loc'
    """
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=256)
def _local(tag: str) -> str:
    return re.split("[}:]", tag)[-1].lower()  # a prefix that was never declared stays in the name


def text_of(element: Any) -> str:
    """All text in an element."""
    return "".join(element.itertext()) if len(element) else element.text or ""


def plain(markup: str | None, longest: int = 500) -> str | None:
    """One line of text: tags and references resolved, white space squeezed; None if none is left.

    >>> plain("A &lt;i&gt;fine&lt;/i&gt;  <b>day</b> &amp;amp; night")
    'A fine day & night'
    """
    if not markup:
        return None
    text = markup[: 20 * longest]  # what is cut here would be cut below
    for _ in range(2):  # feeds escape once for XML and once for HTML
        text = _TAGS.sub("", unescape(text))
    return _SPACE.sub(" ", _ILLEGAL.sub("", text)).strip()[:longest] or None

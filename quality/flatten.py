"""A page as text that has lost its markup, as a dump, an old archive or a copied page has it.

The text of every element, one line a block, alternative texts of images included, links gone.
"""

import re
from typing import Any

from lxml import etree

from cleaners.tree import NO_TEXT, Document

_SPACE = re.compile(r"\s+")
_BREAKS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center"),
        *("dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure"),
        *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "iframe"),
        *("input", "label", "legend", "li", "main", "menu", "nav", "noscript", "ol", "optgroup"),
        *("option", "p", "pre", "search", "section", "select", "summary", "table", "tbody", "td"),
        *("textarea", "tfoot", "th", "thead", "tr", "ul", "video", "audio", "object", "img"),
    ]
)


def flatten(document: Document) -> str:
    """The lines of a page, top to bottom, without empty ones.

    >>> from cleaners.tree import page_from_bytes, parse
    >>> flatten(parse(page_from_bytes(b"<h1>A</h1><p>b <a href=c>c</a><img alt=d>")))
    'A\\nb c\\nd'
    """
    pieces: list[str] = []
    walk = etree.iterwalk(document.body, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            _open(element, pieces)
            if element.tag in NO_TEXT:
                walk.skip_subtree()
        else:
            if element.tag in _BREAKS:
                pieces.append("\n")
            if element.tail and element is not document.body:
                pieces.append(_SPACE.sub(" ", element.tail))
    lines = (_SPACE.sub(" ", line).strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _open(element: Any, pieces: list[str]) -> None:
    if element.tag in _BREAKS:
        pieces.append("\n")
    if element.tag == "img" and (alt := element.get("alt")):
        pieces.append(_SPACE.sub(" ", alt))
    elif element.text and element.tag not in NO_TEXT:
        pieces.append(_SPACE.sub(" ", element.text))

"""A web page as a source of links: the feeds it announces, its links, and what page it is."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from lxml import etree

from cleaners.tree import parse
from cleaners.types import CleaningError, Page
from crawler.announced import announced_feeds, linked_feeds
from crawler.links import PageLink, links_of
from crawler.markup import plain
from crawler.shapes import WIDE

LANGUAGE_KEYS = frozenset({"lang", "language", "locale", "hl", "l"})
"""Query keys that choose the language of a page; others choose the page."""

PROSE = 140
"""Characters outside links from which a block counts as running text."""

_BLOCK = re.compile(
    r"p|div|section|article|main|li|t[drh]|table|blockquote|d[dtl]|pre|h[1-6]|body|header|footer"
    r"|aside|nav|[uo]l|fig(?:ure|caption)|form|center|br"
)
_SILENT = frozenset({"script", "style", "template", "noscript", "select", "textarea", "svg"})
_ARTICLE_TYPE = re.compile(
    r"(?:(?:(?:analysis|background|opinion|reportage|review)?news|tech|scholarly|satirical"
    r"|advertisercontent)?article|(?:live)?blogposting|report)"
)
"""Types of schema.org that are one article, in lower case."""


@dataclass(frozen=True, slots=True)
class PageShape:
    """What tells a list of links from an article: how much of the page is what.

    `prose` counts the characters of running text outside links, `paragraphs` its blocks,
    `longest` the longest of them; `links` the links that look like articles, `linked` the
    characters of these. `declared` is what the page calls itself ("article", "website", ...).
    """

    prose: int
    paragraphs: int
    longest: int
    links: int
    linked: int
    declared: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page as read: its feeds, its links to its own site, its shape.

    `announced` are the feeds that it puts there for programs, and `feeds` these or else those that
    it links to. `links` are those that look like articles, `others` the rest of them.
    """

    feeds: tuple[str, ...]
    links: tuple[PageLink, ...]
    shape: PageShape
    others: tuple[PageLink, ...] = ()
    announced: tuple[str, ...] = ()


def read_page(page: Page) -> WebPage:
    """The feeds and links of a page, and its shape. Raises `CleaningError` for what is no page."""
    root = parse(page).root
    base = _base(root, page.address or "")
    blocks = _block_sizes(root)
    found = links_of(root, base)
    links = tuple(link for link in found if link.likely)
    prose = [size for size in blocks if size >= PROSE]
    shape = PageShape(
        prose=sum(prose),
        paragraphs=len(prose),
        longest=max(prose, default=0),
        links=len(links),
        linked=sum(_weight(link.title or "") for link in links),
        declared=_declared(root),
        title=_title(root),
    )
    others = tuple(link for link in found if not link.likely)
    announced = announced_feeds(root, base)
    return WebPage(announced or linked_feeds(root, base), links, shape, others, announced)


def shape_of(page: Page) -> PageShape:
    """The shape of a page alone; one that can't be parsed has none and is empty."""
    try:
        return read_page(page).shape
    except CleaningError:
        return PageShape(0, 0, 0, 0, 0, None, None)


def _base(root: Any, url: str) -> str:
    """What the links of a page are relative to: its first `<base>`, if that is of the web."""
    for element in root.iter("base"):
        try:
            named = str(urljoin(url, (element.get("href") or "").strip()))
        except ValueError:
            return url
        return named if named.lower().startswith(("http:", "https:")) else url
    return url


def _block_sizes(root: Any) -> list[int]:
    """The characters outside links of each run of text between two block elements."""
    sizes = [0]
    depth = 0  # of links
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if isinstance(tag, str) and _BLOCK.fullmatch(tag):
            sizes.append(0)
        if event == "start":
            if tag in _SILENT:
                walk.skip_subtree()
                continue
            depth += tag == "a"
            if element.text and not depth:
                sizes[-1] += _weight(element.text)
        else:
            depth -= tag == "a"
            if element.tail and not depth:
                sizes[-1] += _weight(element.tail)
    return sizes


def _weight(text: str) -> int:
    """The length of a text; a character of Chinese, Japanese or Thai says as much as two."""
    text = text.strip()
    return len(text) if text.isascii() else len(text) + len(WIDE.findall(text))


def _declared(root: Any) -> str | None:
    types = [t for script in root.iter("script") for t in _json_types(script)]
    if any(_ARTICLE_TYPE.fullmatch(t) for t in types):
        return "article"
    for meta in root.iter("meta"):
        if (meta.get("property") or meta.get("name") or "").lower() == "og:type":
            return (meta.get("content") or "").strip().lower() or None
    return None


def _json_types(script: Any) -> Iterator[str]:
    if "ld+json" not in (script.get("type") or "").lower():
        return
    try:
        data = json.loads(script.text or "")
    except (ValueError, RecursionError):
        return
    for thing in data if isinstance(data, list) else [data]:
        graph = thing.get("@graph") if isinstance(thing, dict) else None
        for part in [thing, *(graph if isinstance(graph, list) else [])]:
            kind = part.get("@type") if isinstance(part, dict) else None
            for name in kind if isinstance(kind, list) else [kind]:
                if isinstance(name, str):
                    yield name.lower()


def _title(root: Any) -> str | None:
    for tag in ("h1", "title"):
        for element in root.iter(tag):
            if text := plain("".join(element.itertext())):
                return text
    return None


def is_front(url: str) -> bool:
    """Whether an address is a site's front page: no path, or only a language or an index file.

    >>> is_front("https://e.x/de/"), is_front("https://e.x/index.php"), is_front("https://e.x/sport")
    (True, True, False)
    >>> is_front("https://e.x/?lang=de"), is_front("https://e.x/?p=1734")
    (True, False)
    """
    parts = urlsplit(url)
    if not {key for key, _ in parse_qsl(parts.query)} <= LANGUAGE_KEYS:
        return False
    segments = [s for s in parts.path.lower().split("/") if s]
    return len(segments) <= 1 and all(
        s in ("home", "news", "default.aspx") or s.split(".")[0] == "index" or len(s) == 2
        for s in segments
    )

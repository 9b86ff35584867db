"""The links of a page to its own site: which look like articles, which like menus."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cleaners.urls import normalise_url, site_of, spelled_out, url_key
from crawler.markup import plain
from crawler.shapes import LIKELY, article_points

MAX_LINKS = 5_000
"""Links of a page that are looked at; the busiest front pages have about 1,500."""

LONG_TITLE = 220
"""Characters; a longer link text is a teaser, and no title."""

_SURE = 50
"""A rank from which a link was, at one of its places, likely to lead to an article."""

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MENUS = frozenset({"nav", "header"})
_FURNITURE = frozenset({"nav", "footer"})


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to the page's own site; the title where it shows one.

    `likely` says that it looks like an article's, `menu` that it stands in a menu or a header;
    `spelled` is the address as the page has it, where its normal form leaves out a part.
    """

    url: str
    title: str | None
    likely: bool = True
    menu: bool = False
    spelled: str | None = None


def links_of(root: Any, base: str) -> tuple[PageLink, ...]:
    """The links of a page to its own site, each once, in the order in which they stand there."""
    site = site_of(base)
    own = url_key(base)
    texts: dict[str, tuple[str, int]] = {}
    addresses: dict[str, str] = {}
    spelled: dict[str, str | None] = {}
    menus: set[str] = set()
    for _, element in zip(range(MAX_LINKS), root.iter("a"), strict=False):
        href = (element.get("href") or "").strip()
        if not href or href.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
            continue
        address = normalise_url(href, base)
        if address is None or site_of(address) != site or (key := url_key(address)) == own:
            continue
        text, rank = _link_text(element)
        around = [e.tag for e in _around(element, 12)]
        points = article_points(address, text) + _place_points(around)
        if key not in addresses:
            addresses[key], spelled[key] = address, spelled_out(href, base)
        best = texts.get(key, ("", -99))
        texts[key] = max(best, (text, 100 * (points >= LIKELY) + rank), key=lambda t: t[1])
        if not _MENUS.isdisjoint(around):
            menus.add(key)
    shown = Counter(text for text, _ in texts.values())
    return tuple(
        PageLink(
            addresses[key],
            text if shown[text] == 1 and text else None,
            likely=rank >= _SURE,
            menu=key in menus,
            spelled=spelled[key],
        )
        for key, (text, rank) in texts.items()
    )


def _link_text(element: Any) -> tuple[str, int]:
    """What a link says, and how sure it is to be a title: headings first, then longer text."""
    heading = next((e for e in element.iter(*_HEADINGS) if e is not element), None)
    text = plain("".join((element if heading is None else heading).itertext()), 1_000) or ""
    if len(text) > LONG_TITLE:
        return "", 0
    inside = heading is not None or any(e.tag in _HEADINGS for e in _around(element, 4))
    return text, min(len(text.split()), 20) + (25 if inside else 0)


def _place_points(around: list[Any]) -> int:
    if not _FURNITURE.isdisjoint(around):
        return -2
    return 0 if _HEADINGS.isdisjoint(around[:4]) else 1


def _around(element: Any, levels: int) -> Iterator[Any]:
    for _, ancestor in zip(range(levels), element.iterancestors(), strict=False):
        yield ancestor

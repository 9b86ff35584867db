"""Feeds: RSS 0.9 to 2.0, RDF, Atom and JSON Feed, in whatever state they come."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from cleaners.urls import normalise_url, spelled_out
from crawler.dates import OLDEST, read_date
from crawler.markup import elements, local_name, plain

MAX_ITEMS = 500
"""The newest so many items of a feed are followed; a feed of 50,000 is an archive or a trap."""

MAX_AT_AN_END = 2_500
"""Items that are looked at from the beginning of a feed, and as many from its end."""

MAX_PIECE = 50_000
"""Characters of an item that are looked at where its tags don't match."""

_DATES = ("pubdate", "published", "date", "issued", "created", "updated", "modified")
_PIECE_END = re.compile(r"</(?:item|entry)\s*>", re.IGNORECASE)
_FIELD = r"<(?:\w+:)?{0}(?:\s[^>]*)?>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</(?:\w+:)?{0}\s*>"
_ITEM = re.compile(r"<(?:item|entry)[\s>]", re.IGNORECASE)
_LINK_TAG = re.compile(
    r"<link>\s*(?:<!\[CDATA\[)?([^<\]]{1,2048})|<link\s[^>]{0,300}?href=[\"']([^\"'<>]+)[\"'][^>]*>",
    re.IGNORECASE,
)
_REL = re.compile(r"\srel=[\"']?([\w-]+)", re.IGNORECASE)
_HREF = re.compile(r"<link\s[^>]*href=[\"']([^\"'<>]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An article that a feed names; `spelled` is its address as it stands there, if longer."""

    url: str
    title: str | None
    published_at: datetime | None
    spelled: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as read: the site that it belongs to, the newest items, and what had to be left.

    `bad` counts items without a usable web address, `older` those beyond the newest 500.
    """

    home: str | None
    items: tuple[FeedItem, ...]
    bad: int
    older: int


Found = tuple[str | None, str | None, str | None]
"""An item's link, title and date, as they stand there."""


def read_feed(text: str, url: str, now: datetime) -> Feed:
    """The items of an XML feed whose text this is; `url` is its address. Never raises.

    >>> now = datetime.fromisoformat("2025-01-01T00:00Z")
    >>> text = "<rss><item><title>A & B</title><link>/a</link></item></rss>"
    >>> read_feed(text, "http://e.x/f", now).items[0]
    FeedItem(url='http://e.x/a', title='A & B', published_at=None, spelled=None)
    """
    text, skipped = _ends_of(text)
    found = [_read_item(element) for element in elements(text, "item", "entry")]
    pieces = list(_pieces(text))
    if sum(1 for link, _, _ in found if link) < len(pieces):  # tags that don't match ate some
        found = [_read_piece(piece) for piece in pieces]
    feed = _feed(_home(text), found, url, now)
    return replace(feed, older=feed.older + skipped)


def _ends_of(text: str) -> tuple[str, int]:
    """A feed without its middle where it is endless, and how many items that had.

    The newest items stand at one of the ends.
    """
    starts = [match.start() for match in _ITEM.finditer(text)]
    skipped = len(starts) - 2 * MAX_AT_AN_END
    if skipped <= 0:
        return text, 0
    return text[: starts[MAX_AT_AN_END]] + text[starts[-MAX_AT_AN_END] :], skipped


def _pieces(text: str) -> Iterator[str]:
    """The items as they stand in the text."""
    place = 0
    while (start := _ITEM.search(text, place)) and (end := _PIECE_END.search(text, start.end())):
        place = end.end()
        yield text[start.start() : place][:MAX_PIECE]


def _home(text: str) -> str | None:
    """The page that the feed is about: the channel's link, which stands before the items."""
    start = _ITEM.split(text, maxsplit=1)[0]
    for match in _LINK_TAG.finditer(start):
        if (rel := _REL.search(match[0])) is None or rel[1].lower() == "alternate":
            return plain(match[1] or match[2])
    return None


def _read_item(item: Any) -> Found:
    links: list[tuple[int, str]] = []
    title: str | None = None
    dates: dict[str, str] = {}
    for child in item:
        name, text = local_name(child), "".join(child.itertext())
        if rank := _link_rank(name, child, text):
            links.append((rank, _based(child, child.get("href") or text)))
        elif name == "title" and title is None and not _is_of_media(child):
            title = text
        elif name in _DATES:
            dates.setdefault(name, text)
    about = next((v for k, v in item.attrib.items() if k.endswith("}about")), None)
    link = max(links, key=lambda ranked: ranked[0])[1] if links else about
    return link, title, next((dates[name] for name in _DATES if name in dates), None)


def _link_rank(name: str, element: Any, text: str) -> int:
    """How sure a child names the article's page, 0 for not at all.

    FeedBurner puts its own counting address into the link, and the page's beside it; Atom may
    name other formats of the page (RFC 4287, 4.2.7).
    """
    address = (element.get("href") or text).strip()
    if name == "origlink":
        return 4 if address else 0
    if name == "link" and address and element.get("rel", "alternate") == "alternate":
        kind = element.get("type", "text/html").lower()
        return 3 if "html" in kind else 2
    return int(name in ("guid", "id") and _is_permanent_link(element, text))


def _based(element: Any, address: str) -> str:
    """An address against the `xml:base` that holds for its element, where there is one."""
    base = element.base
    try:
        return urljoin(base, address.strip()) if base else address.strip()
    except ValueError:
        return address.strip()


def _is_of_media(element: Any) -> bool:
    """Whether an element speaks of a picture or a sound of the item, not of the item."""
    tag = str(element.tag).lower()
    return tag.startswith(("media:", "itunes:", "{http://search.yahoo.com/mrss"))


def _is_permanent_link(element: Any, text: str) -> bool:
    address = text.strip().startswith(("http://", "https://"))
    return address and element.get("isPermaLink", "true") != "false"


def _read_piece(piece: str) -> Found:
    def field(*names: str) -> str | None:
        for name in names:
            if match := re.search(_FIELD.format(name), piece, re.DOTALL | re.IGNORECASE):
                return match[1]
        return None

    href = _HREF.search(piece)
    return plain(href[1] if href else field("link", "guid")), field("title"), field(*_DATES)


def read_json_feed(text: str, url: str, now: datetime) -> Feed | None:
    """The items of a JSON Feed (jsonfeed.org, versions 1 and 1.1); None if it is no JSON, or cut
    off. Never raises."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    data = data if isinstance(data, dict) else {}
    items = data.get("items")
    found = [_read_json_item(i) for i in (items if isinstance(items, list) else ())]
    return _feed(_text(data.get("home_page_url")), found, url, now)


def _read_json_item(item: object) -> Found:
    if not isinstance(item, dict):
        return None, None, None
    link = _text(item.get("url")) or _text(item.get("external_url")) or _text(item.get("id"))
    date = _text(item.get("date_published")) or _text(item.get("date_modified"))
    return link, _text(item.get("title")), date


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _feed(home: str | None, found: Iterable[Found], url: str, now: datetime) -> Feed:
    rows = [(read_date(date, now), link, title) for link, title, date in found]
    if sum(when is not None for when, _, _ in rows) * 2 > len(rows):
        rows.sort(key=lambda row: row[0] or OLDEST, reverse=True)
    items: dict[str, FeedItem] = {}
    bad = 0
    for at, (when, link, title) in enumerate(rows):
        if len(items) == MAX_ITEMS:
            return Feed(_address(home, url), tuple(items.values()), bad, len(rows) - at)
        if address := _address(link, url):
            spelled = spelled_out(link or "", url)
            items.setdefault(address, FeedItem(address, plain(title), when, spelled))
        else:
            bad += 1
    return Feed(_address(home, url), tuple(items.values()), bad, 0)


def _address(link: str | None, base: str) -> str | None:
    if link is None:
        return None
    return normalise_url(link, None if link.startswith(("http://", "https://")) else base)

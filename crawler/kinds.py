"""What a response is, told by its bytes: a feed, a sitemap, a web page, or nothing to crawl."""

import re
import zlib
from dataclasses import dataclass
from typing import Literal

from cleaners.encoding import decode

Kind = Literal["feed", "json-feed", "sitemap", "sitemap-index", "url-list", "html", "nothing"]

MAX_UNPACKED = 52_428_800
"""Bytes after unpacking: the bound that the sitemap protocol sets (sitemaps.org, 50 MB)."""

ROOT_WITHIN = 4_096
"""Characters in which the root element must stand; comments and PHP warnings come before it."""

_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"PK\x03\x04", "a ZIP file"),
    (b"RIFF", "an image, sound or film"),
    (b"ID3", "an MP3 file"),
    (b"OggS", "a sound or film"),
    (b"\x1f\x8b", "a broken gzip file"),
)
_ROOT = re.compile(
    r"<(?:\w{1,20}:)?(rss|feed|rdf|urlset|sitemapindex)[\s>]|<(!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE,
)
_XML_KINDS: dict[str, Kind] = {
    "rss": "feed",
    "feed": "feed",
    "rdf": "feed",
    "urlset": "sitemap",
    "sitemapindex": "sitemap-index",
}
_COMMENT = re.compile(r"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_TAG = re.compile(r"<[a-z][a-z0-9]{0,15}[\s>/]", re.IGNORECASE)
_URL_LINE = re.compile(r"\s*https?://\S+\s*")


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a response and its kind; `what` names for a person what is "nothing"."""

    kind: Kind
    text: str
    what: str


def read_content(body: bytes, content_type: str | None = None) -> Content:
    """The kind of these bytes, unpacked and decoded. Never raises.

    >>> read_content(b"<rss version='2.0'><channel/></rss>").kind
    'feed'
    >>> read_content(b"%PDF-1.7 ...").what
    'a PDF file'
    """
    body = unpack(body)
    start = body[:ROOT_WITHIN].lstrip()
    if not start:
        return Content("nothing", "", "an empty answer")
    if what := _binary(start):
        return Content("nothing", "", what)
    text, _ = decode(body, content_type)
    return Content(*_judge(text.lstrip("\ufeff \t\r\n\x00")))


def no_page(body: bytes) -> str | None:
    """What these bytes are if a glance shows that they are no web page, else None.

    >>> no_page(b"%PDF-1.7"), no_page(b"<p>Hello</p>")
    ('a PDF file', None)
    """
    start = body[:ROOT_WITHIN].lstrip()
    if what := _binary(start):
        return what
    if b"<" not in body:
        return "plain text" if start else None
    kind, _, what = _judge(start.decode("utf-8", "replace"))
    return what if kind in _XML_KINDS.values() else None


def _binary(start: bytes) -> str | None:
    if start[4:8] == b"ftyp":
        return "a film"
    return next((what for magic, what in _MAGIC if start.startswith(magic)), None)


def _judge(text: str) -> tuple[Kind, str, str]:
    start = _COMMENT.sub("", text[: 4 * ROOT_WITHIN])[:ROOT_WITHIN]
    if start.startswith("{"):
        if "jsonfeed.org/version" in start or '"items"' in text[:MAX_UNPACKED]:
            return "json-feed", text, "a JSON feed"
        return "nothing", text, "JSON that is no feed"
    if root := _ROOT.search(start):
        name = (root[1] or "html").lower()
        kind = _XML_KINDS.get(name, "html")
        return kind, text, f"<{name}>"
    if _TAG.search(start):
        return "html", text, "<html>"
    lines = start.splitlines()[:10]
    if lines and all(map(_URL_LINE.fullmatch, lines[:-1] or lines)):
        return "url-list", text, "a list of URLs"
    return "nothing", text, "plain text"


def unpack(body: bytes) -> bytes:
    """The bytes without their gzip wrapping, up to 50 MB; what is broken stays as far as read.

    >>> import gzip
    >>> unpack(gzip.compress(b"text")), unpack(b"text")
    (b'text', b'text')
    """
    unpacked: list[bytes] = []
    room = MAX_UNPACKED
    rest = body
    while rest.startswith(b"\x1f\x8b") and room > 0:
        engine = zlib.decompressobj(wbits=31)
        try:
            piece = engine.decompress(rest, room)
        except zlib.error:
            break
        unpacked.append(piece)
        room -= len(piece)
        rest = engine.unused_data
    return b"".join(unpacked) if unpacked else body

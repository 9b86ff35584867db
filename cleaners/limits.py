"""What a page may be at most: judged on its bytes and characters, before anything is parsed.

The HTML parser takes time that grows with the square of the attributes in a tag (8.6 s for 30,000),
and each element costs memory. The limits are far above what real pages have: the largest of 1,861
stands with each. A page beyond one is refused by name, and never half read.
"""

import re
from collections.abc import Iterator

from cleaners.types import CleaningError

MAX_BYTES = 20_000_000
"""Bytes of a page, and characters; the largest real page has 5.1 million."""

MAX_TAGS = 250_000
"""Occurrences of "<"; real pages have up to 19,437."""

MAX_ATTRIBUTES = 500
"""Attributes in one tag; real pages have up to 71."""

MAX_ALL_ATTRIBUTES = 500_000
"""Attributes of a page, counted in pages above `LARGE`; real pages have up to 22,692."""

MAX_TEXT = 10_000_000
"""Characters between two tags; real pages have up to 3.4 million, of script."""

MAX_VALUE = 5_000_000
"""Characters of all attributes in one tag; real pages have up to 608,772."""

MAX_DEPTH = 2_048
"""Elements in each other, where libxml2 2.14 stops to read; real pages have up to 56."""

MAX_BLOCKS = 12_000
"""Text blocks of a page or lines of a dump; real pages have up to 2,652. Below the 16,384 lines
that the caches of phrases hold: with 19,000 different lines a page takes three times as long."""

LARGE = 3_000_000
"""Characters from which every tag of a page is looked at."""

MAX_CONTROLS = 0.1
"""Share of control characters in the beginning above which it is no text, if it has no tag."""

_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_MARKUP = re.compile("<[a-zA-Z!][^<>\x00-\x1f]{0,200}>")

_BINARY = (
    (b"%PDF-", "a PDF file"),
    (b"%!PS", "a PostScript file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"RIFF", "an image, sound or film"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"PK\x03\x04", "a ZIP file"),
    (b"PK\x05\x06", "a ZIP file"),
    (b"Rar!", "a RAR file"),
    (b"7z\xbc\xaf", "a 7z file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"ID3", "an MP3 file"),
    (b"OggS", "a sound or film"),
    (b"fLaC", "a sound"),
    (b"\x1aE\xdf\xa3", "a film"),
    (b"\x7fELF", "a program"),
    (b"wOF2", "a font"),
    (b"wOFF", "a font"),
)

_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?+|'[^']*+'?+|[^\s>]*+))?+"""
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_ORDINARY = re.compile(
    (
        r"(?:[^<]*+<(?:[a-zA-Z][^\s/>]*+"
        rf"""(?:\s[a-z-]++="[^"]*+"|{_ATTRIBUTE}){{0,{MAX_ATTRIBUTES}}}+[\s/]*+(?=>)"""
        r"|(?![a-zA-Z])))*+"
    ).encode()
)
"""A page as far as each tag is closed and has few attributes; no step back, so it is linear. Over
bytes it takes two thirds of what it takes over characters.

The tags that scripts and comments hold are read as tags here; who stops early is looked at again.
"""

_TAG = re.compile(rf"<(?:!--|([a-zA-Z][^\s/>]*+)((?:{_ATTRIBUTE})*+))")
_RAW = frozenset("script style textarea title xmp iframe noembed noframes".split())
"""Elements in which no tag is a tag (HTML standard, 13.2.6)."""


def check_bytes(body: bytes) -> None:
    """Raise `CleaningError` for what is no text or too much: "empty", "too-big", "not-html"."""
    if len(body) > MAX_BYTES:
        raise _beyond("too-big", len(body), "bytes", MAX_BYTES)
    start = body[:1_024].lstrip()
    if not start:
        if not body.strip():
            raise CleaningError("empty", "the page has no bytes but white space")
        return
    what = next((what for magic, what in _BINARY if start.startswith(magic)), None)
    if start[4:8] == b"ftyp":
        what = "a film"
    if what:
        raise CleaningError("not-html", f"the page is {what}: it begins with {start[:8]!r}")


def check_source(text: str, source: bytes) -> None:
    """Raise `CleaningError` for markup that is too much to parse, or none at all.

    `source` is the text as the parser will get it, in UTF-8. Names: "not-html", "too-many-tags",
    "too-many-attributes", "text-too-long", "attribute-too-long". Takes a quarter of the parser's
    time.
    """
    start = text[:1_024]
    controls = len(_CONTROL.findall(start))
    if controls > max(32, MAX_CONTROLS * len(start)) and not _MARKUP.search(start):
        raise CleaningError("not-html", f"the page is no text: it begins with {start[:16]!r}")
    if len(text) > MAX_TAGS and (tags := text.count("<")) > MAX_TAGS:
        raise _beyond("too-many-tags", tags, "tags", MAX_TAGS)
    if len(text) > MAX_TEXT and (longest := max(map(len, text.split("<")))) > MAX_TEXT:
        raise _beyond("text-too-long", longest, "characters without a tag", MAX_TEXT)
    ordinary = _ORDINARY.match(source)
    if len(text) > LARGE or ordinary is None or ordinary.end() <= source.rfind(b"<"):
        _check_tags(text)


def check_text(text: str) -> None:
    """Raise `CleaningError` for text without markup that is too much."""
    if len(text) > MAX_BYTES:
        raise _beyond("too-big", len(text), "characters", MAX_BYTES)
    if len(text) > MAX_TEXT and (longest := max(map(len, text.splitlines()))) > MAX_TEXT:
        raise _beyond("text-too-long", longest, "characters in a line", MAX_TEXT)


def check_depth(stopped: bool) -> None:
    """Raise `CleaningError` "too-deep" if the parser stopped for the depth of the page."""
    if stopped:
        raise CleaningError("too-deep", f"more than {MAX_DEPTH:,} elements in each other")


def check_blocks(count: int, what: str = "blocks") -> None:
    """Raise `CleaningError` "too-many-blocks" for more blocks, or lines, than an article has."""
    if count > MAX_BLOCKS:
        raise _beyond("too-many-blocks", count, what, MAX_BLOCKS)


def _check_tags(text: str) -> None:
    """Look at each tag that is one: not in a comment, not in a script."""
    total = 0
    for attributes in _tags(text):
        count = sum(1 for _ in _ATTRIBUTES.finditer(attributes))
        if count > MAX_ATTRIBUTES:
            raise _beyond("too-many-attributes", count, "attributes in a tag", MAX_ATTRIBUTES)
        if len(attributes) > MAX_VALUE:
            raise _beyond("attribute-too-long", len(attributes), "characters in a tag", MAX_VALUE)
        total += count
    if total > MAX_ALL_ATTRIBUTES:
        raise _beyond("too-many-attributes", total, "attributes", MAX_ALL_ATTRIBUTES)


def _tags(text: str) -> Iterator[str]:
    """What stands behind the name in each start tag."""
    place = 0
    while found := _TAG.search(text, place):
        place = found.end()
        if not found[1]:
            end = text.find("-->", place - 2)
            place = len(text) if end < 0 else end + 3
            continue
        if found[2]:
            yield found[2]
        name = found[1].lower()
        if name in _RAW:
            close = re.compile(f"</{name}", re.IGNORECASE).search(text, place)
            place = close.end() if close else len(text)


def _beyond(name: str, count: int, what: str, limit: int) -> CleaningError:
    return CleaningError(name, f"{count:,} {what}, the limit is {limit:,}")

"""Whether bytes are an HTML page, a text dump or neither, found out from the bytes."""

import re

HEAD = 256_000
"""Bytes that are looked at."""

_START = re.compile(r"\s*<(!doctype\s+html|html|head|body|\?xml|!--)", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|div|span|article|section|main|header|footer|nav|aside|h[1-6]|ul|ol|li|table|tr|td"
    r"|a|br|img|script|style|meta|link|title|blockquote|figure|form)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
MIN_TAGS = 2
"""Prose about HTML may name a tag; markup has at least one that opens and one that closes."""

MAX_CONTROLS = 0.005
"""Share of control characters in text; pictures and archives have ten times as many."""

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def is_html(body: bytes) -> bool:
    """Whether the bytes look like HTML: they begin as a document does, or hold several tags.

    >>> is_html(b"<p>One.</p>"), is_html(b"Use <p> for paragraphs, and 3 < 4.")
    (True, False)
    """
    from cleaners.encoding import decode

    text, _ = decode(body[:HEAD])
    if _START.match(text.lstrip("\ufeff")):
        return True
    return len(_TAG.findall(text)) >= MIN_TAGS


def is_binary(body: bytes) -> bool:
    """Whether the bytes are no text at all: too many characters control, too few say something.

    >>> is_binary(b"\\x89PNG\\r\\n\\x1a\\n\\x00\\x00"), is_binary(b"A sentence.")
    (True, False)
    """
    from cleaners.encoding import decode

    text, _ = decode(body[:HEAD])
    return len(_CONTROLS.findall(text)) > MAX_CONTROLS * len(text)

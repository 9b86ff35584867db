"""Whether bytes are an HTML page or a text dump, found out from the bytes themselves."""

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

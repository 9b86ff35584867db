"""Addresses that are written as another view of a page: its AMP page, its print view, its page 2.

Only what cannot be a page of its own counts: two articles may well be called "storm" and "storm-2".
"""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from cleaners.urls import normalise_url, url_key

_HOST = re.compile(r"^(?:amp|m|mobile|print)\.(?=[^/]*\.)", re.IGNORECASE)
_LAST = re.compile(r"/(?:amp|print|mobile|amp\.html?|print\.html?)/?$", re.IGNORECASE)
_FIRST = re.compile(r"^/(?:amp|print|mobile|m)(?=/.)", re.IGNORECASE)
_ENDING = re.compile(r"(?:\.amp(?=\.html?$)|[._-](?:amp|print)(?=\.\w{2,5}$)|\.amp$)")
_VIEW_KEYS = frozenset({"amp", "output", "outputtype", "print", "printable", "view", "mobile"})
_VIEW_VALUES = frozenset({"", "1", "true", "yes", "amp", "print", "printable", "mobile", "full"})
_PART_KEYS = frozenset({"page", "seite", "pagina", "pag", "part", "teil"})
_TRACES = frozenset(
    "ref source src share cmp cid campaign from mkt via partner trk spm rss ncid smid icid intcid"
    " intcmp cmpid newsletter soc_src soc_trk _ref ref_src referrer".split()
)
"""Query keys that name where a reader came from, where another key or none names the page."""


def canonical_spelling(url: str) -> str | None:
    """The page of which an address is a view, by its spelling alone; None if it is written as one.

    >>> canonical_spelling("https://amp.e.x/2026/ferry-sails.amp.html")
    'https://e.x/2026/ferry-sails.html'
    >>> canonical_spelling("https://e.x/ferry-sails/amp/")
    'https://e.x/ferry-sails'
    >>> canonical_spelling("https://e.x/a?id=7&ref=home"), canonical_spelling("https://e.x/storm-2")
    ('https://e.x/a?id=7', None)
    """
    parts = urlsplit(url)
    path = parts.path
    for pattern in (_LAST, _FIRST, _ENDING):
        path = pattern.sub("", path)
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _is_view(k, v)]
    known = len(parse_qsl(parts.query, keep_blank_values=True))
    query = parts.query if len(kept) == known else urlencode(kept)
    host = _HOST.sub("", parts.netloc)
    plain = normalise_url(urlunsplit((parts.scheme, host, path or "/", query, "")))
    if plain is None or (path.strip("/") == "" and not query) or url_key(plain) == url_key(url):
        return None
    return plain


def _is_view(key: str, value: str) -> bool:
    key = key.casefold()
    if key in _PART_KEYS:
        return value.isdigit() and len(value) <= 2
    return key in _TRACES or (key in _VIEW_KEYS and value.casefold() in _VIEW_VALUES)

"""What makes two pages or articles one: hashes of their URLs, 32 bytes."""

import hashlib
from functools import lru_cache

from cleaners.urls import normalise_url, site_of, url_key


@lru_cache(maxsize=4_096)
def url_hash(url: str) -> bytes:
    """The hash of what all spellings of a URL share (`cleaners.urls.url_key`).

    >>> url_hash("http://www.example.com/a/") == url_hash("https://example.com/a#top")
    True
    """
    return hashlib.sha256(url_key(url).encode("utf-8", "surrogatepass")).digest()


@lru_cache(maxsize=4_096)
def host_of(site: str) -> str:
    """The site of a URL, or the one that a person means who types a host; "" for no web page.

    >>> host_of("www.example.com"), host_of("https://example.com/news"), host_of("http://[")
    ('example.com', 'example.com', '')
    """
    normal = normalise_url(site if "://" in site else f"https://{site}")
    return site_of(normal) if normal else ""

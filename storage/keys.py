"""What makes two pages or articles one: hashes of their URLs, 32 bytes."""

import hashlib

from cleaners.urls import site_of, url_key


def url_hash(url: str) -> bytes:
    """The hash of what all spellings of a URL share (`cleaners.urls.url_key`).

    >>> url_hash("http://www.example.com/a/") == url_hash("https://example.com/a#top")
    True
    """
    return hashlib.sha256(url_key(url).encode("utf-8", "surrogatepass")).digest()


def host_of(site: str) -> str:
    """The site that a person means who types a host or a URL of it.

    >>> host_of("www.example.com"), host_of("https://example.com/news")
    ('example.com', 'example.com')
    """
    return site_of(site if "://" in site else f"https://{site.strip()}")

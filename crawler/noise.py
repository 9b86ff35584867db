"""Query keys that name a visit and no page, learnt where pages came again under another query.

Some sites put a new token into each link on every visit. What such a page holds is told by its text
the first times (`same-text` in the ledger); after that, by its address, without a request.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from cleaners.urls import url_key

PAGES = 3
"""Pages that came again when only this key had changed, until the key counts as noise."""


class Noise:
    """The keys of one site that name no page, and the stored pages by their other keys."""

    def __init__(self) -> None:
        self._keys: frozenset[str] = frozenset()
        self._stored: dict[str, str] = {}

    def learn(self, repeats: Iterable[tuple[str, str]], stored: Iterable[str]) -> None:
        """Learn from pairs of a URL and the one under which its page was stored before.

        A key that tells two stored pages apart names a page, whatever else it did.
        """
        paths: defaultdict[str, set[str]] = defaultdict(set)
        for url, first in repeats:
            page = _page(url)
            for key in _changed(url, first) if page == _page(first) else ():
                paths[key].add(page)
        kept = list(dict.fromkeys(stored))
        self._keys = frozenset(
            key
            for key, pages in paths.items()
            if len(pages) >= PAGES and max(_twins(kept, key), default=1) == 1
        )
        if self._keys:
            self._stored = {_without(url, self._keys): url for url in reversed(kept)}

    def page_of(self, url: str) -> str | None:
        """The stored URL of the page at this one, where only noise tells them apart.

        >>> noise, base = Noise(), "https://e.x"
        >>> firsts = [f"{base}/{page}?v=1" for page in "abc"]
        >>> noise.learn([(first.replace("v=1", "v=2"), first) for first in firsts], firsts)
        >>> noise.page_of(f"{base}/a?v=3"), noise.page_of(f"{base}/d?v=3")
        ('https://e.x/a?v=1', None)
        """
        if not self._keys or "?" not in url:
            return None
        found = self._stored.get(_without(url, self._keys))
        return found if found is not None and url_key(found) != url_key(url) else None


def _twins(stored: Iterable[str], key: str) -> Iterable[int]:
    """How many stored pages have one address but for this key, for each address that has it."""
    with_key = (url for url in stored if key in dict(_pairs(url)))
    return Counter(_without(url, frozenset({key})) for url in with_key).values()


def _page(url: str) -> str:
    return url_key(url.partition("?")[0])


def _pairs(url: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(url).query, keep_blank_values=True)


def _changed(url: str, first: str) -> set[str]:
    """The keys that two URLs have with different values, or that only one has."""
    return {key for key, _ in set(_pairs(url)) ^ set(_pairs(first))}


def _without(url: str, keys: frozenset[str]) -> str:
    """What a URL is known by once these keys are out of its query."""
    parts = urlsplit(url)
    kept = [(key, value) for key, value in _pairs(url) if key not in keys]
    return url_key(urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(kept), "")))

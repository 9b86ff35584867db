"""Which pages of a site are one story: the same article under two addresses, printed, or in parts.

A site's memory counts stories, not pages: a paragraph that stands on an article, on its AMP page
and on its print view stands once. Titles and addresses tell most copies before a page is read;
copies under another title are told by their text (`cleaners.steps.repeated`). Where it is in doubt,
two pages are one story: then less is cut.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, urlencode

from cleaners.digest import number_of
from cleaners.urls import url_key

MIN_TITLE_LETTERS = 12
"""A shorter title ("Sport", "Live") is too common a phrase to be proof of anything."""

_NOT_LETTERS = re.compile(r"[\W\d_]+")
_HOST = re.compile(r"^(?:amp|m|mobile|print)\.(?=[^/]*\.)")
_VIEW = re.compile(
    r"(?:[/._-](?:amp|print|printable|single|mobile|full)"
    r"|[/._-](?:page|seite|pagina|part|teil|p)[._/=-]?\d{1,2})$",
    re.IGNORECASE,
)
_PART = re.compile(r"(?<=[\w-])[/_,-]\d{1,2}$")
_SLUG = re.compile(r"[_-]|\d{3}")
_EXTENSION = re.compile(r"\.(?:s?html?|php|aspx?|jsp|amp|print)$", re.IGNORECASE)
_FRONT = re.compile(r"^([^/]+)/(?:amp|print|mobile|m)(?=/)", re.IGNORECASE)
_VIEWS = frozenset(
    "amp print printable printview output outputtype view format mode mobile singlepage single full"
    " page pg pag pagina pagenumber seite part p start offset share ref source src".split()
)
_NUMBER = re.compile(r"\d{3,}")


def letter_count(title: str) -> int:
    """How many letters a title has; a character of a script without spaces says as much as two."""
    return sum(2 if c >= "\u2e80" else 1 for c in title if c.isalnum())


def story_keys(title: str | None, urls: Iterable[str | None]) -> Iterator[int]:
    """Numbers that copies of one article share: of its title without digits, of its addresses."""
    if title and letter_count(title) >= MIN_TITLE_LETTERS:
        yield number_of("title " + _NOT_LETTERS.sub("", title.casefold()))
    for url in urls:
        if url:
            yield number_of("url " + story_address(url))


def story_address(url: str) -> str:
    """A URL without what names a view or a part of the page.

    >>> story_address("https://amp.paper.example/a/ferry.amp?page=2")
    'paper.example/a/ferry'
    >>> story_address("http://paper.example/?p=4711"), story_address("https://p.example/news/12")
    ('paper.example?p=4711', 'p.example/news/12')
    """
    address, _, query = url_key(url).partition("?")
    address = _FRONT.sub(r"\1", _HOST.sub("", address))
    address = _EXTENSION.sub("", address.rstrip("/"))
    bare = _VIEW.sub("", address)
    if "/" in bare:
        address = _EXTENSION.sub("", bare)
    part = _PART.sub("", address)
    if _SLUG.search(part.rpartition("/")[2]):  # a name, of which the number is a part
        address = part
    kept = [
        (key, value)
        for key, value in parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
        if key.casefold() not in _VIEWS or (key == "p" and _NUMBER.search(value))
    ]
    return f"{address}?{urlencode(kept, errors='surrogateescape')}" if kept else address


class Stories:
    """The stories of a site: pages that share a key are one, and so are those that they lead to.

    >>> stories = Stories()
    >>> stories.add(1, [10, 11]), stories.add(2, [12]), stories.add(3, [11, 12])
    (None, None, None)
    >>> stories.of(1) == stories.of(2), stories.by_key()[12]
    (True, 1)
    """

    def __init__(self) -> None:
        self._parents: dict[int, int] = {}
        self._keys: dict[int, int] = {}

    def add(self, page: int, keys: Iterable[int]) -> None:
        """Take a page in, by a number that no other page has."""
        self._parents.setdefault(page, page)
        for key in keys:
            other = self._keys.setdefault(key, page)
            one, two = sorted((self.of(page), self.of(other)))
            self._parents[two] = one

    def of(self, page: int) -> int:
        """The story of a page: the smallest number of its pages; an unknown page is its own."""
        root = page
        while (above := self._parents.get(root, root)) != root:
            root = above
        while page != root:
            self._parents[page], page = root, self._parents[page]
        return root

    def by_key(self) -> dict[int, int]:
        """Each key with its story."""
        return {key: self.of(page) for key, page in self._keys.items()}

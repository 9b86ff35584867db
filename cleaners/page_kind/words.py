"""The words by which a page tells its kind: of its address, its titles and what it states.

Each has a letter in front that tells where it stands: `u:` in the path, `s:` a whole segment of
it, `e:` its last segment, `h:` the host, `q:` a query key, `t:` the head's title, `H:` a heading,
`l:` a JSON-LD type, `L:` one of the page itself, `m:` a meta tag, `o:` og:type, `g:` generator.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from cleaners.page_kind.facts import PageFacts

MAX_HEADINGS = 80
HEADING_WORDS = 12

_WORD = re.compile(r"[^\W\d_]{2,}")
_KEY = re.compile(r"[a-z]{2,}")
_ENDING = re.compile(r"\.\w+$")

PLACES = {
    "u": "the address has {!r}",
    "s": "the address has /{}/",
    "e": "the address ends in {!r}",
    "h": "the host has {!r}",
    "q": "the query has {!r}",
    "t": "the title says {!r}",
    "H": "a heading says {!r}",
    "l": "JSON-LD has {!r}",
    "L": "JSON-LD calls it {!r}",
    "m": "a meta tag {!r}",
    "o": "og:type is {!r}",
    "g": "made by {!r}",
}
"""What is said of a word to a person, by the letter in front of it."""


def words_of(facts: PageFacts) -> frozenset[str]:
    """All words of a page that may tell its kind."""
    return frozenset(_words(facts))


def _words(facts: PageFacts) -> Iterator[str]:
    stated = facts.metadata.stated
    yield from (f"u:{word}" for word in _WORD.findall(facts.path))
    yield from (f"s:{_ENDING.sub('', part)}" for part in facts.segments[:-1])
    yield f"e:{_ENDING.sub('', facts.segments[-1])}" if facts.segments else "e:/"
    yield from (f"h:{label}" for label in facts.labels)
    yield from (f"q:{key}" for key in _KEY.findall(_query(facts.url).split("=")[0]))
    yield from (f"t:{word}" for word in _WORD.findall((stated.head_title or "").lower()))
    yield from (f"l:{name}" for name in stated.types)
    yield from (f"L:{name}" for name in stated.top_types)
    yield from (f"m:{name}" for name in stated.meta_names)
    if stated.og_type:
        yield f"o:{stated.og_type}"
    yield from (f"g:{word}" for word in _WORD.findall(stated.generator or "")[:2])
    headings = [block.text for block in facts.blocks if block.kind == "heading"]
    for text in headings[:MAX_HEADINGS]:
        yield from (f"H:{word}" for word in _WORD.findall(text.lower())[:HEADING_WORDS])


def _query(url: str | None) -> str:
    try:
        return urlsplit(url or "").query.lower()
    except ValueError:
        return ""


def told(word: str) -> str:
    """A word as a person is told of it.

    >>> told("s:forum"), told("t:services")
    ('the address has /forum/', "the title says 'services'")
    """
    place, _, said = word.partition(":")
    return PLACES[place].format(said)

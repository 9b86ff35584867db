"""Who wrote the article: people and agencies, in the order of the page."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from cleaners.metadata.evidence import Candidate, Evidence
from cleaners.metadata.markup import behind, find, in_furniture, is_named
from cleaners.metadata.people import has_by, is_person, names_in
from cleaners.metadata.phrases import letters, plain
from cleaners.metadata.site_name import SiteNames
from cleaners.metadata.structured_data import listed, text_of, types_of
from cleaners.metadata.words import words
from cleaners.tree import normalise

Names = tuple[str, ...]

MAX_BYLINES = 80
"""Elements named like bylines that are looked at."""

MAX_BYLINE_TEXT = 200
MAX_BYLINE_ELEMENTS = 60
"""Elements in a byline; what has more is a part of the page."""

BEHIND_TITLE = 60
"""Elements behind the heading among which a line "By ..." is looked for."""

_SURE = etree.XPath("descendant::*[@rel='author' or @itemprop='author' or @itemprop='creator']")
_NAMED = etree.XPath(
    "descendant::*[@class][contains(@class,'uthor') or contains(@class,'yline')"
    " or contains(@class,'writer') or contains(@class,'eporter')]"
)
_NO_TEXT = frozenset({"meta", "link", "img", "body", "html", "script", "style"})


def find_authors(evidence: Evidence, site: SiteNames) -> Candidate[Names] | None:
    """The first statement that names somebody who is not just the site.

    A newsroom is taken as the author only where JSON-LD says that an organisation wrote, and
    nothing on the page names anybody else.
    """
    newsroom: Candidate[Names] | None = None
    for candidate in _candidates(evidence):
        others = tuple(name for name in candidate.value if not _poses(name, site))
        if others:
            return Candidate(others, candidate.source)
        if newsroom is None and candidate.source == "json-ld organisation":
            newsroom = candidate
    return newsroom


def _poses(name: str, site: SiteNames) -> bool:
    """Whether a name is the site's own; its staff is not, nor a person whose host has the name."""
    return site.states(name) or (letters(name) in site.hosts and not is_person(name))


def _candidates(evidence: Evidence) -> Iterator[Candidate[Names]]:
    yield from _of_json(evidence)
    for name in words("meta", "authors"):
        found = [names_in(c.value) for c in evidence.of_meta(name) if not _is_address(c.value)]
        yield from _joined(found, f"meta {name}")
    for name in words("meta", "catalogue_authors"):
        found = [names_in(c.value, last_name_first=True) for c in evidence.of_meta(name)]
        yield from _joined(found, f"meta {name}")
    yield from _of_markup(evidence)
    yield from _of_text(evidence)


def _of_json(evidence: Evidence) -> Iterator[Candidate[Names]]:
    """The authors of the JSON-LD article; an organisation is told apart from people."""
    for key in ("author", "creator"):
        names: list[Names] = []
        people = False
        for value in listed(evidence.article.get(key))[:50]:
            author = evidence.data.resolve(value)
            people |= isinstance(author, Mapping) and "person" in types_of(author)
            names.extend(names_in(text) for text in _author_texts(author))
        yield from _joined(names, "json-ld" if people else "json-ld organisation")


def _author_texts(author: object) -> Iterator[str]:
    """The names of an author in JSON-LD: a string, a list, or an object with a name or two."""
    if isinstance(author, Mapping):
        parts = (text_of(author.get("givenName")), text_of(author.get("familyName")))
        author = author.get("name") or " ".join(filter(None, parts))
    for item in listed(author)[:50]:
        text = plain(item) if isinstance(item, str) else text_of(item)
        if text and not _is_address(text):
            yield text


def _joined(found: list[Names], source: str) -> Iterator[Candidate[Names]]:
    names: dict[str, str] = {}
    for part in found:
        for name in part:
            names.setdefault(name.casefold(), name)
    if names:
        yield Candidate(tuple(names.values()), source)


def _is_address(text: str) -> bool:
    return text.startswith(("http:", "https:", "//", "@"))


def _of_markup(evidence: Evidence) -> Iterator[Candidate[Names]]:
    """The first element marked or named as the byline that holds names of people."""
    named = find(_NAMED, evidence.root, MAX_BYLINES)
    bylines = [e for e in named if not is_named(e, "no_byline", "life")]
    lives = [e for e in named if is_named(e, "life") and not is_named(e, "no_byline")]
    for element in [*find(_SURE, evidence.root, MAX_BYLINES), *bylines, *lives]:
        if element.tag in _NO_TEXT or in_furniture(element, evidence.around):
            continue
        if people := people_of(list(_pieces(element))):
            yield Candidate(people, f"byline <{element.tag} class={element.get('class')!r}>")


def _of_text(evidence: Evidence) -> Iterator[Candidate[Names]]:
    """A short line "By ..." soon behind the heading."""
    start = evidence.anchor
    for element in () if start is None else behind(start, BEHIND_TITLE):
        if element.tag in _NO_TEXT:
            continue
        pieces = list(_pieces(element))
        if has_by(" ".join(text for text, _ in pieces)) and (people := people_of(pieces)):
            yield Candidate(people, f"text of <{element.tag}>")


def _pieces(element: Any) -> Iterator[tuple[str, bool]]:
    """The texts of an element, each with whether it is a link's; none if they are too long."""
    left = MAX_BYLINE_TEXT
    found: list[tuple[str, bool]] = []
    for place, node in enumerate(element.iter()):
        if place >= MAX_BYLINE_ELEMENTS:
            return
        linked = node.tag == "a" or (node is not element and node.getparent().tag == "a")
        texts = [(node.text, linked)] if node.tag not in _NO_TEXT else []
        texts += [(node.tail, False)] if node is not element else []
        for text, is_link in texts:
            if text and (text := normalise(text[: MAX_BYLINE_TEXT + 1])):
                left -= len(text)
                found.append((text, is_link))
        if left < 0:
            return
    yield from found


def people_of(pieces: Sequence[tuple[str, bool]]) -> Names:
    """The people that the pieces of a byline name.

    Behind the first name only links and what "and" or a comma joins is another name: the next
    line is a role, a place or a date.

    >>> people_of([("By", False), ("Ana Silva", True), ("Senior Wine Taster", False)])
    ('Ana Silva',)
    """
    names: dict[str, None] = {}
    joined = True
    for text, linked in pieces:
        people = [name for name in names_in(text) if is_person(name)]
        if people and (joined or linked):
            names.update(dict.fromkeys(people))
            joined = text.endswith((",", "&"))
        else:
            joined = joined or text in (",", "/", "|") or text in words("byline", "and")
    return tuple(names)

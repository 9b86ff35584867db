"""Bylines in the markup: elements that are marked or named, links to authors, lines "By ..."."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from cleaners.metadata.evidence import Candidate, Evidence
from cleaners.metadata.markup import behind, is_named
from cleaners.metadata.people import begins_with_by, is_agency, is_person, names_in
from cleaners.metadata.phrases import element_text, letters
from cleaners.metadata.words import word_group, words
from cleaners.tree import normalise

Names = tuple[str, ...]

MAX_TEXT = 200
MAX_ELEMENTS = 60
"""Elements in a byline; what has more is a part of the page."""

BEHIND_TITLE = 150
"""Elements behind the heading among which lines are looked at."""

BELOW_TITLE = 600
"""Elements behind the heading among which a signature is looked for."""

MAX_LIFT = 3
"""Elements out of which a by-word is followed to the name that it belongs to."""

MIN_PARAGRAPH = 80
"""Characters of a text that goes on below a byline; bytes of one that is signed, since in scripts
without spaces a character says as much as three letters."""

MAX_CALLED = 60
MAX_CALLED_WORDS = 4
AUTHOR_PATH = "aut"
"""How words for an author begin in addresses; a "profile" may be the reader's own."""

MIN_SPELLED = 4
"""Letters of a name that may be spelled with something more."""

_SMALL = frozenset({"the", "and", "of", "for", "at"})
"""Words that names of groups have in them, besides labels."""

MARKS = ("author", "creator")
_SIGNED_OFF = re.compile(r"[.。!?！？…」』”\"»]\s?[（(]([^（）()]{2,40})[）)]\s*$")
_NO_TEXT = frozenset({"meta", "link", "img", "body", "html", "script", "style"})


def bylines(evidence: Evidence) -> Iterator[Candidate[Names]]:
    """The bylines of a page, the most trustworthy first."""
    yield from _named(evidence)
    yield from _linked(evidence)
    yield from _lines(evidence)
    yield from _called(evidence)


def _called(evidence: Evidence) -> Iterator[Candidate[Names]]:
    """What is no person's name, but marked as the author's, or links to a page of that name."""
    for element in evidence.markup.speaking("marked author", "author link"):
        text = element_text(element) or ""
        names = names_in(text) if element.tag not in _NO_TEXT and len(text) <= MAX_CALLED else ()
        if len(names) != 1 or _is_label(names[0]) or evidence.markup.in_furniture(element):
            continue
        if element.get("itemprop") in MARKS:
            yield Candidate(names, f"itemprop <{element.tag}>")
        elif _is_page_of(names[0], element):
            yield Candidate(names, "link to a page of that name")


def _is_label(name: str) -> bool:
    said = name.casefold().split()
    if len(said) > MAX_CALLED_WORDS or "admin" in said[-1] or begins_with_by(name):
        return True
    return not (word_group("byline", "labels") - _SMALL).isdisjoint(said)


def _is_page_of(name: str, link: Any) -> bool:
    """Whether a link leads to the page of an author, and its address spells the name or an end."""
    *path, last = link.get("href", "").rstrip("/").rsplit("/", 2)[-2:]
    if "author" not in link.get("rel", "").split() and not "".join(path).startswith(AUTHOR_PATH):
        return False
    said, spelled = letters(name), letters(last)
    if min(len(said), len(spelled)) < MIN_SPELLED:
        return said == spelled
    return spelled.startswith(said) or said.startswith(spelled) or said.endswith(spelled)


def _named(evidence: Evidence) -> Iterator[Candidate[Names]]:
    """Elements that are marked as the author for machines, or whose class speaks of authors.

    Initials are believed where they are marked; elements that tell an author's life come last.
    """
    markup = evidence.markup
    lives = []
    for element in markup.speaking("marked author", "author"):
        if element.tag in _NO_TEXT or markup.in_furniture(element):
            continue
        if element.get("itemprop") in MARKS:
            pieces = list(_pieces(element))
            if found := people_of(pieces) or _initials(pieces):
                yield Candidate(found, f"itemprop <{element.tag}>")
        elif is_named(element, "no_byline"):
            continue
        elif is_named(element, "life"):
            lives.append(element)
        else:
            yield from _byline(element)
    for element in lives:
        yield from _byline(element)


def _byline(element: Any) -> Iterator[Candidate[Names]]:
    if people := people_of(list(_pieces(element))):
        yield Candidate(people, f"byline <{element.tag} class={element.get('class')!r}>")


def _initials(pieces: Sequence[tuple[str, bool]]) -> Names:
    """The short signs that a marked author consists of ("kesm", "srf/hosb")."""
    text = " ".join(text for text, _ in pieces)
    found = names_in(text) if len(text) <= 30 else ()
    return found if all(name.islower() and " " not in name for name in found) else ()


def _linked(evidence: Evidence) -> Iterator[Candidate[Names]]:
    """The first link to an author's page, with those that stand beside it."""
    markup = evidence.markup
    found: dict[str, None] = {}
    line: Any = None
    for link in markup.speaking("author link"):
        if found and not _within(link, line):
            break
        text = element_text(link) or ""
        if _is_authors_link(link, text) and not markup.in_furniture(link):
            found.update(dict.fromkeys(names_in(text)))
            line = _line_of(link) if line is None else line
    if found:
        yield Candidate(tuple(found), "link to an author")


def _is_authors_link(link: Any, text: str) -> bool:
    """Whether a link is named like a person, and its path spells that or is marked."""
    if len(text) > MAX_TEXT or not any(is_person(name) for name in names_in(text)):
        return False
    if "author" in link.get("rel", "").split():
        return True
    spelled = letters(link.get("href", "").rstrip("/").rsplit("/", 1)[-1])
    return any(len(word) > 2 and letters(word) in spelled for word in text.split())


def _line_of(element: Any) -> Any:
    """What holds a link and those beside it: two elements up."""
    for _ in range(2):
        parent = element.getparent()
        if parent is None or parent.tag in ("body", "main", "article"):
            break
        element = parent
    return element


def _within(element: Any, outer: Any) -> bool:
    return any(node is outer for node in islice(element.iterancestors(), 4))


def _lines(evidence: Evidence) -> Iterator[Candidate[Names]]:
    """Lines "By ..." soon behind the heading, and bold names above the first paragraph."""
    start = evidence.anchor
    in_text = False
    for element in () if start is None else behind(start, BEHIND_TITLE):
        if element.tag in _NO_TEXT:
            continue
        in_text = in_text or len(element.text or "") >= MIN_PARAGRAPH
        for outer in _beginning_with_by(element):
            if not _in_link(outer) and (people := _people_from(outer)):
                yield Candidate(people, f"text of <{outer.tag}>")
        if not in_text and element.tag in ("b", "strong") and (people := _signed(element)):
            yield Candidate(people, "bold names above the text")
    yield from _signatures(evidence)


def _beginning_with_by(element: Any) -> Iterator[Any]:
    """The element if its text begins so, then the one around it if the text behind it does."""
    if begins_with_by(element.text):
        yield element
    if begins_with_by(element.tail):
        yield element.getparent()


def _in_link(element: Any) -> bool:
    """Whether an element is within a link that says more: the byline is of another article."""
    link = element if element.tag == "a" else next(element.iterancestors("a"), None)
    return link is not None and len(element_text(link) or "") >= MIN_PARAGRAPH


def _people_from(outer: Any) -> Names:
    """The people named from a by-word on: in its element, or in the line that the element ends."""
    for _ in range(MAX_LIFT):
        pieces = list(_pieces(outer))
        start = next((i for i, (text, _) in enumerate(pieces) if begins_with_by(text)), None)
        if start is None:
            return ()
        if people := people_of(pieces[start:]):
            return people
        if len(pieces) - start > 1 or (outer := outer.getparent()) is None:
            return ()
    return ()


def _signed(bold: Any) -> Names:
    """The names that a bold paragraph consists of, directly above a long one."""
    line = bold.getparent()
    text = element_text(bold)
    if line is None or line.tag != "p" or not text or len(text) > MAX_TEXT // 2:
        return ()
    names = names_in(text)
    if not all(map(is_person, names)) or element_text(line) != text:
        return ()
    below = line.getnext()
    long = below is not None and len(element_text(below) or "") >= MIN_PARAGRAPH
    return names if long else ()


def _signatures(evidence: Evidence) -> Iterator[Candidate[Names]]:
    """Names below the text: in a paragraph set to the right, or in parentheses behind the end."""
    for line in evidence.root.iter("p"):
        style = line.get("style") or line.get("align")
        if not style or "right" not in style:
            continue
        pieces = list(_pieces(line))
        names = names_in(" ".join(text for text, _ in pieces))
        if names and all(map(is_person, names)) and not evidence.markup.in_furniture(line):
            yield Candidate(names, "a signature set to the right")
    yield from _in_parentheses(evidence)


def _in_parentheses(evidence: Evidence) -> Iterator[Candidate[Names]]:
    """The name that stands in parentheses behind the last sentence of a paragraph."""
    start = evidence.anchor
    for element in () if start is None else behind(start, BELOW_TITLE):
        for text in (element.text, element.tail):
            if not text or text.isspace() or (end := text[-MAX_TEXT:].rstrip())[-1:] not in "）)":
                continue
            found = _SIGNED_OFF.search(end)
            if not found or len(text.encode(errors="replace")) < MIN_PARAGRAPH:
                continue
            names = names_in(found[1])
            if names and all(is_person(n) or is_agency(n) for n in names) and not _in_link(element):
                yield Candidate(names, "a signature in parentheses")


def _pieces(element: Any) -> Iterator[tuple[str, bool]]:
    """The texts of an element, each with whether it is a link's; none if they are too long."""
    left = MAX_TEXT
    found: list[tuple[str, bool]] = []
    for place, node in enumerate(element.iter("*")):
        if place >= MAX_ELEMENTS:
            return
        if node is element:
            texts = [(node.text, node.tag == "a")]
        else:
            linked = node.tag == "a" or node.getparent().tag == "a"
            texts = [(node.text, linked), (node.tail, False)]
        if node.tag in _NO_TEXT:
            texts = texts[1:]
        for text, is_link in texts:
            if text and (text := normalise(text[: MAX_TEXT + 1])):
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

"""Who wrote the article: people and agencies, in the order of the page.

What the page says for machines comes first, then its bylines: see `cleaners.metadata.bylines`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from cleaners.metadata.bylines import Names, bylines
from cleaners.metadata.evidence import Candidate, Evidence
from cleaners.metadata.people import is_account, is_person, names_in
from cleaners.metadata.phrases import letters, plain
from cleaners.metadata.site_name import SiteNames
from cleaners.metadata.structured_data import listed, text_of, types_of
from cleaners.metadata.words import words

_BARE_ADDRESS = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}/")

MAX_NAMED = 50
"""Authors of a page that are looked at."""

NEWSROOM = "json-ld organisation"
"""The source of authors that JSON-LD calls organisations."""

PERSONAL = ("json-ld", "meta")
MARKED = ("byline", "itemprop", "link")
"""What the sources of statements for machines, and of marked bylines, begin with."""


def weigh_authors(evidence: Evidence, site: SiteNames) -> Iterator[Candidate[Names]]:
    """Who is said to have written, the most trustworthy statement first.

    The site's own name is no author. Its newsroom is one only where JSON-LD says that an
    organisation wrote, and nothing on the page names anybody else.
    """
    newsroom: Candidate[Names] | None = None
    for candidate in _named(evidence):
        others = _others(candidate.value, site)
        if others:
            yield replace(candidate, value=others)
            continue
        yield replace(candidate, refused="it is the name of the site")
        if newsroom is None and candidate.source == NEWSROOM:
            newsroom = candidate
    if newsroom is not None:
        yield replace(newsroom, grounds="nobody else is named")


def _others(names: Names, site: SiteNames) -> Names:
    """The names that are not the site's; beside others, its departments are its name too."""
    kept = tuple(name for name in names if not _poses(name, site))
    people = tuple(name for name in kept if not site.states(name.split(" ", 1)[0]))
    return people or kept


def _poses(name: str, site: SiteNames) -> bool:
    """Whether a name is the site's own; its staff is not, nor a person whose host has the name."""
    if letters(name) == site.person:
        return False
    return site.states(name) or (letters(name) in site.hosts and not is_person(name))


def _named(evidence: Evidence) -> Iterator[Candidate[Names]]:
    """The statements in their order, but the names of accounts behind marked bylines of people."""
    accounts: list[Candidate[Names]] = []
    for candidate in _stated(evidence):
        if candidate.source.startswith(PERSONAL) and all(map(is_account, candidate.value)):
            accounts.append(candidate)
            continue
        if not candidate.source.startswith((*PERSONAL, *MARKED)):
            yield from accounts
            accounts.clear()
        yield candidate
    yield from accounts


def _stated(evidence: Evidence) -> Iterator[Candidate[Names]]:
    """Who is said to have written: for machines, by the rules for the site, on the page."""
    yield from _of_json(evidence)
    for name in words("meta", "authors"):
        if name in evidence.meta:
            found = [names_in(c.value) for c in evidence.of_meta(name) if not _is_address(c.value)]
            yield from _joined(found, f"meta {name}")
    for name in words("meta", "catalogue_authors"):
        found = [names_in(c.value, last_name_first=True) for c in evidence.of_meta(name)]
        yield from _joined(found, f"meta {name}")
    told = list(islice(evidence.told.of("author"), MAX_NAMED))
    yield from _joined([names_in(found.value) for found in told], told[0].source if told else "")
    yield from bylines(evidence)


def _of_json(evidence: Evidence) -> Iterator[Candidate[Names]]:
    """The authors of the JSON-LD article; an organisation is told apart from people."""
    for key in ("author", "creator"):
        names: list[Names] = []
        people = False
        for value in listed(evidence.article.get(key))[:MAX_NAMED]:
            author = evidence.data.resolve(value)
            people |= isinstance(author, Mapping) and "person" in types_of(author)
            names.extend(names_in(text) for text in _author_texts(author))
        yield from _joined(names, "json-ld" if people else NEWSROOM)


def _author_texts(author: object) -> Iterator[str]:
    """The names of an author in JSON-LD: a string, a list, or an object with a name or two."""
    if isinstance(author, Mapping):
        parts = (text_of(author.get("givenName")), text_of(author.get("familyName")))
        author = author.get("name") or " ".join(filter(None, parts))
    for item in listed(author)[:MAX_NAMED]:
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
    return text.startswith(("http:", "https:", "//", "@")) or bool(_BARE_ADDRESS.match(text))

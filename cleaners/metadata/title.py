"""The article's own title, without the site's name.

A page states its title up to ten times: in the heading, JSON-LD, for social networks, for the
browser's tab. Most often they agree but for the site's name; where they don't, the wording with
the most weight behind it is taken, since texts for search engines and social networks go their
own ways one at a time. The words of the address speak too: they are the headline's, as a rule.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, TypeAlias

from cleaners.metadata.evidence import Candidate, Evidence
from cleaners.metadata.markup import is_named
from cleaners.metadata.phrases import element_text, letters, plain, word_set
from cleaners.metadata.section import section_names
from cleaners.metadata.site_name import SiteNames
from cleaners.metadata.slug import folders_of, share_in_slug, slug_words
from cleaners.metadata.structured_data import text_of

MIN_TITLE_WORDS = 2
"""Words that must be left of a heading, for what stands before them to be its kicker."""

MAX_TITLE = 500
"""Characters; a longer "title" is a text in the wrong place."""

WEIGHTS = {
    "h1": 1.2,
    "lesser heading": 1.0,
    "json-ld": 1.0,
    "meta og:title": 0.9,
    "meta headline": 1.0,
    "json-ld name": 0.4,
    "title": 0.05,
}
"""See the decisions. The `<title>` and the name of a WebPage are one text for search engines."""

COPIES = ("json-ld", "meta og:title")
"""What many sites fill from the `<title>`: then it has the same words, or the site's name in it."""

TOLD_WEIGHT = 2.0
"""The weight of what a rule for the site finds: more than any one statement of the page, less than
several that agree, as sites change and rules are forgotten."""

HEADINGS = ("h1", "lesser heading")
OTHER_WEIGHT = 0.1
SLUG_WEIGHT = 3.0
"""The weight of an address whose words are all the wording's, and no others."""

FOREIGN_HEADING = 0.4
"""The weight of a heading that shares fewer than half of its words with any other statement."""

_NAMES = ("twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title")
_SEPARATOR = re.compile(r"\s*[|｜ㅣ¦•·»«_/,:~]+\s*|\s*[-–—―]+\s*")
_STRONG = re.compile(r"\s+[|｜¦•·»:–—―-]+\s+|\s*[|｜ㅣ_]\s*")
_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]{2,80})[)\]]\Z")
_CUT_OFF = re.compile(r"\s*(?:…|\.\.\.)$")
_BEHIND_KICKER = " -–—|:/·."
"""What parts a kicker and the title behind it."""

MAX_IN_HEADING = 20
"""Elements within a heading of which one may be called a kicker."""

_TAILS = 4
"""Separators from the end (or start) that are tried: site, section, and names with hyphens."""


_Stated: TypeAlias = tuple[Candidate[str], float]
"""A statement of the title and its weight."""


@dataclass(slots=True)
class _Wording:
    """Statements of the title that say the same, their weight, and the one to quote."""

    letters: str
    best: Candidate[str]
    weight: float
    sources: list[str] = field(default_factory=list)


def weigh_title(evidence: Evidence, site: SiteNames) -> tuple[Candidate[str], ...]:
    """The wordings of the title, that with the most weight first; what is no title comes last."""
    folders = folders_of(evidence.page.address)
    sections = frozenset(letters(name) for name in (*section_names(evidence), *folders))
    own: dict[str, str | None] = {}
    stated: list[_Stated] = []
    refused = []
    told = frozenset(found.source for found in evidence.told.of("title"))
    for found in _candidates(evidence):
        if found.value not in own:
            own[found.value] = own_title(found.value, site, sections)
        if title := own[found.value]:
            weight = _weight(found, title, evidence.head_title)
            weight = TOLD_WEIGHT if found.source in told else weight
            stated.append((Candidate(title, found.source), weight))
        else:
            refused.append(replace(found, refused="it is the name of the site, or too long"))
    wordings = _wordings(stated)
    if len(wordings) > 1 and (slug := slug_words(evidence.page.address)):
        for wording in wordings:
            wording.weight += SLUG_WEIGHT * share_in_slug(wording.best.value, slug)
    wordings.sort(key=lambda wording: -wording.weight)
    return (*_ranked(wordings), *refused)


def _weight(found: Candidate[str], own: str, head_title: str | None) -> float:
    """The weight of a statement: half where it is the browser tab's text, in its words."""
    weight = WEIGHTS.get(found.source, OTHER_WEIGHT)
    if found.source not in COPIES:
        return weight
    said = letters(found.value)
    copied = said != letters(own) or said == letters(head_title or "")
    return weight / 2 if copied else weight


def _ranked(wordings: Sequence[_Wording]) -> Iterator[Candidate[str]]:
    """Each wording, with who states it and what it weighs; all but the first are refused."""
    for place, wording in enumerate(wordings):
        grounds = f"stated by {', '.join(wording.sources)}; weight {wording.weight:.1f}"
        lighter = "another wording weighs more" if place else None
        yield replace(wording.best, grounds=grounds, refused=lighter)


def own_title(text: str, site: SiteNames, sections: frozenset[str] = frozenset()) -> str | None:
    """The title without the site's name and its sections at either end; None if nothing else.

    >>> site = SiteNames(frozenset({"dailynews"}), ())
    >>> own_title("Rain stops - at last | Weather | Daily News", site, frozenset({"weather"}))
    'Rain stops - at last'
    """
    if len(text) > MAX_TITLE or site.has(text):
        return None
    shorter = _without_tail(text, site, sections)
    shorter = _without_lead(shorter, site)
    bracket = _BRACKET.search(shorter)
    if bracket and site.states(bracket[1]):
        shorter = shorter[: bracket.start()]
    return shorter or None


def _without_tail(text: str, site: SiteNames, sections: frozenset[str]) -> str:
    cut_site = False
    for _ in range(_TAILS):
        for found in list(_SEPARATOR.finditer(text))[:-_TAILS:-1]:
            tail, strong = text[found.end() :], _STRONG.fullmatch(found[0])
            if not found.start() or not tail:
                continue
            if site.has(tail) and (strong or letters(tail) in site.names):
                cut_site = True
            elif not (letters(tail) in sections and (cut_site or strong)):
                continue
            text = text[: found.start()]
            break
        else:
            return text
    return text


def _without_lead(text: str, site: SiteNames) -> str:
    for _ in range(2):
        for found in list(_STRONG.finditer(text))[:2]:
            if found.start() and found.end() < len(text) and site.has(text[: found.start()]):
                text = text[found.end() :]
                break
        else:
            return text
    return text


def _candidates(evidence: Evidence) -> Iterator[Candidate[str]]:
    """All statements of the title, the most trustworthy first."""
    yield from islice(evidence.told.of("title"), 1)
    for heading, text in zip(evidence.headings, evidence.heading_texts, strict=True):
        if text:
            yield Candidate(_without_kicker(heading, text), "h1")
    if not evidence.headings and (text := _lesser_heading(evidence)):
        yield Candidate(text, "lesser heading")
    if text := text_of(evidence.article.get("headline")):
        yield Candidate(text, "json-ld")
    elif text := text_of(evidence.article.get("name")):
        yield Candidate(text, "json-ld name")
    yield from list(evidence.of_meta("og:title"))[:1]
    if not evidence.headings:
        yield from list(evidence.of_meta("headline"))[:1]
    if text := plain(evidence.head_title):
        yield Candidate(text, "title")
    yield from evidence.of_meta(*_NAMES)


def _without_kicker(heading: Any, text: str) -> str:
    """What a heading says, without the line in it that is called a kicker."""
    for element in islice(heading.iterdescendants("*"), MAX_IN_HEADING):
        if is_named(element, "kickers") and (kicker := element_text(element)):
            rest = text.removeprefix(kicker).lstrip(_BEHIND_KICKER)
            return rest if len(rest.split()) >= MIN_TITLE_WORDS else text
    return text


def _lesser_heading(evidence: Evidence) -> str | None:
    """The heading below the first level that the page's head repeats, where there is no h1."""
    text = None if evidence.anchor is None else element_text(evidence.anchor)
    said = letters(text or "")
    stated = [evidence.head_title or "", *evidence.meta.get("og:title", [])]
    return text if said and any(said in letters(title) for title in stated) else None


def _wordings(stated: Sequence[_Stated]) -> list[_Wording]:
    """The statements grouped by what they say, each with its weight.

    Only the first heading counts, or the first that others confirm.
    """
    headings = [c for c, _ in stated if c.source in HEADINGS]
    others = [c for c, _ in stated if c.source not in HEADINGS]
    groups: list[_Wording] = []
    for candidate, weight in stated:
        if candidate.source not in HEADINGS:
            _add(groups, candidate, weight)
    if headings:
        heading = next((h for h in headings if _confirmed(h, others)), headings[0])
        akin = not others or _akin(heading, others)
        _add(groups, heading, WEIGHTS[heading.source] if akin else FOREIGN_HEADING)
    return groups


def _add(groups: list[_Wording], candidate: Candidate[str], weight: float) -> None:
    text = _CUT_OFF.sub("", candidate.value)
    key = letters(text)
    if not key:
        return
    cut_off = text != candidate.value
    for group in groups:
        if _same(group.letters, key, cut_off, candidate):
            group.weight += weight
            group.sources.append(candidate.source)
            if candidate.source in HEADINGS and group.letters == key and not text.isupper():
                group.best = candidate
            return
    groups.append(_Wording(key, candidate, weight, [candidate.source]))


def _same(group: str, key: str, cut_off: bool, candidate: Candidate[str]) -> bool:
    """Whether a statement says what a group says: but for a kicker, a tail, or an ellipsis."""
    if group == key:
        return True
    if cut_off and len(key) >= 20 and group.startswith(key):
        return True
    if len(group) < 10:
        return False
    if candidate.source in HEADINGS:
        return key.endswith(group)
    return candidate.source == "title" and key.startswith(group)


def _confirmed(heading: Candidate[str], others: Sequence[Candidate[str]]) -> bool:
    key = letters(heading.value)
    return any(key == (other := letters(c.value)) or other.startswith(key) for c in others)


def _akin(heading: Candidate[str], others: Sequence[Candidate[str]]) -> bool:
    words = word_set(heading.value)
    return any(2 * len(words & word_set(other.value)) >= len(words) for other in others)

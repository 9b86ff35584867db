"""What articles are filtered by, and how much a word says in them, as terms of the search index.

Site, month, day, language, author and section stand in the index beside the words, so that a
question with filters is one walk through the index on both databases and reads no other article.
No word can be such a term: each begins with a character for private use, which is no letter.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from operator import itemgetter

from storage.question import Every, Phrase, Question, Some
from storage.terms import fold
from storage.types import Filters

FACET = "\ue000"
"""Begins a term that says what kind of article it is, not what stands in it."""

IN_TITLE, ABOUT = "\ue001", "\ue002"
"""Begin a word once more: where it stands in the title; where the article is about it."""

EVERY = f"{FACET}a"
"""A term of every article. It stands between title and text, so that no phrase runs across."""

LEAD = 40
"""Words at the beginning of a text that say what it is about."""

OFTEN, MOST_OFTEN = 3, 40
"""So often stands a word in a text that is about it; and so many words does it have of these."""

RUN = 4
"""Words of a name in a row that are one term, so that first and last name are found together."""

MAX_NAMES = 40
"""Authors of an article that can be asked for."""

DAYS, MONTHS = 31, 60
"""A span of so many days or months is asked for by each of them; a longer one by its years."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What an article is filtered by: the number of its site, its date in UTC, its own fields."""

    site: int
    dated_at: datetime
    language: str | None
    kind: str
    paywall: str
    section: str | None
    authors: Sequence[str]


def facets(facts: Facts) -> list[str]:
    """The terms by which filters find an article."""
    year, month, day = facts.dated_at.date().isoformat().split("-")
    found = [
        f"{FACET}y{year}",
        f"{FACET}m{year}{month}",
        f"{FACET}d{year}{month}{day}",
        f"{FACET}s{facts.site}",
        f"{FACET}s{facts.site}m{year}{month}",
    ]
    if facts.language:
        found.append(_named("l", fold(facts.language).split()))
    if facts.kind != "article":
        found.append(_named("k", fold(facts.kind).split()))
    if facts.paywall != "none":
        found.append(_named("p", fold(facts.paywall).split()))
    found += _runs("n", facts.section or "")
    for author in facts.authors[:MAX_NAMES]:
        found += _runs("w", author)
    return list(dict.fromkeys(found))


def emphasis(title: Sequence[str], body: Sequence[str]) -> list[str]:
    """The terms of title and text once more, marked: those of the title, and what it is about.

    >>> [term[1:] for term in emphasis(["fire"], ["smoke"])]
    ['fire', 'fire', 'smoke']
    """
    often = [counted for counted in Counter(body).items() if counted[1] >= OFTEN]
    often.sort(key=itemgetter(1), reverse=True)
    about = chain(title, body[:LEAD], (term for term, _ in often[:MOST_OFTEN]))
    marked = [IN_TITLE + term for term in dict.fromkeys(title)]
    return marked + [ABOUT + term for term in dict.fromkeys(about)]


def marked(question: Question, mark: str) -> Question:
    """The same question of words that are so marked; what is refused is refused everywhere.

    A marked word has lost its place, so that a phrase must stand somewhere too.
    """
    if isinstance(question, Some):
        return Some(tuple(marked(part, mark) for part in question.parts))
    if isinstance(question, Every):
        return Every(tuple(marked(part, mark) for part in question.parts), question.without)
    words = tuple(_term(mark + term) for term in dict.fromkeys(question.terms))
    return words[0] if len(question.terms) == 1 else Every((question, *words))


def filtered(filters: Filters, site: int | None) -> list[Question]:
    """What the index must say of an article that passes; the dates apart (`dated`).

    It may say so of others too: `storage.filters` has the last word.
    """
    asked: list[Question] = []
    if site is not None:
        asked.append(_term(f"{FACET}s{site}"))
    if filters.language is not None:
        asked.append(_term(_named("l", fold(filters.language).split())))
    if filters.kinds is not None and "article" not in filters.kinds:
        asked.append(_some(_named("k", fold(kind).split()) for kind in filters.kinds))
    if filters.paywall is not None and filters.paywall != "none":
        asked.append(_term(_named("p", fold(filters.paywall).split())))
    return asked + named(filters)


def named(filters: Filters) -> list[Question]:
    """What the index must say of the authors and the section; here it has the last word."""
    asked: list[Question] = []
    for sign, name in (("w", filters.author), ("n", filters.section)):
        if name is not None:
            words = fold(name).split()
            starts = range(max(1, len(words) - RUN + 1))
            asked += [_term(_named(sign, words[start : start + RUN])) for start in starts]
    return asked


def dated(since: datetime, until: datetime, site: int | None) -> Question:
    """What the index must say of the date of an article between these two, of a site or any."""
    months = _months(since, until)
    if names_site(since, until, site):
        return _some(f"{FACET}s{site}m{month}" for month in months)
    days = (until.date() - since.date()).days + 1
    if days <= DAYS:
        each = ((since.date() + timedelta(days=day)).isoformat() for day in range(days))
        return _some(f"{FACET}d{day.replace('-', '')}" for day in each)
    if len(months) <= MONTHS:
        return _some(f"{FACET}m{month}" for month in months)
    return _some(f"{FACET}y{year:04}" for year in range(since.year, until.year + 1))


def names_site(since: datetime, until: datetime, site: int | None) -> bool:
    """Whether `dated` says of which site, too, so that nobody need ask for it once more."""
    return site is not None and len(_months(since, until)) <= MONTHS


def both(asked: Iterable[Question]) -> Question:
    """All of it at once."""
    parts = tuple(asked)
    return parts[0] if len(parts) == 1 else Every(parts)


def _months(since: datetime, until: datetime) -> list[str]:
    """The months between two times, as `202511`; only the first of many."""
    first, last = since.year * 12 + since.month - 1, until.year * 12 + until.month - 1
    last = min(last, first + MONTHS)
    return [f"{month // 12:04}{month % 12 + 1:02}" for month in range(first, last + 1)]


def _runs(sign: str, name: str) -> Iterator[str]:
    """The words of a name, alone and in a row."""
    words = fold(name).split()[:16]
    for start in range(len(words)):
        for end in range(start + 1, min(start + RUN, len(words)) + 1):
            yield _named(sign, words[start:end])


def _named(sign: str, words: Sequence[str]) -> str:
    return FACET + sign + FACET.join(word[:64] for word in words)


def _term(term: str) -> Phrase:
    return Phrase((term,))


def _some(terms: Iterable[str]) -> Question:
    parts = tuple(_term(term) for term in terms)
    return parts[0] if len(parts) == 1 else Some(parts)

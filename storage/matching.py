"""A question as the search index of each database is asked it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from storage.facets import EVERY
from storage.question import Phrase, Question, Some


@dataclass(frozen=True, slots=True)
class _Language:
    """How a database writes that terms stand side by side, and what joins questions."""

    phrase: Callable[[Sequence[str]], str]
    every: str
    some: str
    without: str


def fts5(question: Question) -> str:
    """The question for FTS5.

    >>> from storage.question import read
    >>> fts5(read('"night boat" fer* -pier'))
    '(("night boat" AND "fer" *) NOT "pier")'
    """
    return _written(question, _FTS5)


def tsquery(question: Question) -> str:
    """The question for PostgreSQL, as it writes a tsquery.

    >>> from storage.question import read
    >>> tsquery(read('"night boat" fer* -pier'))
    "((('night' <-> 'boat') & 'fer':*) & !'pier')"
    """
    return _written(question, _TSQUERY)


def quoted(term: str) -> str:
    """A term as PostgreSQL quotes it in a tsvector or tsquery."""
    if "'" in term or "\\" in term:
        term = term.replace("\\", "\\\\").replace("'", "''")
    return f"'{term}'"


def _written(question: Question, language: _Language) -> str:
    if isinstance(question, Phrase):
        return language.phrase(question.terms)
    parts = [_written(part, language) for part in question.parts]
    if isinstance(question, Some):
        return _joined(parts, language.some)
    found = _joined(parts or [language.phrase((EVERY,))], language.every)
    if not question.without:
        return found
    refused = _joined([_written(part, language) for part in question.without], language.some)
    return f"({found}{language.without}{refused})"


def _joined(parts: Sequence[str], sign: str) -> str:
    return parts[0] if len(parts) == 1 else f"({sign.join(parts)})"


def _fts5_phrase(terms: Sequence[str]) -> str:
    """A quoted phrase holds no operator: terms have no quotation marks."""
    whole = " ".join(terms)
    return f'"{whole[:-1]}" *' if whole.endswith("*") else f'"{whole}"'


def _postgres_phrase(terms: Sequence[str]) -> str:
    words = [f"{quoted(t[:-1])}:*" if t.endswith("*") else quoted(t) for t in terms]
    return _joined(words, " <-> ")


_FTS5 = _Language(_fts5_phrase, " AND ", " OR ", " NOT ")
_TSQUERY = _Language(_postgres_phrase, " & ", " | ", " & !")

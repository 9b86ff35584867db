"""What a person asks, read as a tree: words, "phrases", prefix*, -without, OR, parentheses.

Whatever is typed is a question: a sign that opens or joins nothing means nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from storage.terms import asked

MAX_QUESTION = 1_000
"""Characters of a question that are read."""

MAX_WORDS = 32
"""Words and phrases of a question that are looked for; the rest of a pasted text is left out."""

MAX_DEPTH = 16
"""Parentheses within parentheses; deeper ones mean nothing."""

_TOKEN = re.compile(
    r"""(?P<minus>(?<![^\s(])-(?=[^\s)-]))?
    (?:(?P<sign>[()])
    |["“”„‟«»](?P<phrase>[^"“”„‟«»]*)["“”„‟«»]
    |(?P<word>[^\s()"“”„‟«»]+)
    |.)""",
    re.VERBOSE | re.DOTALL,
)
_JOINS = ("OR", "AND", "NOT")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that stand side by side; the last may go on where it ends with `*`."""

    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Every:
    """All of these and none of those; without `parts`, whatever has none of those."""

    parts: tuple["Question", ...]
    without: tuple["Question", ...] = ()


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of these."""

    parts: tuple["Question", ...]


Question = Phrase | Every | Some


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, a phrase, a parenthesis, or OR, AND, NOT; `minus` where a dash stands before it."""

    text: str
    sign: bool = False
    minus: bool = False


def read(text: str) -> Question | None:
    """The question that a text asks; None where it holds no letter and no digit.

    >>> read('ferry -"night boat" OR pier*')
    ... # doctest: +NORMALIZE_WHITESPACE
    Some(parts=(Every(parts=(Phrase(terms=('ferry',)),),
                      without=(Phrase(terms=('night', 'boat')),)),
                Phrase(terms=('pier*',))))
    """
    tokens = _paired(list(_tokens(text[:MAX_QUESTION])))
    return _Reader(tokens).some() or _Reader(_as_words(tokens)).some()


def unread(text: str) -> str | None:
    """What of a long text is no part of the question, as a sentence; None where all of it is.

    >>> unread("ferry " * 40)
    'The question has 40 words and phrases; the first 32 are looked for.'
    """
    if len(text) > MAX_QUESTION:
        return (
            f"The question has {len(text):,} characters; of the first {MAX_QUESTION:,} the first"
            f" {MAX_WORDS} words and phrases are looked for."
        )
    number = sum(any(asked(token.text)) for token in _tokens(text) if not token.sign)
    if number <= MAX_WORDS:
        return None
    return f"The question has {number} words and phrases; the first {MAX_WORDS} are looked for."


def wanted(question: Question) -> tuple[tuple[str, ...], ...]:
    """The phrases that an article is found by, each once: what a snippet marks."""
    return tuple(dict.fromkeys(_wanted(question)))


def _wanted(question: Question) -> Iterator[tuple[str, ...]]:
    if isinstance(question, Phrase):
        yield question.terms
    else:
        for part in question.parts:
            yield from _wanted(part)


def loosened(question: Question) -> Question:
    """A question that at least the same articles answer, and that asks nothing of places.

    Where words stand is no matter of PostgreSQL's index: it reads each article that has them.
    """
    if isinstance(question, Phrase):
        words = tuple(Phrase((term,)) for term in dict.fromkeys(question.terms))
        return words[0] if len(words) == 1 else Every(words)
    parts = tuple(loosened(part) for part in question.parts)
    if isinstance(question, Some):
        return Some(parts)
    surely = (one for one in question.without if isinstance(one, Phrase) and len(one.terms) == 1)
    return Every(parts, tuple(surely))


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        minus = match["minus"] is not None
        if match["sign"]:
            yield _Token(match["sign"], sign=True, minus=minus)
        elif match["phrase"] is not None:
            yield _Token(match["phrase"], minus=minus)
        elif match["word"]:
            yield _Token(match["word"], sign=not minus and match["word"] in _JOINS, minus=minus)


def _paired(tokens: list[_Token]) -> list[_Token]:
    """Without the parentheses that have no partner or stand too deep."""
    open_, kept = list[int](), set[int]()
    for place, token in enumerate(tokens):
        if token.sign and token.text == "(":
            open_.append(place)
        elif token.sign and token.text == ")" and open_:
            if len(open_) <= MAX_DEPTH:
                kept |= {open_[-1], place}
            open_.pop()
    return [
        token
        for place, token in enumerate(tokens)
        if place in kept or not (token.sign and token.text in "()")
    ]


def _as_words(tokens: list[_Token]) -> list[_Token]:
    """A question of nothing but OR, AND, NOT asks for these words."""
    return [_Token(token.text) for token in tokens if token.text not in ("(", ")")]


class _Reader:
    """Reads tokens from the left to the right."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._place = 0
        self._words = 0

    def some(self) -> Question | None:
        """What stands up to the next closing parenthesis, or the end."""
        parts = [self._every()]
        while self._at("OR"):
            self._place += 1
            parts.append(self._every())
        kept = tuple(dict.fromkeys(part for part in parts if part is not None))
        return Some(kept) if len(kept) > 1 else kept[0] if kept else None

    def _at(self, sign: str) -> bool:
        token = self._tokens[self._place] if self._place < len(self._tokens) else None
        return token is not None and token.sign and token.text == sign

    def _every(self) -> Question | None:
        parts, without = list[Question](), list[Question]()
        refused = False
        while self._place < len(self._tokens) and not (self._at("OR") or self._at(")")):
            token = self._tokens[self._place]
            self._place += 1
            if token.sign and token.text in _JOINS:
                refused = token.text == "NOT"
                continue
            found = self._group() if token.sign else self._phrase(token.text)
            if found is not None:
                (without if token.minus or refused else parts).append(found)
            refused = False
        if not parts and not without:
            return None
        if len(parts) == 1 and not without:
            return parts[0]
        return Every(tuple(dict.fromkeys(parts)), tuple(dict.fromkeys(without)))

    def _group(self) -> Question | None:
        found = self.some()
        self._place += 1  # past the closing one
        return found

    def _phrase(self, text: str) -> Phrase | None:
        terms = tuple(asked(text))
        if not terms or self._words == MAX_WORDS:
            return None
        self._words += 1
        return Phrase(terms)

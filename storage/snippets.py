"""The piece of an article that shows why it was found."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from storage.terms import dense, fold

BEFORE = AFTER = 120
"""Characters shown on each side of the first hit."""

Span = tuple[int, int]
"""Where a hit begins, and where it has ended, in characters."""

PIECE = 400
"""Characters that are folded at once in the search for the first hit."""


@dataclass(frozen=True, slots=True)
class _Sought:
    """A phrase that is looked for; what stands around it is looked at where it was found.

    To ask for that in the pattern too would take 10 ms for each question: `re` is slow to compile
    all letters of scripts without spaces.
    """

    words: re.Pattern[str]
    begins: bool
    """Whether no letter may stand before it."""
    ends: bool
    """Whether no letter may stand behind it."""
    goes_on: bool
    """Whether the rest of the word belongs to it."""


def snippet(text: str, phrases: Sequence[Sequence[str]]) -> tuple[str, tuple[Span, ...]]:
    """The text around its first hit, and where the hits are in it.

    Where only the title was hit it is the beginning of the text, and no hit is in it.

    >>> snippet("Ein Haus in Köln.", [("koln",)])
    ('Ein Haus in Köln.', ((12, 16),))
    """
    plain = " ".join(text.split())
    sought = [_sought(phrase) for phrase in phrases]
    for piece in _pieces(plain, sought, phrases):
        if hits := list(_hits(plain, piece, sought)):
            start, end = _window(plain, hits[0])
            return _shown(plain, start, end, [hit for hit in hits if hit[1] <= end])
    start, end = _window(plain, (0, 0))
    return _shown(plain, start, end, [])


def _pieces(
    text: str, sought: Sequence[_Sought], phrases: Sequence[Sequence[str]]
) -> Iterator[range]:
    """The pieces of a text in which a hit seems to begin, each with what is shown around it.

    Where a hit stands in the text is told letter by letter, which is slow; a folded piece tells
    at once whether it is worth it.
    """
    longest = 2 * max((sum(map(len, phrase)) for phrase in phrases), default=0) + BEFORE
    for begin in range(0, len(text) if sought else 0, PIECE):
        start = text.rfind(" ", max(0, begin - longest), begin) + 1 or max(0, begin - longest)
        piece = range(start, min(len(text), begin + PIECE + longest + AFTER))
        folded = fold(text[piece.start : piece.stop])
        if any(next(_places(folded, one), None) for one in sought):
            yield piece


def _hits(text: str, piece: range, sought: Sequence[_Sought]) -> Iterator[Span]:
    """Where hits stand in a piece: pairs of start and end, in order, none overlapping."""
    folded, origin = _fold_with_origin(text[piece.start : piece.stop])
    last = 0
    places = sorted(
        (start, number, end)
        for number, one in enumerate(sought)
        for start, end in _places(folded, one)
    )
    for first, _, after in places:
        start = piece.start + origin[first]
        end = piece.start + origin[after - 1] + 1
        while end < len(text) and not _folded(text[end]):
            end += 1  # an accent that stands after its letter belongs to it
        if start >= last:
            yield start, end
            last = end


def _fold_with_origin(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its characters the place that it came from."""
    if text.isascii():
        return fold(text), range(len(text))
    folded: list[str] = []
    origin: list[int] = []
    for place, letter in enumerate(text):
        for piece in _folded(letter):
            folded.append(piece)
            origin.append(place)
    return "".join(folded), origin


@lru_cache(maxsize=8_192)
def _folded(letter: str) -> str:
    """One letter folded; a text has few different ones, and folding takes a microsecond."""
    return fold(letter)


def _sought(phrase: Sequence[str]) -> _Sought:
    """The phrase as it stands in folded text: its terms with anything but letters between."""
    parts: list[str] = []
    previous = ""
    for term in phrase:
        bare = term.removesuffix("*")
        if previous and dense(bare[0]) and previous.endswith(bare[0]):
            parts.append(re.escape(bare[1:]))
        else:
            parts.append((" *" if previous else "") + re.escape(bare))
        previous = bare
    goes_on = phrase[-1].endswith("*") and not dense(previous[-1])
    ends = not goes_on and not dense(previous[-1])
    return _Sought(re.compile("".join(parts)), not dense(phrase[0][0]), ends, goes_on)


def _places(folded: str, sought: _Sought) -> Iterator[tuple[int, int]]:
    """Where it stands in folded text: pairs of start and end, in order, none overlapping."""
    place = 0
    while match := sought.words.search(folded, place):
        start, end = match.span()
        place = start + 1
        if sought.begins and _in_word(folded, start - 1):
            continue
        while sought.goes_on and _in_word(folded, end):
            end += 1
        if sought.ends and _in_word(folded, end):
            continue
        yield start, end
        place = max(place, end)


def _in_word(folded: str, place: int) -> bool:
    """Whether a letter that belongs to a word of several stands there."""
    return 0 <= place < len(folded) and folded[place] != " " and not dense(folded[place])


def _window(text: str, hit: tuple[int, int]) -> tuple[int, int]:
    """What is shown: so much on each side, cut between words where there are any near."""
    start, end = max(0, hit[0] - BEFORE), min(len(text), hit[1] + AFTER)
    if start:
        space = text.find(" ", start, hit[0])
        start = space + 1 if 0 <= space < start + BEFORE // 4 else start
    if end < len(text):
        space = text.rfind(" ", hit[1], end)
        end = space if space > end - AFTER // 4 else end
    return start, end


def _shown(text: str, start: int, end: int, hits: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """The piece of a text, and where its hits are in what is shown."""
    before, after = "…" if start else "", "…" if end < len(text) else ""
    shift = len(before) - start
    return f"{before}{text[start:end]}{after}", tuple((a + shift, b + shift) for a, b in hits)

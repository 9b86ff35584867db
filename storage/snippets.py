"""The piece of an article that shows why it was found."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from storage.terms import DENSE, dense, fold

BEFORE = AFTER = 120
"""Characters shown on each side of the first hit."""

OPEN, CLOSE = "\ue000", "\ue001"
"""Around what matched: characters for private use, so that no text means them."""

PIECE = 400
"""Characters that are folded at once in the search for the first hit."""


def snippet(text: str, phrases: Sequence[Sequence[str]]) -> str:
    """The text around its first hit, the hits marked; its beginning where the title was hit.

    >>> snippet("Ein Haus in Köln.", [("koln",)]).replace(OPEN, "[").replace(CLOSE, "]")
    'Ein Haus in [Köln].'
    """
    plain = " ".join(text.replace(OPEN, "").replace(CLOSE, "").split())
    found = "|".join(_pattern(phrase) for phrase in phrases)
    for piece in _pieces(plain, found, phrases):
        if hits := list(_hits(plain, piece, found)):
            start, end = _window(plain, hits[0])
            return _marked(plain, start, end, [hit for hit in hits if hit[1] <= end])
    start, end = _window(plain, (0, 0))
    return _marked(plain, start, end, [])


def _pieces(text: str, found: str, phrases: Sequence[Sequence[str]]) -> Iterator[range]:
    """The pieces of a text in which a hit seems to begin, each with what is shown around it.

    Where a hit stands in the text is told letter by letter, which is slow; a folded piece tells
    at once whether it is worth it.
    """
    longest = 2 * max((sum(map(len, phrase)) for phrase in phrases), default=0) + BEFORE
    for begin in range(0, len(text) if found else 0, PIECE):
        start = text.rfind(" ", max(0, begin - longest), begin) + 1 or max(0, begin - longest)
        piece = range(start, min(len(text), begin + PIECE + longest + AFTER))
        if re.search(found, fold(text[piece.start : piece.stop])):
            yield piece


def _hits(text: str, piece: range, found: str) -> Iterator[tuple[int, int]]:
    """Where hits stand in a piece: pairs of start and end, in order, none overlapping."""
    folded, origin = _fold_with_origin(text[piece.start : piece.stop])
    last = 0
    for match in re.finditer(found, folded):
        start = piece.start + origin[match.start()]
        end = piece.start + origin[match.end() - 1] + 1
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


def _pattern(phrase: Sequence[str]) -> str:
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
    whole = "".join(parts)
    before = "" if dense(phrase[0][0]) else f"(?<![^ {DENSE}])"
    if phrase[-1].endswith("*") and not dense(previous[-1]):
        after = f"[^ {DENSE}]*"
    else:
        after = "" if dense(previous[-1]) else f"(?![^ {DENSE}])"
    return f"{before}{whole}{after}"


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


def _marked(text: str, start: int, end: int, hits: Sequence[tuple[int, int]]) -> str:
    pieces = ["…" if start else ""]
    place = start
    for a, b in hits:
        pieces += [text[place:a], OPEN, text[a:b], CLOSE]
        place = b
    pieces += [text[place:end], "…" if end < len(text) else ""]
    return "".join(pieces)

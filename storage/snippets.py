"""The piece of an article that shows why it was found."""

import re
from collections.abc import Sequence
from functools import lru_cache

from storage.terms import DENSE, dense, fold

BEFORE = AFTER = 120
"""Characters shown on each side of the first hit."""

OPEN, CLOSE = "\ue000", "\ue001"
"""Around what matched: characters for private use, so that no text means them."""

_MARKS = str.maketrans("", "", OPEN + CLOSE)


def snippet(text: str, phrases: Sequence[Sequence[str]]) -> str:
    """The text around its first hit, the hits marked; its beginning where the title was hit.

    >>> snippet("Ein Haus in Köln.", [("koln",)]).replace(OPEN, "[").replace(CLOSE, "]")
    'Ein Haus in [Köln].'
    """
    plain = " ".join(text.translate(_MARKS).split())
    hits = find_hits(plain, phrases)
    first = hits[0] if hits else (0, 0)
    start, end = _window(plain, first)
    shown = [(a, b) for a, b in hits if start <= a and b <= end]
    return _marked(plain, start, end, shown)


def find_hits(text: str, phrases: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Where the phrases stand in the text: pairs of start and end, in order, none overlapping."""
    folded, origin = _fold_with_origin(text)
    pattern = "|".join(_pattern(phrase) for phrase in phrases)
    hits: list[tuple[int, int]] = []
    for match in re.finditer(pattern, folded) if pattern else ():
        start, end = origin[match.start()], origin[match.end() - 1] + 1
        while end < len(text) and not _folded(text[end]):
            end += 1  # an accent that stands after its letter belongs to it
        if not hits or start >= hits[-1][1]:
            hits.append((start, end))
    return hits


def _fold_with_origin(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place that it came from."""
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

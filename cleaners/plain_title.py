"""The title of an article that has lost its markup: the likeliest of the lines around its start.

Every line there is asked the same questions; what an answer is worth was fitted on 1,400 pages
whose titles are known (a conditional logit, halves of the pages checked by each other).
"""

import operator
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from cleaners.features.likeness import letters
from cleaners.features.lines import longest_text
from cleaners.features.wording import families_of, stem_set
from cleaners.lexicon import cue
from cleaners.steps.plain_lines import is_caption_like, is_listed
from cleaners.steps.top import PATH_SEPARATORS
from cleaners.types import Block
from cleaners.wording import is_finished, word_count

ABOVE = 60
"""Lines above the text among which its title is sought."""

BELOW = 2
OPENING = 5
"""Paragraphs at the beginning of the text that a title has most to do with."""

MIN_WORDS, MAX_WORDS = 2, 35
MAX_LETTERS = 250
MIN_LETTERS = 0.6
"""Share of a title's characters that are letters."""

LEAD = 10
"""Lines above the longest stretch of text among which its first paragraphs may stand."""

MOST = 200
"""Paragraphs of the text that are read; more say nothing new."""

FULL_WORDS = 8
LONG_WORDS = 16
STAMPED_WORDS = 14
STAMPED_WITHIN = 6
"""Lines below a title among which a date or a time stands."""

PROSE_WORDS = 25
MAX_SECTION_WORDS = 5

_STAMP = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)\d{1,2}[:.h]\d\d(?!\d)|\bago\b")
_BAR = re.compile(r"[|»›→]|\s[>•·/]\s")

QUESTIONS = (
    "shared with the text", "shared and long", "shared with the opening", "words in the opening",
    "length", "too long", "finished", "asks", "ends open", "begins small", "capitals", "bars",
    "listed", "a phrase", "caption", "stamped", "a path", "in the text", "near", "distance", "top",
    "clauses beside", "a date below", "in another line", "again below",
    "holds another line",
)  # fmt: skip
WEIGHTS = (
    1.2, 1.9, 0.8, 1.9, 3.5, -3.5, -4.2, -0.2, -3.2, -1.5, -0.9, -1.2, -1.6, -1.3, -2.6, 0.6, -0.5,
    -2.1, 0.2, -0.4, -0.7, -1.8, 2.1, 1.5, 0.8, -0.3,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opening:
    """What the candidates are held against: the words of the text, and the lines before it."""

    blocks: tuple[Block, ...]
    texts: tuple[str, ...]
    start: int
    stems: Counter[str]
    first_stems: frozenset[str]
    letters: tuple[str, ...]
    begin: int
    stamped: tuple[bool, ...]


def find_title(blocks: Sequence[Block]) -> str | None:
    """The likeliest title among the lines around the beginning of the text, or None."""
    opening = read_opening(blocks)
    best: tuple[float, str] | None = None
    for place in range(opening.begin, opening.begin + len(opening.letters)):
        if not may_be_title(opening, place):
            continue
        worth = sum(map(operator.mul, WEIGHTS, answers(opening, place)))
        if best is None or worth > best[0]:
            best = (worth, opening.texts[place])
    return best[1] if best else None


def read_opening(blocks: Sequence[Block]) -> Opening:
    """Where the text begins, what it is about, and the lines around its beginning."""
    texts = tuple(block.text for block in blocks)
    good = [b.words >= PROSE_WORDS or (b.words >= FULL_WORDS and b.finished) for b in blocks]
    sizes = np.array([len(text) for text in texts], dtype=np.float64)
    start, end = longest_text(sizes, np.array(good, dtype=np.float64))
    first, last = max(0, start - LEAD), min(end + 1, start + MOST)
    prose = [stem_set(texts[i]) for i in range(first, last) if good[i]]
    begin = max(0, start - ABOVE)
    near = texts[begin : start + BELOW]
    return Opening(
        blocks=tuple(blocks),
        texts=texts,
        start=start,
        stems=Counter(chain.from_iterable(prose)),
        first_stems=frozenset().union(*prose[:OPENING]),
        letters=tuple(map(letters, near)),
        begin=begin,
        stamped=tuple(
            block.words <= STAMPED_WORDS and _STAMP.search(block.text) is not None
            for block in blocks[begin : start + BELOW + STAMPED_WITHIN]
        ),
    )


def may_be_title(opening: Opening, place: int) -> bool:
    """Whether a line has a title's length and is made of letters."""
    text = opening.texts[place]
    fits = MIN_WORDS <= opening.blocks[place].words <= MAX_WORDS and len(text) <= MAX_LETTERS
    return fits and sum(map(str.isalpha, text)) >= MIN_LETTERS * len(text)


def answers(opening: Opening, place: int) -> tuple[float, ...]:
    """What a line answers to the questions of `QUESTIONS`."""
    text, words = opening.texts[place], opening.blocks[place].words
    own = stem_set(text)
    share = sum(stem in opening.stems for stem in own) / (len(own) or 1)
    first = len(own & opening.first_stems)
    length = min(words, FULL_WORDS) / FULL_WORDS
    return (
        share,
        share * length,
        first / (len(own) or 1),
        min(first, 4) / 4,
        length,
        max(0, words - LONG_WORDS) / 10,
        *_marks(text),
        *_surroundings(opening, place),
    )


def _marks(text: str) -> tuple[float, ...]:
    """What the line looks like: its end, its beginning, its capitals, its phrases."""
    asks = text.endswith(("?", "？", "؟"))
    return (
        is_finished(text) and not asks,
        asks,
        text.endswith((":", "：", ",", ";")),
        text[0].islower(),
        sum(map(str.isupper, text)) / len(text),
        _BAR.search(text) is not None,
        is_listed(text),
        bool(families_of(text)) or cue(text) is not None,
        is_caption_like(text),
        _STAMP.search(text) is not None,
        _is_path(text),
    )


def _is_path(text: str) -> bool:
    parts = [part for part in PATH_SEPARATORS.split(text) if part.strip()]
    return len(parts) > 1 and max(map(word_count, parts)) <= MAX_SECTION_WORDS


def _surroundings(opening: Opening, place: int) -> tuple[float, ...]:
    """Where the line stands, and what stands around it."""
    blocks, start = opening.blocks, opening.start
    at = place - opening.begin
    key = opening.letters[at]
    beside = [i for i in (place - 2, place - 1, place + 1, place + 2) if 0 <= i < len(blocks)]
    return (
        place >= start,
        0 < start - place <= 12,
        min(start - place, ABOVE) / 20,
        place < 3,
        sum(blocks[i].words >= 4 and not blocks[i].finished for i in beside) / 4,
        any(opening.stamped[at + 1 : at + 1 + STAMPED_WITHIN]),
        len(key) > 10 and any(key in other and key != other for other in opening.letters),
        key in opening.letters[at + 1 :],
        any(len(other) > 10 and other in key and key != other for other in opening.letters),
    )

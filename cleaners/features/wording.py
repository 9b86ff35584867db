"""What the words of a block say by themselves: numbers for the judgement, one row a block."""

import re
import struct
from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np

from cleaners.bylines import MAX_BYLINE_WORDS, why_byline
from cleaners.features.containers import Floats
from cleaners.kinds import MAX_CAPTION_WORDS, is_caption
from cleaners.lexicon import FURNITURE, SEPARATORS, cue, family, fold, may_begin
from cleaners.types import Block
from cleaners.wording import MAX_STEMMED, is_finished, word_count

FAMILIES = (*FURNITURE, "read_also", "source_label")
"""The families of phrases that are features, each its own."""

MAX_PHRASE = 120
"""Characters of a block that may be a phrase of the lexicon."""

MAX_PHOTO = 600
"""Characters of a line that may be a caption with its photographer."""

MOSTLY_LINKED = 0.5
"""Share of a block inside links from which it is asked where they lead."""

CAPITALS = 30
"""Words from the beginning of a block whose first letters are looked at."""

MAX_TOKENS = 12
"""Words from the beginning of a block whose learned weights are read."""

TEXT_COLUMNS = (
    "characters", "words", "stops", "commas", "digits", "capitals", "finished", "photo", "byline",
    "ends_with_colon", "asks", "begins_small", "begins_with_mark", "bars", "signs", "year",
    "clock", "word_length", "unspaced", "cue", "families",
    "linked", "links", "bold", "here", "elsewhere", "heading", "item", "quote", "row", "caption",
    "level", "hidden", "own_address",
)  # fmt: skip

_TOKEN = re.compile(r"[^\W_]+")
_STOP = re.compile(r"[.!?…。！？।۔؟]")
_COMMA = re.compile(r"[,，、،;]")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CLOCK = re.compile(r"(?<!\d)[0-2]?\d[:.h][0-5]\d(?!\d)")
_BAR = re.compile(r"[|»«›•·→/>]")
_SIGN = re.compile(r"[©®@#]|https?:|www\.")
_OF_BLOCK = struct.Struct("=13d")
_OF_TEXT = struct.Struct(f"={len(TEXT_COLUMNS) - 13}d")
_BRIEFLY = struct.Struct("=2d8x2d8xd8x3d32x2d16x2d")
_ASCII_SIGNS = ("@", "#", "http:", "https:", "www.")
_SUBSITE = re.compile(r"^(?:www|m|amp|mobile)\.")
_STEM = re.compile(r"[^\W\d_]{4,}")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+")
_MARKS = frozenset("-–—•*·“\"'«„‘([#@▶►→»")


def tokens(text: str) -> tuple[str, ...]:
    """The first words of a text, folded; numbers are one word.

    >>> tokens("Read 12 more stories")
    ('read', '0', 'more', 'stories')
    """
    return _first_words(text[:160])


@lru_cache(maxsize=16_384)
def _first_words(text: str) -> tuple[str, ...]:
    found = _TOKEN.findall(text.casefold())[:MAX_TOKENS]
    return tuple("0" if word.isdigit() else word for word in found)


def stem_set(text: str) -> frozenset[str]:
    """The beginnings of the longer words; pairs of letters where a script has no spaces."""
    folded = text[:MAX_STEMMED].casefold()
    if not folded.isascii() and (runs := _UNSPACED.findall(folded)):
        return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1))
    return frozenset([word[:7] for word in _STEM.findall(folded)])


@cache
def _phrases() -> tuple[dict[str, int], dict[str, int], int]:
    """All whole phrases and all beginnings, each with the bits of its families."""
    whole: dict[str, int] = {}
    beginnings: dict[str, int] = {}
    longest = 1
    for place, name in enumerate(FAMILIES):
        phrases = family(name)
        longest = max(longest, phrases.longest)
        for phrase in phrases.whole:
            whole[phrase] = whole.get(phrase, 0) | 1 << place
        for phrase in phrases.beginnings:
            beginnings[phrase] = beginnings.get(phrase, 0) | 1 << place
    return whole, beginnings, longest


def families_of(text: str) -> int:
    """The families that have the text among their phrases, as bits; one fold for all."""
    if len(text) > MAX_PHRASE:
        return 0
    whole, beginnings, longest = _phrases()
    folded = fold(text)
    found = whole.get(folded, 0)
    if not may_begin(folded):
        return found
    place = folded.find(" ")
    for _ in range(longest):
        if place < 0:
            return found | beginnings.get(folded, 0)
        found |= beginnings.get(folded[:place], 0)
        place = folded.find(" ", place + 1)
    return found


def text_rows(
    blocks: Sequence[Block], settled: Sequence[bool], site: str | None, own: str | None
) -> Floats:
    """The numbers of the blocks' own words, a row a block, in the order of `TEXT_COLUMNS`.

    Of blocks that are settled, as a rule cut them for sure, only what others read of them is
    told. `site` and `own` are the host and the address of the page.
    """
    packed = []
    for block, is_settled in zip(blocks, settled, strict=True):
        text = block.text
        if is_settled:
            packed.append(_briefly(block))
        else:
            packed.append(_known(text) if len(text) <= MAX_PHRASE else _said(text))
        packed.append(_of_block(block, site, own))
    return np.frombuffer(b"".join(packed)).reshape(len(blocks), len(TEXT_COLUMNS))


def _briefly(block: Block) -> bytes:
    """What neighbours and the page as a whole read of a block's words; 0 for all else."""
    text = block.text
    start = text[:400]
    families = families_of(text)
    digits = len(_DIGIT.findall(start))
    return _BRIEFLY.pack(
        len(text),
        block.words,
        _marks(text)[1],
        digits / len(start),
        block.finished,
        block.words <= MAX_BYLINE_WORDS and why_byline(text) is not None,
        text[-1] in ":：",
        text[-1] in "?？؟",
        digits > 0 and _YEAR.search(start) is not None,
        digits > 0 and _CLOCK.search(start) is not None,
        _is_cued(text, families),
        families.bit_count(),
    )


def _of_block(block: Block, site: str | None, own: str | None) -> bytes:
    """What stands beside the words: links, bold, and the kind."""
    linked, kind = block.linked_share, block.kind
    here, elsewhere = _leads(block, site) if linked > MOSTLY_LINKED else (0, 0)
    return _OF_BLOCK.pack(
        linked,
        len(block.links),
        block.bold / len(block.text),
        here,
        elsewhere,
        kind == "heading",
        kind == "list-item",
        kind == "quote",
        kind == "table-row",
        kind == "caption",
        block.level or 0,
        block.hidden is not None,
        own is not None and any(link.url == own for link in block.links),
    )


def _said(text: str) -> bytes:
    """What a text says wherever it stands, as packed numbers."""
    split = text.split()
    words = len(split) if text.isascii() else word_count(text)
    start = text[:400]
    families = families_of(text)
    digits = len(_DIGIT.findall(start))
    return _OF_TEXT.pack(
        len(text),
        words,
        *_marks(text),
        digits / len(start),
        _capitals(split[:CAPITALS]),
        is_finished(text),
        len(text) <= MAX_PHOTO and words <= MAX_CAPTION_WORDS and is_caption(text),
        words <= MAX_BYLINE_WORDS and why_byline(text) is not None,
        text[-1] in ":：",
        text[-1] in "?？؟",
        start[0].islower(),
        start[0] in _MARKS,
        *_signs(start),
        digits > 0 and _YEAR.search(start) is not None,
        digits > 0 and _CLOCK.search(start) is not None,
        len(text) / (words or 1),
        not text.isascii() and _UNSPACED.search(start) is not None,
        _is_cued(text, families),
        families.bit_count(),
    )


_known = lru_cache(maxsize=16_384)(_said)
"""The same, remembered: short lines come again on every page of a site."""


def _marks(text: str) -> tuple[int, int]:
    """How many stops and commas a text has; counting characters is quicker than a pattern."""
    count = text.count
    if text.isascii():
        return count(".") + count("!") + count("?"), count(",") + count(";")
    return len(_STOP.findall(text)), len(_COMMA.findall(text))


def _signs(start: str) -> tuple[float, bool]:
    """How many bars and arrows a text has, and whether it has a sign of data or rights."""
    if start.isascii():
        bars = start.count("|") + start.count("/") + start.count(">")
        return bars, any(sign in start for sign in _ASCII_SIGNS)
    return len(_BAR.findall(start)), _SIGN.search(start) is not None


def host_of(url: str) -> str:
    """The host of a normalised URL without "www." and its like, for comparison.

    >>> host_of("https://www.example.com/a?b=c")
    'example.com'
    """
    host = url.split("/", 3)[2] if url.count("/") > 1 else ""
    return _SUBSITE.sub("", host)


def _capitals(words: Sequence[str]) -> float:
    return sum([word[0].isupper() for word in words]) / (len(words) or 1)


def _is_cued(text: str, families: int) -> bool:
    """Whether the line begins with a cue ("Read also:") for another article."""
    if len(text) > 250:
        return False
    if families >> FAMILIES.index("read_also") & 1:
        return True
    head = text[:60]
    return any(c in head for c in SEPARATORS + "([【") and cue(text) is not None


def _leads(block: Block, site: str | None) -> tuple[int, int]:
    """How many links of a block lead to this site, and how many to another."""
    if site is None:
        return (1, 0) if block.links else (0, 0)
    sites = [host_of(link.url) for link in block.links[:5] if link.url]
    here = sum(other == site for other in sites)
    return here, len(sites) - here

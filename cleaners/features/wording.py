"""What the words of a block say by themselves: numbers for the judgement, one row a block."""

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from cleaners.bylines import MAX_BYLINE_WORDS, why_byline
from cleaners.features.containers import Floats
from cleaners.features.signs import Joined, character_columns
from cleaners.kinds import MAX_CAPTION_WORDS, PHOTO_WORDS, is_caption
from cleaners.lexicon import FURNITURE, cue, family, fold, may_begin, phrases_of
from cleaners.sentences import may_be_unspaced
from cleaners.types import Block
from cleaners.wording import MAX_STEMMED, STEM

FAMILIES = (*FURNITURE, "read_also", "source_label")
"""The families of phrases that are features, each its own."""

MAX_PHRASE = 120
"""Characters of a block that may be a phrase of the lexicon."""

MAX_PHOTO = 600
"""Characters of a line that may be a caption with its photographer."""

MOSTLY_LINKED = 0.5
"""Share of a block inside links from which it is asked where they lead."""

MAX_TOKENS = 12
"""Words from the beginning of a block whose learned weights are read."""

MAX_BEGINNING = 160
"""Characters among which they stand."""

MAX_CUED = 250
"""Characters of a line that may begin with a cue."""

OWN_KINDS = (
    ("heading", "heading"), ("item", "list-item"), ("quote", "quote"), ("row", "table-row"),
    ("caption", "caption"),
)  # fmt: skip
"""The kinds of blocks that are columns, with their names."""

_ADDRESSES = ("://", "www.")
_TOKEN = re.compile(r"[^\W_]+")
_SUBSITES = ("www.", "m.", "amp.", "mobile.")
_BEGINNINGS = tuple(f"{s}://{sub}" for s in ("https", "http") for sub in ("", *_SUBSITES))
_SPACED = bytes(
    ord(chr(code).lower()) if chr(code).isalnum() else ord(" ") for code in range(128)
).ljust(256)
"""For ASCII: letters in lower case and digits, spaces for all else."""
_STEM = re.compile(rf"([^\W\d_]{{4,{STEM}}}+)[^\W\d_]*+")
_ASCII_STEM = re.compile(rf"([a-z]{{4,{STEM}}}+)[a-z]*+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+")
_FAMILIES = frozenset(FAMILIES)


def tokens(text: str) -> tuple[str, ...]:
    """The first words of a text, folded; numbers are one word.

    >>> tokens("Read 12 more stories")
    ('read', '0', 'more', 'stories')
    """
    beginning = text[:MAX_BEGINNING]
    if not beginning.isascii():
        return _first_words(beginning)
    folded = beginning.encode().translate(_SPACED).decode()
    return _without_numbers(folded.split(None, MAX_TOKENS)[:MAX_TOKENS])


@lru_cache(maxsize=16_384)
def _first_words(text: str) -> tuple[str, ...]:
    return _without_numbers(_TOKEN.findall(text.casefold())[:MAX_TOKENS])


def _without_numbers(words: list[str]) -> tuple[str, ...]:
    if "".join(words).isalpha():
        return tuple(words)
    return tuple(["0" if word.isdigit() else word for word in words])


def stem_set(text: str) -> frozenset[str]:
    """The beginnings of the longer words; pairs of letters where a script has no spaces."""
    folded = text[:MAX_STEMMED].casefold()
    if folded.isascii():
        return frozenset(_ASCII_STEM.findall(folded))
    if may_be_unspaced(folded) and (runs := _UNSPACED.findall(folded)):
        return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1))
    return frozenset(_STEM.findall(folded))


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


def text_columns(
    blocks: Sequence[Block],
    joined: Joined,
    settled: Sequence[bool],
    site: str | None,
    own: str | None,
) -> dict[str, Floats]:
    """What the blocks' own words say, a column by name.

    `joined` are the blocks' texts. Of blocks that are settled, as a rule cut them for sure, only
    what others read of them is told. `site` and `own` are the host and the address of the page.
    """
    texts = [block.text for block in blocks]
    columns = character_columns(texts)
    characters = np.array([len(text) for text in texts], dtype=np.float64)
    words = np.array([block.words for block in blocks], dtype=np.float64)
    columns |= {
        "characters": characters,
        "words": words,
        "finished": np.array([block.finished for block in blocks], dtype=np.float64),
        "word_length": characters / np.maximum(1.0, words),
    }
    columns["signs"] = np.maximum(columns["signs"], joined.holding(_ADDRESSES))
    columns |= _phrases_said(texts, columns.pop("separated"))
    open_ = ~np.array(settled, dtype=bool)
    short = open_ & (words <= MAX_BYLINE_WORDS)
    columns["byline"] = _asked(texts, short, lambda text: why_byline(text) is not None)
    return columns | _beside_words(blocks, characters, site, own)


def _asked(
    texts: Sequence[str], whom: NDArray[np.bool_], question: Callable[[str], bool]
) -> Floats:
    """1 for those of these texts for which the answer is yes, 0 for all others."""
    answers = np.zeros(len(texts))
    for place in np.flatnonzero(whom).tolist():
        if question(texts[place]):
            answers[place] = 1.0
    return answers


def photos(texts: Sequence[str], joined: Joined, words: Floats) -> Floats:
    """1 for lines that are captions with their photographer, else 0; `joined` are the texts."""
    short = np.array([len(text) <= MAX_PHOTO for text in texts]) & (words <= MAX_CAPTION_WORDS)
    folded = joined.folded()
    return _asked(texts, short & folded.holding(PHOTO_WORDS) if folded else short, is_caption)


def _phrases_said(texts: Sequence[str], separated: Floats) -> dict[str, Floats]:
    """How many families have a text among their phrases, and whether it begins with a cue."""
    families, cued = np.zeros(len(texts)), np.zeros(len(texts))
    for place, (text, has_separator) in enumerate(zip(texts, separated.tolist(), strict=True)):
        if len(text) > MAX_CUED:
            continue
        if len(text) <= MAX_PHRASE and (said := phrases_of(text)):
            families[place] = len(_FAMILIES & said.keys())
            if "read_also" in said:
                cued[place] = 1.0
                continue
        if has_separator and cue(text) is not None:
            cued[place] = 1.0
    return {"families": families, "cue": cued}


def _beside_words(
    blocks: Sequence[Block], characters: Floats, site: str | None, own: str | None
) -> dict[str, Floats]:
    """What stands beside the words: links, bold, and the kind."""
    linked = [block.linked_share for block in blocks]
    at_site = tuple(begin + site + "/" for begin in _BEGINNINGS) if site is not None else None
    leads = np.zeros((2, len(blocks)))
    at_own = np.zeros(len(blocks))
    for place, block in enumerate(blocks):
        if block.links:
            if linked[place] > MOSTLY_LINKED:
                leads[:, place] = _leads(block, at_site)
            if own is not None and own in [link.url for link in block.links]:
                at_own[place] = 1.0
    kinds = [block.kind for block in blocks]
    found = {
        "linked": np.array(linked),
        "links": np.array([len(block.links) for block in blocks], dtype=np.float64),
        "bold": np.array([block.bold for block in blocks]) / characters,
        "here": leads[0],
        "elsewhere": leads[1],
        "level": np.array([block.level or 0 for block in blocks], dtype=np.float64),
        "hidden": np.array([block.hidden is not None for block in blocks], dtype=np.float64),
        "own_address": at_own,
    }
    for name, kind in OWN_KINDS:
        found[name] = np.array([own_kind == kind for own_kind in kinds], dtype=np.float64)
    return found


def host_of(url: str) -> str:
    """The host of a normalised URL without "www." and its like, for comparison.

    >>> host_of("https://www.example.com/a?b=c")
    'example.com'
    """
    parts = url.split("/", 3)
    host = parts[2] if len(parts) > 2 else ""
    subsite = next((sub for sub in _SUBSITES if host.startswith(sub)), "")
    return host[len(subsite) :]


def _leads(block: Block, at_site: tuple[str, ...] | None) -> tuple[int, int]:
    """How many links of a block lead to this site, whose addresses begin so, and to others."""
    if at_site is None:
        return 1, 0
    urls = [link.url for link in block.links[:5] if link.url]
    here = sum([url.startswith(at_site) for url in urls])
    return here, len(urls) - here

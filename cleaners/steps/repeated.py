"""Blocks that stand on several articles of a site: what the site says, and not the article.

The danger is text that rightly stands twice. Copies of this article are no other articles; what
lies between the article's own paragraphs needs more evidence than what lies around them; and where
much of the text would go on thin evidence, nothing does.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from cleaners.kinds import is_credit
from cleaners.memory import MANY
from cleaners.pipeline import Cut, Draft
from cleaners.steps.position import LINKED
from cleaners.types import Block

MIN_AROUND = 2
"""Other articles on which a block must stand, to go from below the last own paragraph."""

MIN_LINE = 3
"""The same for a short line between or above own paragraphs ("Story continues below")."""

MIN_PROSE = 5
"""The same for a paragraph there that has nothing to do with the text around it."""

MAX_SHARED = 0.34
"""Share of a paragraph's longer words in the rest of the text, above which it belongs to it: the
background that a desk repeats in each article about one matter has more, an appeal has less."""

COPY = 0.5
"""Share of an article's prose that another one holds, from which the two are copies."""

LEAD = 3
LEAD_SHARED = 2
LEAD_SHARE = 0.2
"""Of the first three paragraphs two, and of all prose a fifth, shared with another article, make
the two copies: one may be the beginning of the other."""

MAX_LOST = 1 / 3
"""Share of the prose that may go on the evidence of fewer than `MANY` articles."""

MAX_TEXT_LOST = 0.8
"""Share of the prose that may go at all; a page with nothing of its own is kept as it is."""

DATELINE_WORDS = 6
_PLACE_AND_DAY = re.compile(
    r"[^\W\d_][^\d,:]*, (?:\d{1,2}\.? [^\W\d_]+\.?|[^\W\d_]+\.? \d{1,2})(?:,? \d{4})?"
)
_QUESTIONS = ("?", "？", "؟", ";")


@dataclass(frozen=True, slots=True)
class _Finding:
    """A block that should go, with the number of other articles that have it."""

    block: Block
    pages: int


@dataclass(frozen=True, slots=True)
class _Counts:
    """On how many other articles each block stands, by its number: at all, and in their text."""

    anywhere: Mapping[int, int]
    in_text: Mapping[int, int]


def repeated_block(draft: Draft) -> Iterator[Cut]:
    """Blocks that stand on several other articles of the site."""
    seen = {b.n: draft.memory.stories_with(b.text) for b in draft.blocks}
    if not any(seen.values()):
        return
    counts = _counts(draft, seen)
    first = next((b.n for b in draft.prose if counts.in_text[b.n] < MIN_AROUND), None)
    own = [b.n for b in draft.prose if counts.anywhere[b.n] < MIN_AROUND]
    if first is None or not own:
        return
    found = [
        finding
        for block in draft.blocks
        if counts.anywhere[block.n] >= MIN_AROUND
        and (finding := _judged(draft, block, counts, first, own[-1]))
    ]
    for finding in _safe(draft, found):
        more = " or more" if finding.pages == MANY else ""
        yield Cut(finding.block, f"stands on {finding.pages}{more} other pages of this site")


def _counts(draft: Draft, seen: Mapping[int, Collection[int]]) -> _Counts:
    copies = _copies(draft, seen)
    anywhere = {n: min(MANY, len(set(on) - copies)) for n, on in seen.items()}
    in_text = {
        b.n: min(MANY, len(set(draft.memory.stories_keeping(b.text)) - copies)) if seen[b.n] else 0
        for b in draft.blocks
    }
    return _Counts(anywhere, in_text)


def _copies(draft: Draft, seen: Mapping[int, Collection[int]]) -> set[int]:
    """The stories that are this article under another title: they hold its lead or most of it.

    Blocks on many stories prove nothing, as they stand everywhere.
    """
    prose = [b for b in draft.prose if len(seen[b.n]) < MANY]
    whole = sum(len(b.text) for b in prose)
    shared: Counter[int] = Counter()
    leads: Counter[int] = Counter()
    for place, block in enumerate(prose):
        for story in seen[block.n]:
            shared[story] += len(block.text)
            leads[story] += place < LEAD
    enough = min(LEAD_SHARED, len(prose))
    begins = {s for s, size in shared.items() if leads[s] >= enough and size >= LEAD_SHARE * whole}
    return begins | {s for s, size in shared.items() if size >= COPY * whole}


def _judged(draft: Draft, block: Block, counts: _Counts, first: int, last: int) -> _Finding | None:
    """A block with the evidence against it, if that is enough where it stands.

    Between and above the own paragraphs only articles count that have it in their text: a teaser
    of this article, on a hundred other pages, holds its summary or its first paragraph.
    """
    if block.kind in ("caption", "credit") or (not block.links and is_credit(block.text)):
        return None
    if block.n > last or block.linked_share >= LINKED:
        pages = counts.anywhere[block.n]
        return _Finding(block, pages) if pages >= _around(draft, block, counts, last) else None
    pages = counts.in_text[block.n]
    if (block.n < first and _is_dateline(draft, block)) or _is_refrain(draft, block, counts):
        return None
    return _Finding(block, pages) if pages >= _within(draft, block) else None


def _around(draft: Draft, block: Block, counts: _Counts, last: int) -> int:
    """On how many articles a block must stand to go from below the text, or as a link from it.

    A line right above one that only this article has ("Pros" above a list) may head it.
    """
    if block.n < last:
        return MIN_LINE
    below = draft.neighbour(block, 1)
    own = below is not None and counts.anywhere[below.n] < MIN_AROUND
    heads = own and below is not None and below.linked_share < LINKED and not block.prose
    return MANY if heads else MIN_AROUND


def _within(draft: Draft, block: Block) -> int:
    """On how many articles a block must stand to go from the text or from above it.

    Questions and subheadings that stand above a paragraph never go.
    """
    if not any(map(str.isalnum, block.text)):
        return MIN_LINE
    asks = block.text.rstrip().endswith(_QUESTIONS)
    bold = block.bold >= 0.9 * len(block.text.replace(" ", ""))
    if (asks or bold or block.kind == "heading") and _is_above_prose(draft, block):
        return MANY + 1  # a series of articles has it each time
    if block.prose:
        return MIN_PROSE if draft.shared_with_text(block) < MAX_SHARED else MANY
    return MANY if block.kind == "heading" else MIN_LINE


def _is_above_prose(draft: Draft, block: Block) -> bool:
    after = draft.neighbour(block, 1)
    return after is not None and after.prose


def _is_refrain(draft: Draft, block: Block, counts: _Counts) -> bool:
    """Whether a line comes back on this page, each time between two paragraphs of its own.

    A sentence on `MANY` articles is a box that the site sets into its texts, whatever it says.
    """
    ornament = not any(map(str.isalnum, block.text))
    if block.links or not (ornament or (block.finished and counts.in_text[block.n] < MANY)):
        return False
    same = [b for b in draft.blocks if b.text == block.text]
    return len(same) > 1 and all(_is_among_own(draft, b, counts) for b in same)


def _is_among_own(draft: Draft, block: Block, counts: _Counts) -> bool:
    beside = (draft.neighbour(block, -1), draft.neighbour(block, 1))
    return all(b is not None and b.prose and counts.anywhere[b.n] < MIN_AROUND for b in beside)


def _is_dateline(draft: Draft, block: Block) -> bool:
    """Whether a line right above the first paragraph says where it was written.

    "LISBON (AP) —", "Lisbon, 3 May".
    """
    if block.words > DATELINE_WORDS or block.links or not _is_above_prose(draft, block):
        return False
    letters = [c for c in block.text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters) > 0.6 * len(letters)
    if _PLACE_AND_DAY.fullmatch(block.text):
        return True
    return capitals or block.text.rstrip().endswith(("—", "–", "-", "/", ")", ".-", ".–"))


def _safe(draft: Draft, found: list[_Finding]) -> list[_Finding]:
    """What may go without the risk of losing the article to a memory that is wrong."""
    whole = sum(len(b.text) for b in draft.prose)
    sure = [finding for finding in found if finding.pages == MANY]
    if _prose(found) > MAX_LOST * whole:
        found = sure
    return [] if _prose(sure) > MAX_TEXT_LOST * whole else found


def _prose(found: list[_Finding]) -> int:
    return sum(len(f.block.text) for f in found if f.block.prose)

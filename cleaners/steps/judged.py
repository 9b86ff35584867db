"""The judgement's part: what no rule can name, and the main text does not hold."""

from collections.abc import Iterator

from cleaners.lexicon import cue
from cleaners.pipeline import Cut, Draft
from cleaners.types import Block

MAX_WORDS = 30
MAX_HEADING_WORDS = 12
LIST_SIGNS = "•·|"
"""What stands between the entries of a list in one line."""
LINKED = 0.6
BEYOND = 6
"""Blocks below the last one of the text that may still be headlines in it."""


def outside_text(draft: Draft) -> Iterator[Cut]:
    """Blocks that the judgement leaves out, but for what may be a headline inside the text.

    Those are left for the rule that knows why they are there and keeps where they point to.
    """
    chosen = draft.judgement.chosen if draft.judgement else frozenset[int]()
    first, last = min(chosen, default=0), max(chosen, default=-1)
    for cut in main_text(draft):
        inside = first < cut.block.n <= last + BEYOND
        if not (inside and _may_be_headline(cut.block)):
            yield cut


def main_text(draft: Draft) -> Iterator[Cut]:
    """Blocks that the judgement of the main text leaves out."""
    if draft.judgement is None:
        return
    for block in draft.blocks:
        if why := draft.judgement.against(block.n):
            yield Cut(block, why)


def heading_at_end(draft: Draft) -> Iterator[Cut]:
    """A short heading right below the last paragraph: what it heads was cut."""
    if len(draft.blocks) < 2:
        return
    above, last = draft.blocks[-2:]
    if not (above.prose or above.kind == "list-item") or last.kind != "heading":
        return
    listed = any(map(last.text.__contains__, LIST_SIGNS))
    if last.words <= MAX_HEADING_WORDS and not last.finished and not listed:
        yield Cut(last, "a heading with no text below it")


def _may_be_headline(block: Block) -> bool:
    """Whether a line is a link from end to end, or begins with a cue."""
    if block.words > MAX_WORDS:
        return False
    return block.linked_share >= LINKED or cue(block.text) is not None

"""Where a line stands: what tells a label or a button from a short line of the article itself.

"Premium", "Name", "Listen" are furniture on one page and a subheading on the next. The words are
the same, so the place must tell: outside the text, in an element of its own, a link from end to
end, or beside other furniture.
"""

from collections.abc import Iterator
from itertools import chain

from cleaners.lexicon import FURNITURE, cue, fold, is_weak, matches
from cleaners.pipeline import Draft
from cleaners.steps.evidence import MAX_SHARE
from cleaners.types import Block
from cleaners.wording import shared_words

CONTROLS = frozenset("button label form fieldset select input dialog nav aside footer".split())
"""Elements in which a short line is there to be pressed or filled in."""

OF_TEXT = frozenset("p h1 h2 h3 h4 h5 h6 li dt dd td th blockquote figcaption caption pre".split())
"""Elements that hold an article's own lines."""

TITLE_NAMES = frozenset(
    "title subtitle heading subheading subhead crosshead intertitle zwischentitel".split()
)
LINKED = 0.6
MAX_GAP_WORDS = 6
"""Words of a line that may stand between two lines of furniture ("You reply to Anna")."""

MAX_COMPANY = 8
"""How far away, in lines, other furniture may stand."""

MIN_SHARED = 0.25
"""Share of a heading's words in the paragraph below it, from which the two belong together:
between the mean of subheadings, 0.35, and that of headlines of other articles, 0.10."""

MIN_ANNOUNCING_WORDS = 4
MAX_ANNOUNCED = 12
"""Lines of a list that one line with a colon may announce."""


def is_furniture(draft: Draft, block: Block, *, sure: bool) -> bool:
    """Whether a line that says so is furniture where it stands.

    Never where it heads a section or is an entry of the article's own list. A line that is not
    sure by its words must stand apart or in the company of other furniture.
    """
    if is_subheading(draft, block):
        return False
    if (block.kind == "list-item" or not sure) and is_own_entry(draft, block):
        return False
    return sure or stands_apart(draft, block) or has_company(draft, block)


def is_sure(block: Block, phrase: str, family: str) -> bool:
    """Whether the phrase proves it alone: not a weak one, nor the beginning of a sentence."""
    return not is_weak(phrase, family) and not (phrase.endswith("*") and block.prose)


def is_subheading(draft: Draft, block: Block) -> bool:
    """Whether a heading stands right between two paragraphs of the text."""
    named = block.container is not None and block.container.names & TITLE_NAMES
    if block.kind != "heading" and not named:
        return False
    around = (draft.neighbour(block, -1), draft.neighbour(block, 1))
    return all(other is not None and other.prose and not fills(other) for other in around)


def fills(block: Block) -> str | None:
    """The phrase of any family of furniture that the line is, or None."""
    return next((phrase for name in FURNITURE if (phrase := matches(block.text, name))), None)


def is_own_entry(draft: Draft, block: Block) -> bool:
    """Whether a line inside the text is in a list that a sentence with a colon announces."""
    linked = block.linked_share >= LINKED
    return draft.inside_text(block) and not linked and is_announced(draft, block)


def is_announced(draft: Draft, block: Block) -> bool:
    """Whether a sentence with a colon stands above a line, other short lines between them."""
    above = block.n
    for by in range(1, MAX_ANNOUNCED + 1):
        other = draft.neighbour(block, -by)
        if other is None or other.n != above - 1:
            return False
        above = other.n
        if other.text.endswith((":", "：")):
            cued = fills(other) or cue(other.text)
            says = other.kind != "heading" and other.words >= MIN_ANNOUNCING_WORDS
            return says and not cued
        if other.prose or other.finished or other.kind == "heading":
            return False
        if other.kind == "list-item" and block.kind != "list-item":
            return False  # the list was announced, and it ended
    return False


def heads_text(draft: Draft, block: Block) -> bool:
    """Whether a heading goes with the paragraph right below it, and with no list."""
    after = draft.neighbour(block, 1)
    if block.kind != "heading" or after is None or not after.prose:
        return False
    return block.linked_share < LINKED and shared_words(block.text, [after.text]) >= MIN_SHARED


def stands_apart(draft: Draft, block: Block) -> bool:
    """Whether a line is outside the text, a link, or in an element that holds no paragraph."""
    if not draft.inside_text(block) or block.linked_share >= LINKED:
        return True
    controls = (c for c in block.ancestors() if c.tag in CONTROLS)
    if any(draft.share_of_prose(c) <= MAX_SHARE for c in controls):
        return True
    return _has_own_element(draft, block)


def _has_own_element(draft: Draft, block: Block) -> bool:
    """Whether the paragraphs around stand in elements of another tag or class."""
    own = block.container
    if own is None or own.tag in OF_TEXT or own.names & TITLE_NAMES:
        return False
    return draft.prose_markup[own.tag, own.class_] <= int(block.prose)


def has_company(draft: Draft, block: Block) -> bool:
    """Whether other furniture stands right above or below, on the page as it came."""
    own = fold(block.text)
    beside = chain(_along(draft, block, -1), _along(draft, block, 1))
    return any(fold(other.text) != own for other in beside)


def _along(draft: Draft, block: Block, by: int) -> Iterator[Block]:
    """The lines of furniture next to a block in one direction; a short line may part them."""
    gap = False
    for n in range(block.n + by, block.n + by * (MAX_COMPANY + 1), by):
        if not 0 <= n < len(draft.page):
            return
        other = draft.page[n]
        if fills(other) or draft.cut_by.get(n, "hidden") != "hidden":
            yield other
        elif gap or other.prose or other.words > MAX_GAP_WORDS:
            return
        else:
            gap = True

"""Who wrote it and when: lines that the article has as fields, and boxes about the author."""

from collections import Counter
from collections.abc import Iterator

from cleaners.bylines import MAX_BYLINE_WORDS, why_byline
from cleaners.lexicon import matches
from cleaners.pipeline import Cut, Draft
from cleaners.steps.evidence import named
from cleaners.steps.position import is_furniture, is_sure
from cleaners.types import Block

BIO_NAMES = frozenset(
    "author-bio author-box authorbox author-info about-author author-description post-author-box"
    " author-card bio biography author-profile authors-bio td-author-description"
    " autor-info author__bio author-details".split()
)
BYLINE_NAMES = frozenset(
    "byline by-line author authors post-author entry-author article-author author-name"
    " posted-on entry-meta post-meta article-meta article__meta post-date entry-date publish-date"
    " published date timestamp dateline meta-info time".split()
)
MIN_PARTS = 2
"""Lines of one markup, each between two paragraphs, that date the parts of the text."""

MAX_BIO_WORDS = 80
"""Words of one paragraph about an author."""

MAX_BIO_LINES = 12
"""Lines below the label: paragraphs, and the author's addresses."""

MAX_PROSE_BELOW = 2
"""Paragraphs that may stand below the label of a box about the author, as the box itself."""


def author_bio(draft: Draft) -> Iterator[Cut]:
    """A box about the author: its label, and what the page or the label says is the biography."""
    yield from named(draft, BIO_NAMES, "a box about the author", max_share=0.1)
    for block, phrase in draft.saying("bio_label"):
        if not _is_bio_label(draft, block, phrase):
            continue
        yield Cut(block, f"the line is {phrase!r}, above a text about the author")
        for below in _biography(draft, block):
            yield Cut(below, f"follows {block.text!r}")


def _is_bio_label(draft: Draft, block: Block, phrase: str) -> bool:
    """Whether a label closes the article: some prose is above it, little or none below."""
    above = draft.prose_before(block)
    below = len(draft.prose) - above
    if not above or below > max(MAX_PROSE_BELOW, above):
        return False
    if below <= 1 and is_sure(block, phrase, "bio_label"):
        return True
    closes = below <= MAX_PROSE_BELOW
    return is_furniture(draft, block, sure=closes and is_sure(block, phrase, "bio_label"))


def _biography(draft: Draft, label: Block) -> Iterator[Block]:
    """The lines below a label at the end of the text, as far as they can be a biography."""
    if len(draft.prose) - draft.prose_before(label) > MAX_PROSE_BELOW:
        return
    place = draft.at(label) + 1
    for block in draft.blocks[place : place + MAX_BIO_LINES]:
        if block.words > MAX_BIO_WORDS or matches(block.text, "related_label"):
            return
        yield block


def byline(draft: Draft) -> Iterator[Cut]:
    """Lines above the text that name its author or its date, and nothing else."""
    yield from _named_bylines(draft)
    first = next((b.n for b in draft.blocks if b.prose and _is_long(b)), None)
    for block in draft.blocks:
        if first is not None and block.n >= first:
            return
        if why := why_byline(block.text):
            yield Cut(block, why)


def byline_below_summary(draft: Draft) -> Iterator[Cut]:
    """The line of author or date between a summary and the text; several head parts of it."""
    first = next((block.n for block in draft.prose if _is_long(block)), None)
    if first is None:
        return
    lines = [b for b in draft.blocks if b.n > first and why_byline(b.text)]
    second = next((block.n for block in draft.prose if block.n > first and _is_long(block)), -1)
    if len(lines) == 1 and lines[0].n < second and lines[0].kind != "heading":
        yield Cut(lines[0], f"{why_byline(lines[0].text)}, between the summary and the text")


def _named_bylines(draft: Draft) -> Iterator[Cut]:
    """What the page calls author or date, unless such lines head the parts of the text."""
    cuts = [
        cut
        for cut in named(draft, BYLINE_NAMES, "author or date", max_share=0.01)
        if cut.block.words <= MAX_BYLINE_WORDS and cut.block.kind != "heading"
    ]
    heading = Counter(_markup(cut.block) for cut in cuts if _heads_prose(draft, cut.block))
    return (cut for cut in cuts if heading[_markup(cut.block)] < MIN_PARTS)


def _markup(block: Block) -> tuple[str, str]:
    container = block.container
    return (container.tag, container.class_) if container else ("", "")


def _heads_prose(draft: Draft, block: Block) -> bool:
    """Whether the line stands right between two paragraphs, as in a chronicle or a live blog."""
    around = (draft.neighbour(block, -1), draft.neighbour(block, 1))
    return all(other is not None and other.prose for other in around)


def _is_long(block: Block) -> bool:
    return block.words > MAX_BYLINE_WORDS or why_byline(block.text) is None

"""What only the site's other pages, or a person who knows the site, can tell."""

from collections.abc import Iterator

from cleaners.lexicon import fold
from cleaners.pipeline import Cut, Draft
from cleaners.steps.evidence import spoken, within
from cleaners.steps.position import LINKED
from cleaners.types import Block
from cleaners.wording import is_prose, linked_share

MIN_PAGES = 3
"""Pages of the site on which a block must stand to be furniture outside the text."""

MIN_PAGES_INSIDE = 5
"""The same inside the text, where a refrain or a dateline may repeat rightly."""

MIN_PAGES_STANDING = 12
"""The same for subheadings and questions, which a series of articles repeats each time."""


def by_recipe(draft: Draft) -> Iterator[Cut]:
    """What the site's recipe strips."""
    for strip in draft.recipe.strips:
        if strip.name:
            for block, container in within(draft, frozenset({strip.name.lower()}), max_share=0.5):
                yield Cut(block, f"recipe: {strip.why} ({spoken(container)})")
        elif strip.text:
            beginning = fold(strip.text)
            for block in draft.blocks:
                if fold(block.text).startswith(beginning):
                    yield Cut(block, f"recipe: {strip.why}")


def repeated_block(draft: Draft) -> Iterator[Cut]:
    """Blocks that stand on several other pages of the site."""
    for block in draft.blocks:
        pages = draft.memory.pages_with(block.text)
        if pages >= _needed(draft, block):
            yield Cut(block, f"stands on {pages} other pages of this site")


def _needed(draft: Draft, block: Block) -> int:
    """On how many pages a block must stand: more where an article may rightly repeat itself."""
    outside = not draft.inside_text(block) or linked_share(block) >= LINKED
    if outside or not any(map(str.isalnum, block.text)):
        return MIN_PAGES
    asks = block.text.rstrip().endswith(("?", "？", "؟", ";"))
    heads = block.kind == "heading" or (asks and _is_above_prose(draft, block))
    return MIN_PAGES_STANDING if heads else MIN_PAGES_INSIDE if is_prose(block) else MIN_PAGES


def _is_above_prose(draft: Draft, block: Block) -> bool:
    after = draft.neighbour(block, 1)
    return after is not None and is_prose(after)

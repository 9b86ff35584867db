"""What only the site's other pages, or a person who knows the site, can tell."""

from collections.abc import Iterator

from cleaners.lexicon import fold
from cleaners.pipeline import Cut, Draft
from cleaners.steps.evidence import spoken, within
from cleaners.wording import is_prose

MIN_PAGES = 3
"""Pages of the site on which a block must stand to be furniture outside the text."""

MIN_PAGES_INSIDE = 5
"""The same inside the text, where a refrain or a dateline may repeat rightly."""


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
        needed = MIN_PAGES_INSIDE if draft.inside_text(block) and is_prose(block) else MIN_PAGES
        if pages >= needed:
            yield Cut(block, f"stands on {pages} other pages of this site")

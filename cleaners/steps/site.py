"""What a person who knows the site can tell."""

from collections.abc import Iterator

from cleaners.lexicon import fold
from cleaners.pipeline import Cut, Draft
from cleaners.steps.evidence import spoken, within


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

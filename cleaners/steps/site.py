"""What a person who knows the site can tell."""

from collections.abc import Iterator

from cleaners.beginning import begins_so
from cleaners.pipeline import Cut, Draft
from cleaners.recipe import Keep, Strip
from cleaners.steps.evidence import spoken, within
from cleaners.types import Block, Container

MAX_SHARE = 0.5
"""Share of the page's prose above which an element that a recipe names is not meant."""


def by_recipe(draft: Draft) -> Iterator[Cut]:
    """What the site's recipe strips."""
    for strip in draft.recipe.strips:
        for block, container in meant(draft, strip):
            where = f" ({spoken(container)})" if container else ""
            yield Cut(block, f"recipe: {strip.why}{where}")


def held_by_recipe(draft: Draft) -> frozenset[int]:
    """The numbers of the blocks that the site's recipe keeps, whatever a step says."""
    return frozenset(block.n for keep in draft.recipe.keeps for block, _ in meant(draft, keep))


def meant(draft: Draft, rule: Strip | Keep) -> Iterator[tuple[Block, Container | None]]:
    """The standing blocks that a rule of a recipe means, with the element that it names."""
    if rule.name:
        yield from within(draft, frozenset({rule.name.lower()}), max_share=MAX_SHARE)
    elif rule.text:
        for block in draft.blocks:
            if begins_so(block.text, rule.text):
                yield block, None


def by_site_config(draft: Draft) -> Iterator[Cut]:
    """What the site's configuration strips."""
    for block in draft.blocks:
        if why := draft.configured.strips.get(block.n):
            yield Cut(block, why)


def outside_body(draft: Draft) -> Iterator[Cut]:
    """What stands outside of the body that the site's configuration names, from its beginning on.

    What reads like the article above it is a summary, as a rule.
    """
    body = draft.configured.body
    if not body:
        return
    first = min(body)
    for block in draft.blocks:
        if block.n > first and block.n not in body:
            yield Cut(block, f"outside of the body ({draft.configured.named})")

"""What a rule of a recipe means on a page: looked up in a worker, as any page may break it."""

from collections.abc import Sequence
from dataclasses import dataclass

from cleaners.blocks import read_blocks
from cleaners.pipeline import Draft
from cleaners.recipe import Keep, Strip
from cleaners.steps.site import meant
from cleaners.tree import parse
from cleaners.types import Page
from corpus.output import silence_libraries

Rule = Strip | Keep


@dataclass(frozen=True, slots=True)
class Question:
    """A page, and the rules that are asked about."""

    page: Page
    rules: tuple[Rule, ...]


def matched(question: Question) -> list[tuple[str, ...]]:
    """For each rule, the texts of the blocks that it means on the page and its further parts."""
    drafts = []
    for page in (question.page, *question.page.parts):
        blocks = read_blocks(parse(page), page.address)
        drafts.append(Draft(blocks=blocks, page=blocks, url=page.address))
    return [_texts(drafts, rule) for rule in question.rules]


def _texts(drafts: Sequence[Draft], rule: Rule) -> tuple[str, ...]:
    return tuple(block.text for draft in drafts for block, _ in meant(draft, rule))


def warm_up() -> None:
    """Start of a worker: what it needs is loaded before a page's time runs."""
    silence_libraries()
    parse(Page(None, None, None, (), None, b"<p>A page.</p>"))

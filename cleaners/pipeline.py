"""How cleaning runs: steps look at a draft and say what should go; the runner cuts and records.

A step is a generator function of one argument. It never changes anything: it yields
`Cut(block, why)`, and only `run` removes. So whatever left a page is on record, with the step's
name and the evidence, and kept plus removed is always the page.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from cleaners.main_text import Judgement
from cleaners.making import maker
from cleaners.memory import NOTHING, SiteMemory
from cleaners.outline import Outline
from cleaners.recipe import NO_RECIPE, Recipe
from cleaners.site_configs.applying import NOT_CONFIGURED, Configured
from cleaners.types import Block, Container, Removal
from cleaners.wording import stems


class Cut(NamedTuple):
    """One block that should go, and the evidence, as a sentence for the person who audits."""

    block: Block
    why: str


@dataclass(frozen=True)
class Draft:
    """The page as the next step sees it: the blocks that still stand, and what is known.

    `page` holds all blocks of the page, also those that are cut already. `judgement` says which
    blocks are the main text; None where there is no markup to judge by. `held` are the numbers of
    blocks that a person wants kept: no step cuts them. `configured` is what the site's
    configuration says of the blocks.
    """

    blocks: tuple[Block, ...]
    page: tuple[Block, ...]
    title: str | None = None
    url: str | None = None
    memory: SiteMemory = NOTHING
    recipe: Recipe = NO_RECIPE
    configured: Configured = NOT_CONFIGURED
    judgement: Judgement | None = None
    cut_by: Mapping[int, str] = field(default_factory=dict)
    held: frozenset[int] = frozenset()

    outline: Outline = field(default=Outline(()))

    def __post_init__(self) -> None:
        if self.outline.page is not self.page:
            object.__setattr__(self, "outline", Outline(self.page))

    @cached_property
    def prose(self) -> tuple[Block, ...]:
        """The blocks that read like sentences of an article, in order."""
        return tuple([block for block in self.blocks if block.prose])

    @cached_property
    def span(self) -> tuple[int, int]:
        """The numbers of the first and the last prose block; (0, -1) where there is none."""
        return (self.prose[0].n, self.prose[-1].n) if self.prose else (0, -1)

    @cached_property
    def titles(self) -> tuple[int, ...]:
        """The numbers of the headings that are the article's title, and no link to it."""
        said = (n for n, step in self.cut_by.items() if step == "duplicate-title")
        return tuple([n for n in said if self.page[n].level and not self.page[n].linked])

    def share_of_prose(self, container: Container) -> float:
        """How much of the page's prose stands in that element, 0 to 1."""
        return self.outline.share_of_prose(container)

    def inside_text(self, block: Block) -> bool:
        """Whether the block stands between the first and the last prose block."""
        first, last = self.span
        return first < block.n < last

    def at(self, block: Block) -> int:
        """The place of a standing block among `blocks`."""
        return bisect_left(self._numbers, block.n)

    @cached_property
    def _numbers(self) -> list[int]:
        return [block.n for block in self.blocks]

    def saying(self, family: str) -> Iterator[tuple[Block, str]]:
        """The standing blocks that are a phrase of that family, each with the phrase."""
        for block, phrase in self.outline.saying(family):
            if block.n not in self.cut_by:
                yield block, phrase

    def standing_in(self, container: Container) -> tuple[Block, ...]:
        """The standing blocks inside an element, in order."""
        first, last = self.outline.spans[container]
        numbers = self._numbers
        return self.blocks[bisect_left(numbers, first) : bisect_right(numbers, last)]

    def neighbour(self, block: Block, by: int) -> Block | None:
        """The standing block that many places further (back if negative), or None."""
        place = self.at(block) + by
        return self.blocks[place] if 0 <= place < len(self.blocks) else None

    def prose_before(self, block: Block) -> int:
        """How many prose blocks stand before this one."""
        return bisect_left(self.prose, block.n, key=_NUMBER)

    def next_prose(self, block: Block) -> Block | None:
        """The first prose block after this one, or None."""
        place = bisect_right(self.prose, block.n, key=_NUMBER)
        return self.prose[place] if place < len(self.prose) else None

    @cached_property
    def prose_markup(self) -> Counter[tuple[str, str]]:
        """The elements that prose stands in, as tag and class, and how often."""
        containers = (block.container for block in self.prose)
        return Counter((c.tag, c.class_) for c in containers if c is not None)

    def shared_with_text(self, block: Block) -> float:
        """The share of the block's longer words that occur in the rest of the prose, 0 to 1."""
        own = stems(block.text)
        counts, once = self._prose_stems, int(block.prose)
        return sum(counts[stem] > once for stem in own) / len(own) if own else 0.0

    @cached_property
    def _prose_stems(self) -> Counter[str]:
        """In how many prose blocks each of the longer words stands."""
        return Counter(stem for block in self.prose for stem in stems(block.text))

    def without(self, cuts: Mapping[int, str]) -> "Draft":
        """The draft after those blocks, by number with the step's name, were cut."""
        standing = tuple([block for block in self.blocks if block.n not in cuts])
        return replace(self, blocks=standing, cut_by={**self.cut_by, **cuts})

    def with_again(self, numbers: Collection[int]) -> "Draft":
        """The draft in which these blocks, by number, stand again although a step cut them."""
        cut_by = {n: name for n, name in self.cut_by.items() if n not in numbers}
        standing = {block.n for block in self.blocks} | set(numbers)
        blocks = tuple([block for block in self.page if block.n in standing])
        return replace(self, blocks=blocks, cut_by=cut_by)


_make_removal = maker(Removal)
_NUMBER = attrgetter("n")
Step = Callable[[Draft], Iterator[Cut]]


def run(draft: Draft, steps: Sequence[tuple[str, Step]]) -> tuple[Draft, tuple[Removal, ...]]:
    """Run the steps in order: cut what each says, and keep the record, in the page's order."""
    removals: list[Removal] = []
    for name, step in steps:
        cuts: dict[int, str] = {}
        settled, held = draft.cut_by, draft.held
        for block, why in step(draft):
            n = block.n
            if n not in cuts and n not in settled and n not in held:
                cuts[n] = name
                removals.append(_make_removal(n, name, why, block.text))
        if cuts:
            draft = draft.without(cuts)
    return draft, tuple(sorted(removals, key=_NUMBER))


def run_judged(
    draft: Draft,
    sure: Sequence[Removal],
    judgement: Judgement,
    steps: Sequence[tuple[str, Step]],
) -> tuple[Draft, tuple[Removal, ...]]:
    """Run the steps that follow a judgement. What it acquits stands again; `sure` is the record
    before it, and what comes back is the record of all."""
    draft = replace(draft.with_again(judgement.acquitted), judgement=judgement)
    draft, late = run(draft, steps)
    stands = (removal for removal in sure if removal.n not in judgement.acquitted)
    return draft, tuple(sorted((*stands, *late), key=_NUMBER))

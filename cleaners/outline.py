"""The elements around a page's blocks: what each is called, and how much of the prose it holds."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain

from cleaners.lexicon import MAX_PHRASE, phrases_of
from cleaners.types import Block, Container


class Outline:
    """Counted once for a page and asked by every rule; it never changes.

    An element's blocks are a range of numbers, as the blocks stand in the page's order.
    """

    def __init__(self, page: Sequence[Block]) -> None:
        self.page = page

    @cached_property
    def spans(self) -> Mapping[Container, tuple[int, int]]:
        """Each element around a block, those around before those within: its first and last."""
        order: list[Container] = []
        firsts: list[int] = []
        last: dict[Container, int] = {}
        for block in self.page:
            node, n = block.container, block.n
            if node in last:
                last[node] = n
                continue
            opened = []
            while node is not None and node not in last:
                opened.append(node)
                last[node] = n
                node = node.parent
            opened.reverse()
            order += opened
            firsts += [n] * len(opened)
        for node in reversed(order):
            above = node.parent
            if above is not None and last[above] < last[node]:
                last[above] = last[node]
        return {node: (first, last[node]) for node, first in zip(order, firsts, strict=True)}

    @cached_property
    def _alike(self) -> Mapping[frozenset[str], Sequence[int]]:
        """The places of the elements that are called alike."""
        alike: dict[frozenset[str], list[int]] = {}
        for place, container in enumerate(self.spans):
            alike.setdefault(container.names, []).append(place)
        return alike

    @cached_property
    def _all_names(self) -> frozenset[str]:
        return frozenset().union(*self._alike)

    @cached_property
    def _in_order(self) -> Sequence[Container]:
        return list(self.spans)

    def called(self, names: frozenset[str]) -> Sequence[Container]:
        """The elements called by one of the names, those around before those within."""
        said = self._all_names & names  # of a rule's names most pages have none or two
        if not said:
            return ()
        groups = [places for own, places in self._alike.items() if not own.isdisjoint(said)]
        return [self._in_order[place] for place in sorted(chain.from_iterable(groups))]

    def saying(self, family: str) -> Sequence[tuple[Block, str]]:
        """The blocks that are a phrase of that family of the lexicon, each with the phrase."""
        return self._saying.get(family, ())

    @cached_property
    def _saying(self) -> Mapping[str, Sequence[tuple[Block, str]]]:
        found: dict[str, list[tuple[Block, str]]] = {}
        for block in self.page:
            if len(block.text) <= MAX_PHRASE:
                for family, phrase in phrases_of(block.text).items():
                    found.setdefault(family, []).append((block, phrase))
        return found

    @cached_property
    def _prose_above(self) -> Sequence[int]:
        """For each block the characters of prose above it, and all of them at the end."""
        total, above = 0, [0]
        for block in self.page:
            total += len(block.text) if block.prose else 0
            above.append(total)
        return above

    def share_of_prose(self, container: Container) -> float:
        """How much of the page's prose stands in that element, 0 to 1."""
        if container not in self.spans:
            return 0.0
        first, last = self.spans[container]
        above = self._prose_above
        return (above[last + 1] - above[first]) / (above[-1] or 1)

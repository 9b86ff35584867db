"""The elements around a page's blocks: what each is called, and how much of the prose it holds."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

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
        first: dict[Container, int] = {}
        last: dict[Container, int] = {}
        for block in self.page:
            node = block.container
            if node is None:
                continue
            last[node] = n = block.n
            if node in first:
                continue
            opened = []
            while node is not None and node not in first:
                opened.append(node)
                first[node] = n
                node = node.parent
            opened.reverse()
            order += opened
        for node in reversed(order):
            above, n = node.parent, last[node]
            if above is not None and last.get(above, -1) < n:
                last[above] = n
        return {node: (first[node], last[node]) for node in order}

    @cached_property
    def _called(self) -> Mapping[str, Sequence[Sequence[int]]]:
        """For each name the places of the elements that have it, in groups: those of one group
        are called alike, as most elements are called as others are."""
        alike: dict[frozenset[str], list[int]] = {}
        for place, container in enumerate(self.spans):
            alike.setdefault(container.names, []).append(place)
        found: defaultdict[str, list[list[int]]] = defaultdict(list)
        for names, places in alike.items():
            for name in names:
                found[name].append(places)
        return found

    def called(self, names: frozenset[str]) -> Sequence[Container]:
        """The elements called by one of the names, those around before those within."""
        called = self._called
        places = {p for name in called.keys() & names for same in called[name] for p in same}
        return [self._in_order[place] for place in sorted(places)] if places else ()

    @cached_property
    def _in_order(self) -> Sequence[Container]:
        return list(self.spans)

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

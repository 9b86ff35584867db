"""The elements around a page's blocks: what each is called, and how much of the prose it holds."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

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
            opened = []
            node = block.container
            if node is not None:
                last[node] = block.n
            while node is not None and node not in first:
                opened.append(node)
                first[node] = block.n
                node = node.parent
            order.extend(reversed(opened))
        for node in reversed(order):
            above = node.parent
            if above is not None:
                last[above] = max(last.get(above, -1), last[node])
        return {node: (first[node], last[node]) for node in order}

    @cached_property
    def _called(self) -> Mapping[str, Sequence[Container]]:
        """The elements by the words that they are called by."""
        found: dict[str, list[Container]] = {}
        for container in self.spans:
            for name in container.names:
                found.setdefault(name, []).append(container)
        return found

    def called(self, names: frozenset[str]) -> Iterator[Container]:
        """The elements called by one of the names, those around before those within."""
        known = self._called.keys() & names
        if len(known) == 1:
            yield from self._called[next(iter(known))]
        elif known:
            wanted = {container for name in known for container in self._called[name]}
            yield from (container for container in self.spans if container in wanted)

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

"""How much work an XPath expression may make on a page, before it is run.

lxml can't stop an expression that runs, and `//p/following-sibling::p` takes 10 s on a page of
3,000 paragraphs: what a step reaches from one element, libxml2 compares with all that it reached
from the others. So a bound is counted from the expression and the page, the same for the same.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from lxml import etree

ALLOWED = 10_000_000
"""Visits to elements that the expressions of a configuration may make on one page, together: at
most half a second."""

MERGED = 20
"""Visits that one element costs which is reached by many ways: 1.2 s for a million."""

CHARACTERS = 50
"""Characters of text that are read in the time of a visit."""

MAX_NESTING = 20
"""Brackets in each other, far more than people write."""

_TOKEN = re.compile(
    r"\s*(?:(?P<literal>\"[^\"]*\"|'[^']*'|\d+(?:\.\d*)?|\.\d+)"
    r"|(?P<name>[\w-][\w.-]*(?::(?!:)(?:[\w.-]+|\*))?)"
    r"|(?P<sign>//|::|\.\.|.))",
    re.DOTALL,
)
_DEEP = frozenset({"descendant", "descendant-or-self"})
_ABOVE = frozenset({"ancestor", "ancestor-or-self"})
_BESIDE = frozenset({"following-sibling", "preceding-sibling"})
_AROUND = frozenset({"following", "preceding"})
_READING = frozenset({"string", "normalize-space", "contains", "starts-with", "translate", "sum"})
"""Functions that read all text below an element."""


@dataclass(frozen=True, slots=True)
class Size:
    """What of a page counts: its elements, how deep they stand, how many pairs of them stand side
    by side, and its characters."""

    elements: int
    depth: int
    pairs: int
    characters: int


def size_of(root: Any, characters: int) -> Size:
    """The size of a page's tree."""
    elements = depth = deepest = pairs = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start":
            elements += 1
            deepest = max(deepest, depth)
            pairs += len(element) * (len(element) - 1) // 2
    return Size(elements, deepest, pairs, characters)


class TooMuchError(Exception):
    """An expression may make more work on this page than is allowed."""


class _Token(NamedTuple):
    word: str
    start: int


def work_of(expression: str, size: Size, reached: Callable[[str], int], allowed: float) -> float:
    """A bound on the visits that an expression makes on a page.

    `reached` counts what the beginning of an expression reaches. Raises `TooMuchError`.

    >>> page = Size(3_000, 20, 50_000, 200_000)
    >>> round(work_of("//div[@class='text']//p[not(.//a)]", page, lambda prefix: 1, ALLOWED))
    96000
    >>> work_of("//p/following::*", page, lambda prefix: 800, ALLOWED)
    ... # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    TooMuchError: ...
    """
    tokens = [
        _Token(match[match.lastgroup or 0], match.start(match.lastgroup or 0))
        for match in _TOKEN.finditer(expression.strip())
    ]
    return _Bound(expression.strip(), tokens, size, reached, allowed).count()


@dataclass(slots=True)
class _Path:
    """A path as far as it was read: how many elements its last step has reached."""

    start: int
    level: int
    lost: bool
    absolute: bool = False
    nodes: float = 1.0
    work: float = 0.0


class _Bound:
    """Reads the tokens of an expression once, and adds up."""

    def __init__(
        self,
        expression: str,
        tokens: Sequence[_Token],
        size: Size,
        reached: Callable[[str], int],
        allowed: float,
    ) -> None:
        self._expression, self._tokens, self._size = expression, tokens, size
        self._reached, self._allowed = reached, allowed
        self._at = 0
        self._counting = 0.0  # what it takes to count how far the beginnings of paths reach

    def count(self) -> float:
        """The bound of the whole expression."""
        work = 0.0
        while self._at < len(self._tokens):
            work += self._expressions(0)
            self._at += 1  # a bracket that closes nothing
            self._check(work)
        return work + self._counting

    def _check(self, work: float) -> None:
        work += self._counting
        if work > self._allowed:
            raise TooMuchError(f"it may visit {work:,.0f} elements of this page")

    def _word(self, further: int = 0) -> str:
        place = self._at + further
        return self._tokens[place].word if place < len(self._tokens) else ""

    def _expressions(self, level: int, *, lost: bool = False) -> float:
        """Paths, literals and operators up to the bracket that ends them.

        `lost` says that they begin at the same elements again and again: then what lies below
        those may be visited again each time.
        """
        if level > MAX_NESTING:
            raise TooMuchError("its brackets stand too deep in each other")
        work = 0.0
        while self._at < len(self._tokens) and self._word() not in ("]", ")"):
            work += self._path(level, lost)
            self._check(work)
        return work

    def _path(self, level: int, lost: bool) -> float:
        """One path, or one token that is none."""
        path, work, reach = _Path(self._at, level, lost), 0.0, 1.0
        while True:
            before, deep = self._at, False
            while self._word() in ("/", "//"):
                deep = deep or self._word() == "//"
                path.absolute = path.absolute or self._at == path.start
                self._at += 1
            reach = self._step(path, before, deep)
            path.work = work = work + reach
            self._check(work)  # before what is reached so far is counted
            path.nodes = min(reach, self._size.elements)
            while self._word() == "[":
                self._at += 1
                inner = self._expressions(level + 1, lost=path.lost)
                path.work = work = work + max(reach, 1) * inner
                self._check(work)
                self._at += 1
            if self._word() not in ("/", "//"):
                break
        self._at = max(self._at, path.start + 1)
        return work

    def _step(self, path: "_Path", before: int, deep: bool) -> float:
        """How many elements one step visits."""
        axis = ""
        if self._word(1) == "::":
            axis = self._word()
            self._at += 2
        name = self._word()
        if name and name not in "([])|,=<>!+":
            self._at += 1
        if self._word() == "(":
            inner = self._call(name, path)
            return max(inner, self._size.elements if self._word() in ("/", "//") else 1)
        if deep or axis in _DEEP or axis in _BESIDE or axis in _AROUND or axis in _ABOVE:
            if not path.level and path.nodes > 1:
                self._counting += path.work
                self._check(0.0)
                path.nodes = self._counted(path.start, before)
            return (MERGED if path.nodes > 1 else 1) * self._far(path, axis)
        path.lost = path.lost or name == ".."
        return path.nodes

    def _far(self, path: "_Path", axis: str) -> float:
        """How many elements a step visits that leads further than to children."""
        size, nodes = self._size, path.nodes
        if axis in _BESIDE or axis in _AROUND or axis in _ABOVE:
            lost, path.lost = path.lost, True
            if axis in _BESIDE and path.level and nodes <= 1 and not lost:
                return 2 * size.pairs / max(size.elements, 1)  # on average, as below
            far = nodes * (size.depth if axis in _ABOVE else size.elements)
            return min(far, 2 * size.pairs) if axis in _BESIDE and not path.level else far
        if path.level and (path.lost or path.absolute):
            return nodes * size.elements
        if path.level and nodes <= 1:
            return float(size.depth)  # on average: what lies below all elements, together
        return size.elements * min(nodes, size.depth)

    def _call(self, name: str, path: "_Path") -> float:
        """A function with its arguments, or brackets around an expression."""
        self._at += 1
        read = name in _READING and self._word() != "@"
        work = self._expressions(path.level + 1, lost=path.lost)
        self._at += 1
        size = self._size
        if read:
            work += size.characters * size.depth / CHARACTERS / max(size.elements, 1)
        return work

    def _counted(self, start: int, before: int) -> float:
        """What the path up to here reaches, as it is."""
        first = self._tokens[start].start
        prefix = self._expression[first : self._tokens[before].start]
        return float(self._reached(prefix)) if prefix.strip() else 1.0

"""Words with learned weights: what blocks begin with, and what elements are called."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from cleaners.features.around import last_heading, shifted
from cleaners.features.containers import Floats, Table

ALONE = 4
"""Letters of a name that is looked up as a whole only, as one that has signs or digits in it."""

MOST = 999.0
"""The most that the names of all elements around a block may say together, for or against."""

MAX_MET = 32_768
"""Names whose weights are remembered."""


class _Met(dict[str, tuple[int, ...]]):
    """The weights of a name and of how it begins and ends; remembered, as names come again.

    What `name_keys` marks with a star is looked up without it, so that no key is put together.
    """

    def __init__(self, names: Mapping[str, int]) -> None:
        super().__init__()
        self._whole = names.get
        self._begins = {key[:-1]: names[key] for key in names if key.endswith("*")}.get
        self._ends = {key[1:]: names[key] for key in names if key.startswith("*")}.get

    def __missing__(self, name: str) -> tuple[int, ...]:
        if len(self) >= MAX_MET:
            self.clear()
        own, length = self._whole(name), len(name)
        found: tuple[int, ...]
        if length <= ALONE or not name.isalpha():  # most names, and they are their only key
            found = (own,) if own else ()
        else:
            four = self._begins(name[:4])
            six = self._begins(name[:6]) if length > 6 else None
            end = self._ends(name[-6:]) if length > 7 else None
            found = tuple([weight for weight in (own, four, six, end) if weight])
        self[name] = found
        return found


@dataclass(frozen=True)
class WordWeights:
    """For each known word how much it speaks for text: whole numbers, 0 speaks neither way."""

    texts: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def _met(self) -> _Met:
        return _Met(self.names)

    def of_names(self, names: Iterable[str]) -> list[int]:
        """The weights of names and of how they begin and end."""
        return list(chain.from_iterable(map(self._met.__getitem__, names)))


_NOTHING_SAID = (0.0,) * 4


def keys_of(tokens: Sequence[str]) -> list[str]:
    """The words of a block that are looked up: each, and the first two as a beginning."""
    if not tokens:
        return []
    return [*tokens, "^" + tokens[0], "^" + " ".join(tokens[:2])]


def name_keys(name: str) -> tuple[str, ...]:
    """What is looked up of a name: itself, and how it begins and ends, as authors join words.

    >>> name_keys("teaserbox")
    ('teaserbox', 'teas*', 'teaser*', '*serbox')
    """
    length = len(name)
    if length <= ALONE or not name.isalpha():
        return (name,)
    if length <= 6:
        return (name, name[:4] + "*")
    if length == 7:
        return (name, name[:4] + "*", name[:6] + "*")
    return (name, name[:4] + "*", name[:6] + "*", "*" + name[-6:])


def all_keys(names: Iterable[str]) -> frozenset[str]:
    """All that is looked up of an element's names."""
    return frozenset([key for name in names for key in name_keys(name)])


def word_columns(
    tokens: Sequence[Sequence[str]],
    table: Table,
    headings: Floats,
    weights: WordWeights,
    settled: NDArray[np.bool_],
) -> dict[str, Floats]:
    """The columns that the learned weights give to the blocks of a page.

    Of blocks that are settled, as a rule cut them for sure, the names are not looked up.
    """
    rows = _table_of(_text_rows(tokens, weights.texts), 4)
    found = dict(zip(("said_mean", "said_least", "said_first", "said_known"), rows.T, strict=True))
    above = last_heading(headings)
    for name in ("said_mean", "said_least"):
        found[f"{name}_of_heading"] = np.where(above >= 0, found[name][above], 0.0)
        for by in (-2, -1, 1, 2):
            side = f"{'above' if by < 0 else 'below'}_{abs(by)}"
            found[f"{name}_{side}"] = shifted(found[name], by, 0.0)
    own = np.asarray(table.of_block)
    of_chain = _table_of(_named(table, weights, _around(table, settled)), 6)
    names = ("named", "named_least", "named_most", "chain_least", "chain_most", "chain_sum")
    found |= dict(zip(names, of_chain[own].T, strict=True))
    home = np.asarray(table.home)[own]
    found["home_named"] = of_chain[home, 0]
    found["home_named_least"] = of_chain[home, 1]
    return found


def _table_of(rows: Sequence[Sequence[float]], width: int) -> Floats:
    """Rows as a table; numpy reads one run of numbers in half the time that it takes for rows."""
    count = width * len(rows)
    return np.fromiter(chain.from_iterable(rows), np.float64, count).reshape(-1, width)


def _text_rows(
    tokens: Sequence[Sequence[str]], weights: Mapping[str, int]
) -> list[tuple[float, ...]]:
    """For each block the mean and the least weight of its words, the first one's, their number."""
    rows: list[tuple[float, ...]] = []
    get = weights.get
    for words in tokens:
        if not words:
            rows.append(_NOTHING_SAID)
            continue
        begin = "^" + words[0]
        first = get(begin, 0)
        two = get(f"{begin} {words[1]}" if len(words) > 1 else begin)
        known = [*filter(None, map(get, words))]
        if first:
            known.append(first)
        if two:
            known.append(two)
        if known:
            rows.append((sum(known) / len(known), min(known), first, len(known)))
        else:
            rows.append(_NOTHING_SAID)
    return rows


def _around(table: Table, settled: NDArray[np.bool_]) -> list[bool]:
    """Which containers stand around a block that is not settled."""
    around = [False] * len(table.parent)
    for place in np.flatnonzero(~settled).tolist():
        row = table.of_block[place]
        while row and not around[row]:
            around[row] = True
            row = table.parent[row]
    return around


def _named(table: Table, weights: WordWeights, asked: Sequence[bool]) -> list[tuple[float, ...]]:
    """For each container its own names' mean, least and most, and those of the chain around."""
    nothing = (0.0,) * 6
    rows: list[tuple[float, ...]] = []
    known: dict[frozenset[str], tuple[float, int, int, int] | None] = {}
    for names, parent, is_asked in zip(table.names, table.parent, asked, strict=True):
        if not is_asked:
            rows.append(nothing)
            continue
        _, _, _, chain_least, chain_most, chain_sum = rows[parent]
        if names in known:
            own = known[names]
        else:
            own = known[names] = _of_names(names, weights)
        if own is None:
            rows.append((0.0, 0.0, 0.0, chain_least, chain_most, chain_sum))
            continue
        mean, least, most, rounded = own
        if least < chain_least:
            chain_least = least
        if most > chain_most:
            chain_most = most
        total = chain_sum + rounded
        if not -MOST < total < MOST:
            total = MOST if total > 0 else -MOST
        rows.append((mean, least, most, chain_least, chain_most, total))
    return rows


def _of_names(names: frozenset[str], weights: WordWeights) -> tuple[float, int, int, int] | None:
    """The mean, least and most of the weights of an element's names, and the mean as a whole
    number; None if none is known."""
    found = weights.of_names(names)
    if not found:
        return None
    mean = sum(found) / len(found)
    return mean, min(found), max(found), round(mean)

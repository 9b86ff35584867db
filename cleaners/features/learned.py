"""Words with learned weights: what blocks begin with, and what elements are called."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

import numpy as np

from cleaners.features.around import last_heading, shifted
from cleaners.features.containers import Floats, Table


@dataclass(frozen=True, slots=True)
class WordWeights:
    """For each known word how much it speaks for text: whole numbers, 0 speaks neither way."""

    texts: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, int] = field(default_factory=dict)


def keys_of(tokens: Sequence[str]) -> list[str]:
    """The words of a block that are looked up: each, and the first two as a beginning."""
    if not tokens:
        return []
    return [*tokens, "^" + tokens[0], "^" + " ".join(tokens[:2])]


@lru_cache(maxsize=16_384)
def name_keys(name: str) -> tuple[str, ...]:
    """What is looked up of a name: itself, and how it begins and ends, as authors join words.

    >>> name_keys("teaserbox")
    ('teaserbox', 'teas*', 'teaser*', '*serbox')
    """
    keys = [name]
    if name.isalpha():
        keys += [name[:4] + "*"] if len(name) > 4 else []
        keys += [name[:6] + "*"] if len(name) > 6 else []
        keys += ["*" + name[-6:]] if len(name) > 7 else []
    return tuple(keys)


def all_keys(names: Iterable[str]) -> frozenset[str]:
    """All that is looked up of an element's names."""
    return frozenset([key for name in names for key in name_keys(name)])


def word_columns(
    tokens: Sequence[Sequence[str]], table: Table, headings: Floats, weights: WordWeights
) -> dict[str, Floats]:
    """The columns that the learned weights give to the blocks of a page."""
    rows = np.array([_text_row(words, weights.texts) for words in tokens], dtype=np.float64)
    found = dict(zip(("said_mean", "said_least", "said_first", "said_known"), rows.T, strict=True))
    above = last_heading(headings)
    for name in ("said_mean", "said_least"):
        found[f"{name}_of_heading"] = np.where(above >= 0, found[name][above], 0.0)
        for by in (-2, -1, 1, 2):
            side = f"{'above' if by < 0 else 'below'}_{abs(by)}"
            found[f"{name}_{side}"] = shifted(found[name], by, 0.0)
    own = np.asarray(table.of_block)
    chain = np.array(_named(table, weights.names), dtype=np.float64)
    names = ("named", "named_least", "named_most", "chain_least", "chain_most", "chain_sum")
    found |= dict(zip(names, chain[own].T, strict=True))
    home = np.asarray(table.home)[own]
    found["home_named"] = chain[home, 0]
    found["home_named_least"] = chain[home, 1]
    return found


def _text_row(tokens: Sequence[str], weights: Mapping[str, int]) -> tuple[float, ...]:
    known = [weights[key] for key in keys_of(tokens) if key in weights]
    if not known:
        return (0.0, 0.0, 0.0, 0.0)
    return (sum(known) / len(known), min(known), weights.get("^" + tokens[0], 0), len(known))


def _named(table: Table, weights: Mapping[str, int]) -> list[tuple[float, ...]]:
    """For each container its own names' mean, least and most, and those of the chain around."""
    rows: list[tuple[float, ...]] = [(0.0,) * 6]
    known: dict[frozenset[str], tuple[float, int, int] | None] = {}
    for names, parent in zip(
        islice(table.names, 1, None), islice(table.parent, 1, None), strict=True
    ):
        above = rows[parent]
        if names not in known:
            known[names] = _of_names(names, weights)
        own = known[names]
        if own is None:
            rows.append((0.0, 0.0, 0.0, *above[3:]))
            continue
        mean, least, most = own
        total = max(-999.0, min(999.0, above[5] + round(mean)))
        rows.append((mean, least, most, min(above[3], least), max(above[4], most), total))
    return rows


def _of_names(names: frozenset[str], weights: Mapping[str, int]) -> tuple[float, int, int] | None:
    """The mean, least and most of the weights of an element's names; None if none is known."""
    found = [weights[key] for key in all_keys(names) if key in weights]
    return (sum(found) / len(found), min(found), max(found)) if found else None

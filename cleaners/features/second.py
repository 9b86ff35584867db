"""What the first stage's scores say together: the columns that only the second stage sees."""

import numpy as np

from cleaners.features.around import FAR, shifted, window
from cleaners.features.containers import Floats, Table

OFFSETS = (-6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6)
SPANS = (2, 5, 12)


def second_columns(sizes: Floats, table: Table, scores: Floats) -> dict[str, Floats]:
    """The columns of the second stage; `scores` are between 0 and 1, `sizes` characters."""
    mass = scores * sizes
    total = max(1.0, float(mass.sum()))
    text = (scores > 0.5).astype(np.float64)
    found = {"score": scores}
    for by in OFFSETS:
        side = f"{'above' if by < 0 else 'below'}_{abs(by)}"
        found[f"score_{side}"] = shifted(scores, by, 0.0)
    for width in SPANS:
        around = np.maximum(1.0, window(sizes, width) - sizes)
        found[f"score_within_{width}"] = (window(mass, width) - mass) / around
    found["mass_above"] = (np.cumsum(mass) - mass) / total
    found["mass"] = np.full(len(sizes), total)
    found["texts"] = np.full(len(sizes), text.sum())
    found |= _distances(text, scores)
    found |= _groups(table, scores, mass, sizes, total)
    return found


def _distances(text: Floats, scores: Floats) -> dict[str, Floats]:
    """How far the chosen blocks are: the first, the last, the next on either side."""
    places = np.arange(len(text), dtype=np.float64)
    at = np.flatnonzero(text)
    first, last = (at[0], at[-1]) if len(at) else (int(FAR), -int(FAR))
    above, below = _gap(text), _gap(text[::-1])[::-1]
    return {
        "from_first_text": np.clip(places - first, -FAR, FAR),
        "from_last_text": np.clip(places - last, -FAR, FAR),
        "to_text_above": above,
        "to_text_below": below,
        "texts_above": np.cumsum(text) - text,
        "texts_below": text.sum() - np.cumsum(text),
        "best_above": np.maximum.reduce([shifted(scores, -by, 0.0) for by in (1, 2, 3)]),
        "best_below": np.maximum.reduce([shifted(scores, by, 0.0) for by in (1, 2, 3)]),
        "rank": np.searchsorted(np.sort(scores), scores) / len(scores),
    }


def _gap(mask: Floats) -> Floats:
    """How many blocks ago the mask was last set, before each block itself."""
    marks = np.where(mask > 0, np.arange(len(mask)), -1_000)
    last = np.maximum.accumulate(np.concatenate(([-1_000], marks[:-1])))
    return np.minimum(np.arange(len(mask)) - last, FAR).astype(np.float64)


def _groups(
    table: Table, scores: Floats, mass: Floats, sizes: Floats, total: float
) -> dict[str, Floats]:
    """The scores of the other blocks in the same element, the same home, the same markup."""
    own = np.asarray(table.of_block)
    home = np.asarray(table.home)[own]
    outer = np.asarray(table.parent)[home]
    markup = np.asarray(table.markup)
    found: dict[str, Floats] = {}
    groups = {
        "home": home,
        "outer": np.asarray(table.home)[outer],
        "alike": markup[own],
        "homes_alike": markup[home],
        "article": np.asarray(table.article)[own],
    }
    for name, group in groups.items():
        count = np.bincount(group)[group] - 1.0
        score = np.bincount(group, weights=scores)[group] - scores
        weight = np.bincount(group, weights=mass)[group] - mass
        size = np.bincount(group, weights=sizes)[group] - sizes
        found[f"{name}_score"] = np.where(count > 0, score / np.maximum(1.0, count), -1.0)
        found[f"{name}_density"] = np.where(size > 0, weight / np.maximum(1.0, size), -1.0)
        found[f"{name}_mass"] = weight / total
    return found

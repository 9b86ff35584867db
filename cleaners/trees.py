"""Boosted trees whose levels share one test, in plain numpy: compare, join the bits, look up.

All that is learned is whole numbers and single-precision thresholds, and sums are of whole
numbers: the same page gives the same decisions on every machine.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SCALE = 4_096
"""Whole numbers in one unit of log-odds."""

Rows = slice | NDArray[np.int64]
EVERY = slice(None)


@dataclass(frozen=True, slots=True)
class Trees:
    """An ensemble: its tests, each a column and a threshold, and for each tree its levels' tests.

    `values` holds for each tree the votes of its leaves, the first level as the lowest bit.
    """

    columns: tuple[str, ...]
    test_columns: NDArray[np.int32]
    test_thresholds: NDArray[np.float32]
    levels: NDArray[np.int32]
    values: NDArray[np.int32]
    bias: int

    def scores(
        self, columns: Mapping[str, NDArray[np.float64]], rows: Rows = EVERY
    ) -> NDArray[np.int64]:
        """For each row the sum of all trees' votes, in whole numbers of 1/`SCALE` log-odds."""
        return self.votes(self.leaves(columns, rows))

    def votes(self, leaves: NDArray[np.uint8]) -> NDArray[np.int64]:
        """The scores of rows that fall into these leaves."""
        count, size = self.values.shape
        votes = self.values.ravel().take(leaves + size * np.arange(count)[:, None])
        total: NDArray[np.int32] = votes.sum(axis=0, dtype=np.int32)  # of 16 bits each
        return total.astype(np.int64) + self.bias

    def leaves(
        self, columns: Mapping[str, NDArray[np.float64]], rows: Rows = EVERY
    ) -> NDArray[np.uint8]:
        """For each tree and row the number of the leaf that the row falls into."""
        matrix = np.array([columns[name] for name in self.columns], dtype=np.float32)[:, rows]
        tested = matrix.take(self.test_columns, 0)
        passed = (tested > self.test_thresholds[:, None]).view(np.uint8)
        depth = self.levels.shape[1]
        leaves: NDArray[np.uint8] = passed.take(self.levels[:, depth - 1], 0)
        for level in range(depth - 2, -1, -1):
            np.left_shift(leaves, 1, out=leaves)
            leaves |= passed.take(self.levels[:, level], 0)
        return leaves

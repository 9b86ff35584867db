"""Trees in whole numbers: what the tests decide, and what the votes add up to."""

import numpy as np

from cleaners.reasons import reasons_of
from cleaners.trees import SCALE, Trees

TREES = Trees(
    columns=("words", "linked"),
    test_columns=np.array([0, 1], dtype=np.int32),
    test_thresholds=np.array([10.0, 0.5], dtype=np.float32),
    levels=np.array([[0, 1], [1, 1]], dtype=np.int32),
    values=np.array([[-SCALE, SCALE, -2 * SCALE, 0], [SCALE, 0, 0, -SCALE]], dtype=np.int32),
    bias=7,
)
COLUMNS = {
    "words": np.array([5.0, 20.0, 5.0, 20.0]),
    "linked": np.array([0.0, 0.0, 0.9, 0.9]),
}


def test_a_row_falls_into_the_leaf_that_its_tests_name() -> None:
    assert TREES.leaves(COLUMNS).tolist() == [[0, 1, 2, 3], [0, 0, 3, 3]]


def test_a_score_is_the_sum_of_the_votes_and_the_bias() -> None:
    expected = [7, 2 * SCALE + 7, -3 * SCALE + 7, -SCALE + 7]
    assert TREES.scores(COLUMNS).tolist() == expected


def test_the_reason_against_a_linked_row_is_its_links() -> None:
    columns = {**COLUMNS, "finished": np.zeros(4)}
    told = reasons_of(TREES).tell(TREES.leaves(columns, np.array([2])), columns, [2])
    assert told[0][0] == "link density 0.90"

"""Text hangs together: weak groups far away go, lines inside the text need less."""

import numpy as np

from cleaners.cohesion import ABOVE_HEADING, GAP, cohere
from cleaners.trees import SCALE

FAR = [-5.0] * (GAP + 2)
TEXT = [3.0, 4.0, 3.0, 4.0]


def places(scores: list[float], inside: float = 0.0) -> list[int]:
    return cohere_all(scores, inside)[0]


def cohere_all(scores: list[float], inside: float = 0.0) -> tuple[list[int], dict[int, int]]:
    count = len(scores)
    found = cohere(
        np.array([round(score * SCALE) for score in scores], dtype=np.int64),
        np.full(count, 100.0),
        np.zeros(count),
        np.full(count, inside * SCALE),
    )
    return found.places.tolist(), dict(found.islands)


def test_a_weak_group_far_below_the_text_is_an_island() -> None:
    kept, islands = cohere_all(TEXT + FAR + [1.0, 0.5])
    assert kept == [0, 1, 2, 3]
    assert islands == {GAP + 6: GAP + 3, GAP + 7: GAP + 4}


def test_a_weak_group_far_above_the_text_is_an_island() -> None:
    assert places([0.5, *FAR, *TEXT]) == [GAP + 3, GAP + 4, GAP + 5, GAP + 6]


def test_a_sure_group_far_below_stays() -> None:
    assert places(TEXT + FAR + [3.0, 3.0]) == [0, 1, 2, 3, GAP + 6, GAP + 7]


def test_a_weak_group_nearby_stays() -> None:
    assert places(TEXT + FAR[: GAP - 1] + [0.5]) == [0, 1, 2, 3, GAP + 3]


def test_of_two_groups_of_like_weight_both_stay() -> None:
    assert places([1.0, 1.0, *FAR, 1.0, 1.2]) == [0, 1, GAP + 4, GAP + 5]


def test_a_line_with_text_above_and_below_needs_less() -> None:
    assert places([3.0, -0.1, 3.0, -0.1], inside=-0.2) == [0, 1, 2]


def test_a_heading_needs_text_right_below_and_some_above() -> None:
    def kept(above: int, below: int) -> bool:
        scores = [3.0, *[-9.0] * above, -0.4, *[-9.0] * below, 3.0]
        needed = np.full(len(scores), np.inf)
        needed[above + 1] = -0.5 * SCALE
        zeros = np.zeros(len(scores))
        sizes = np.full(len(scores), 100.0)
        scaled = np.array([round(score * SCALE) for score in scores], dtype=np.int64)
        return above + 1 in cohere(scaled, sizes, zeros, zeros, needed).places

    assert kept(0, 0)
    assert kept(ABOVE_HEADING - 1, 1)
    assert not kept(ABOVE_HEADING, 0)
    assert not kept(0, 2)


def test_no_text_is_no_text() -> None:
    assert places([-1.0, -2.0]) == []

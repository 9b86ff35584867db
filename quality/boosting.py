"""Training of trees whose levels share one test, by CatBoost, and their conversion to ours."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaners.trees import SCALE, Trees


@dataclass(frozen=True, slots=True)
class Boosting:
    """How one stage is trained."""

    trees: int = 250
    depth: int = 6
    rate: float = 0.1
    columns_tried: float = 0.3
    regularisation: float = 5.0
    borders: int = 48
    seeds: tuple[int, ...] = (7,)


def train_trees(
    names: Sequence[str],
    matrix: NDArray[np.float32],
    labels: NDArray[np.int8],
    weights: NDArray[np.float64],
    how: Boosting,
    threads: int,
) -> Trees:
    """Trees that tell the labels, 1 from 0, by the columns of the matrix; of several seeds the
    mean."""
    from catboost import Pool

    scaled = weights * (len(weights) / weights.sum())
    pool = Pool(matrix, labels, weight=scaled, feature_names=list(names))
    return mean([_trained(pool, names, how, seed, threads) for seed in how.seeds])


def _trained(pool: Any, names: Sequence[str], how: Boosting, seed: int, threads: int) -> Trees:
    from catboost import CatBoostClassifier

    model = CatBoostClassifier(
        iterations=how.trees,
        depth=how.depth,
        learning_rate=how.rate,
        rsm=how.columns_tried,
        l2_leaf_reg=how.regularisation,
        border_count=how.borders,
        random_seed=seed,
        thread_count=threads,
        loss_function="Logloss",
        boosting_type="Plain",
        allow_writing_files=False,
        verbose=False,
    )
    model.fit(pool)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        return converted(json.loads(path.read_text("utf-8")), names, how.depth)


def converted(model: Mapping[str, Any], names: Sequence[str], depth: int) -> Trees:
    """Our trees from CatBoost's JSON: the tests numbered, the leaves in whole numbers.

    All have `depth` levels; a tree that few pages taught has fewer tests, and one that nothing
    passes fills it up.
    """
    tests: dict[tuple[int, float], int] = {(0, float("inf")): 0}
    levels, values = [], []
    for tree in model["oblivious_trees"]:
        splits = [(int(s["float_feature_index"]), float(s["border"])) for s in tree["splits"]]
        numbers = [tests.setdefault(split, len(tests)) for split in splits]
        levels.append(numbers + [0] * (depth - len(numbers)))
        leaves = list(tree["leaf_values"])
        values.append(leaves + [0.0] * (2**depth - len(leaves)))
    scale, bias = model["scale_and_bias"]
    used = sorted({column for column, _ in tests})
    place = {column: number for number, column in enumerate(used)}
    return Trees(
        columns=tuple(names[column] for column in used),
        test_columns=np.array([place[column] for column, _ in tests], dtype=np.int32),
        test_thresholds=np.array([border for _, border in tests], dtype=np.float32),
        levels=np.array(levels, dtype=np.int32),
        values=np.rint(np.array(values) * scale * SCALE).astype(np.int32),
        bias=round(float(np.ravel(bias)[0]) * SCALE),
    )


def mean(parts: Sequence[Trees]) -> Trees:
    """The trees whose score is the mean of the scores of these, but for rounding.

    The first trees of each come first: they say most, and reasons are taken from them.
    """
    if len(parts) == 1:
        return parts[0]
    columns = sorted({column for trees in parts for column in trees.columns})
    tests: dict[tuple[int, float], int] = {}
    levels = []
    for trees in parts:
        named = [columns.index(trees.columns[column]) for column in trees.test_columns]
        pairs = zip(named, trees.test_thresholds.tolist(), strict=True)
        numbers = [tests.setdefault(pair, len(tests)) for pair in pairs]
        levels.append(np.array(numbers, dtype=np.int32)[trees.levels])
    values = np.concatenate([trees.values for trees in parts]) / len(parts)
    places = np.concatenate([np.arange(len(trees.values)) for trees in parts])
    in_turn = np.argsort(places, kind="stable")
    return Trees(
        columns=tuple(columns),
        test_columns=np.array([column for column, _ in tests], dtype=np.int32),
        test_thresholds=np.array([border for _, border in tests], dtype=np.float32),
        levels=np.concatenate(levels)[in_turn],
        values=np.rint(values).astype(np.int32)[in_turn],
        bias=round(sum(trees.bias for trees in parts) / len(parts)),
    )

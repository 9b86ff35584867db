"""Labelled pages as the trainer sees them: features, labels, and the fold of the host."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cleaners.cleaning import judged_features
from cleaners.features import Features
from cleaners.features.containers import Table
from cleaners.tree import page_from_bytes
from cleaners.types import CleaningError
from cleaners.urls import site_of
from quality.benchmark import BenchmarkPage, gold_rows, read_sets
from quality.labels import label

FOLDS = 5

Gold = dict[str, object]


@dataclass(frozen=True, slots=True)
class Example:
    """A page with its features and labels; `fold` is the same for all pages of a host."""

    set: str
    id: str
    host: str
    fold: int
    columns: tuple[str, ...]
    matrix: NDArray[np.float32]
    table: Table
    tokens: tuple[tuple[str, ...], ...]
    labels: NDArray[np.int8]
    weights: NDArray[np.float64]
    steps: tuple[str, ...]


def host_of(page: BenchmarkPage) -> str:
    """The host of a page, which its fold hangs on; pages without a URL go by their set and id."""
    return site_of(page.url) if page.url else f"{page.set}/{page.id}"


def fold_of(host: str) -> int:
    """The fold of a host: by a hash of its last two labels, so that subdomains stay together."""
    name = ".".join(host.split(":")[0].split(".")[-2:])
    return hashlib.sha256(name.encode()).digest()[0] % FOLDS


def labelled_pages(data: Path, names: tuple[str, ...] = ()) -> list[tuple[BenchmarkPage, Gold]]:
    """All pages of a folder of sets, each with its row of the gold, in the order of both."""
    return [
        (page, row)
        for name, pages in read_sets(data, names).items()
        for page, row in zip(pages, gold_rows(data / name / "gold.jsonl"), strict=True)
    ]


def read_examples(data: Path, workers: int, names: tuple[str, ...] = ()) -> Iterator[Example]:
    """All labelled pages of a folder of sets, in the order of the sets and their golds."""
    with get_context("spawn").Pool(workers) as pool:
        for example in pool.imap(_example, labelled_pages(data, names), chunksize=8):
            if example is not None:
                yield example


def _example(task: tuple[BenchmarkPage, Gold]) -> Example | None:
    page, row = task
    try:
        blocks, steps, features = judged_features(page_from_bytes(page.body(), page.url))
    except CleaningError:
        return None
    found = label(blocks, row)
    if found is None or features is None:
        return None
    values = np.array(found.values, dtype=np.int8)
    return example_of(page, steps, features, values, np.array(found.weights))


def example_of(
    page: BenchmarkPage,
    steps: tuple[str, ...],
    features: Features,
    labels: NDArray[np.int8],
    weights: NDArray[np.float64],
    part: str = "",
) -> Example:
    """A page, or a part of it by that name, with what was read of it and its labels."""
    host = host_of(page)
    return Example(
        set=page.set,
        id=page.id + part,
        host=host,
        fold=fold_of(host),
        columns=tuple(features.columns),
        matrix=np.column_stack([column.astype(np.float32) for column in features.columns.values()]),
        table=features.table,
        tokens=features.tokens,
        labels=labels,
        weights=weights,
        steps=steps,
    )

"""Labelled pages as the trainer sees them: features, labels, and the fold of the host."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cleaners.cleaning import judged_features
from cleaners.features import Features
from cleaners.features.containers import Table
from cleaners.features.wording import tokens
from cleaners.tree import page_from_bytes
from cleaners.types import CleaningError
from cleaners.urls import site_of
from quality.benchmark import BenchmarkPage, gold_rows, read_sets
from quality.labels import label

FOLDS = 5

Gold = dict[str, object]


@dataclass(frozen=True, slots=True)
class Example:
    """A page with its features and labels; `fold` is the same for all pages of a host.

    `tokens` are the words that the product reads, `said` those that weights are counted by.
    """

    set: str
    id: str
    host: str
    fold: int
    columns: tuple[str, ...]
    matrix: NDArray[np.float32]
    table: Table
    tokens: tuple[tuple[str, ...], ...]
    said: tuple[tuple[str, ...], ...]
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
    labels = np.array(found.values, dtype=np.int8), np.array(found.weights)
    return example_of(page, steps, features, [tokens(block.text) for block in blocks], labels)


def example_of(
    page: BenchmarkPage,
    steps: tuple[str, ...],
    features: Features,
    said: Sequence[tuple[str, ...]],
    labels: tuple[NDArray[np.int8], NDArray[np.float64]],
    part: str = "",
) -> Example:
    """A page, or a part of it by that name, with what was read of it, its labels, their weights."""
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
        said=tuple(said),
        labels=labels[0],
        weights=labels[1],
        steps=steps,
    )

"""Labelled pages as the training of their kinds sees them."""

from multiprocessing import get_context
from pathlib import Path

from cleaners.cleaning import facts_of
from cleaners.page_kind import clear_case
from cleaners.page_kind.numbers import numbers_of
from cleaners.page_kind.words import words_of
from cleaners.tree import page_from_bytes
from cleaners.types import CleaningError
from quality.benchmark import BenchmarkPage
from quality.examples import fold_of, host_of, labelled_pages
from quality.kind_learning import KindExample

NOT_LABELLED = frozenset({"inline"})
"""Sets whose pages stand in other sets too."""


def read_kind_examples(data: Path, workers: int) -> list[KindExample]:
    """All pages of the sets in `data`; one is an article unless its gold names another type."""
    tasks = [
        (page, str(row.get("page_type") or "article"))
        for page, row in labelled_pages(data)
        if page.set not in NOT_LABELLED
    ]
    with get_context("spawn").Pool(workers) as pool:
        return [found for found in pool.imap(_example, tasks, chunksize=8) if found is not None]


def _example(task: tuple[BenchmarkPage, str]) -> KindExample | None:
    page, page_type = task
    try:
        facts = facts_of(page_from_bytes(page.body(), page.url))
    except CleaningError:
        return None
    clear = clear_case(facts)
    host = host_of(page)
    return KindExample(
        set=page.set,
        id=page.id,
        host=".".join(host.split(":")[0].split(".")[-2:]),
        fold=fold_of(host),
        page_type=page_type,
        numbers=numbers_of(facts),
        words=words_of(facts),
        clear=clear[0] if clear else None,
    )

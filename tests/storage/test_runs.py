"""Runs are remembered with what they counted."""

import pytest

from storage import Store, StoreError


def test_a_run_is_open_until_it_is_finished(store: Store) -> None:
    number = store.start_run("https://harbour.example/")
    (run,) = store.runs()
    assert (run.id, run.asked, run.finished_at) == (number, "https://harbour.example/", None)
    assert (run.counts, run.reasons) == ({}, {})

    store.finish_run(number, {"found": 9, "stored": 7}, {"refused: robots.txt": 2})
    (run,) = store.runs()
    assert (run.counts, run.reasons) == (
        {"found": 9, "stored": 7},
        {"refused: robots.txt": 2},
    )
    assert run.finished_at is not None
    assert run.finished_at >= run.started_at
    assert run.started_at.tzinfo is not None


def test_the_newest_runs_come_first(store: Store) -> None:
    numbers = [store.start_run(f"run {n}") for n in range(4)]

    assert [run.id for run in store.runs(limit=3)] == numbers[:0:-1]
    assert store.runs(limit=0) == []


def test_a_run_that_never_began_cannot_be_finished(store: Store) -> None:
    with pytest.raises(StoreError, match="no run 7"):
        store.finish_run(7, {}, {})

"""The stages: each function that is watched is there, and the times are of the right stage."""

import time
from pathlib import Path

import pytest

from cleaners import cleaning
from quality.benchmark import read_pages
from quality.stages import STAGES, Watch, stage_times, watched
from tests.quality.sets import page, write_set


def spend(seconds: float) -> None:
    """Use that much CPU."""
    start = time.process_time()
    while time.process_time() - start < seconds:
        pass


def test_every_stage_takes_time_and_nothing_stays_wrapped(tmp_path: Path) -> None:
    write_set(tmp_path, "s", {n: (None, page(n).encode()) for n in "ab"})
    before = vars(cleaning)["parse"]
    pages = read_pages(tmp_path)
    times = stage_times(pages, pages[:1])
    assert list(times) == [stage for stage, _, _ in STAGES]
    assert all(milliseconds > 0 for milliseconds in times.values()), times
    assert vars(cleaning)["parse"] is before


def test_a_stage_within_a_stage_counts_for_itself() -> None:
    watch = Watch()
    watch.begin("outer")
    spend(0.01)
    watch.begin("inner")
    spend(0.03)
    watch.end()
    watch.end()
    assert watch.seconds["outer"] == pytest.approx(0.01, abs=0.008)
    assert watch.seconds["inner"] == pytest.approx(0.03, abs=0.008)


def test_the_wrapping_is_undone_after_an_error() -> None:
    before = vars(cleaning)["read_blocks"]
    with pytest.raises(ValueError, match="no"), watched(Watch()):
        raise ValueError("no")
    assert vars(cleaning)["read_blocks"] is before

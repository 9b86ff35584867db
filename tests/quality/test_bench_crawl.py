"""The benchmark of crawling says of each goal whether it was reached."""

import pytest

from quality.bench_crawl import BARE, CLEAN, OURS, Result, verdicts
from quality.process_tree import Taken


def result(name: str, seconds: float, cpu: float, growth: int = 0, stall: float = 0.05) -> Result:
    """A contender that had 1,000 pages, and whose process grew by so many bytes a second."""
    own = [(seconds * share / 10, int(growth * seconds * share / 10)) for share in range(11)]
    taken = Taken(seconds=seconds, cpu={7: cpu}, own=own)
    return Result(name, 1_000, taken, (stall, stall))


def test_goals_that_are_met_are_ok_and_others_not() -> None:
    bare, clean = result(BARE, 10, 5), result(CLEAN, 20, 20)
    good = [bare, clean, result(OURS, 20, 27.5, growth=1_000)]
    assert [line.rpartition(": ")[2] for line in verdicts(good, held=False)] == ["ok"] * 4
    bad = [bare, clean, result(OURS, 40, 60, growth=100_000, stall=0.2)]
    told = list(verdicts(bad, held=False))
    assert [line.rpartition(": ")[2] for line in told] == ["NOT reached"] * 4
    assert "0.25 of bare" in told[0]
    assert "35.0 ms more" in told[1]
    assert "200 ms" in told[2]
    assert "4.00 MB for 1,000 pages" in told[3]


def test_a_held_crawl_must_keep_up() -> None:
    held = [result(BARE, 10, 5), result(OURS, 10.4, 30)]
    assert next(verdicts(held, held=True)).endswith("0.96 of bare, to reach 0.98: NOT reached")


def test_the_growth_is_that_of_the_later_half_alone() -> None:
    own = [(0.0, 0), (4.0, 90_000_000), (6.0, 90_000_000), (10.0, 90_000_000)]
    ours = Result(OURS, 1_000, Taken(seconds=10, own=own))
    assert ours.growth == pytest.approx(0)

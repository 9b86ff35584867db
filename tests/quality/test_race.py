"""The race is fair: same pages, in turn, and a page that one cannot finish counts for none."""

from pathlib import Path

import pytest

from quality.benchmark import BenchmarkPage, read_pages
from quality.race import RACERS, Lap, missing, round_of, standings, timed, times_faster
from tests.quality.sets import page, write_set

INSTALLED = [name for name in RACERS if not missing([name])]


def lap(racer: str, id_: str, milliseconds: float, error: str | None = None) -> Lap:
    return Lap(racer, BenchmarkPage("s", id_, None, Path(id_)), milliseconds / 1000, error)


def test_the_mean_is_the_median_of_the_rounds_means() -> None:
    rounds = [
        [lap("us", "a", 1), lap("us", "b", 3)],
        [lap("us", "b", 5), lap("us", "a", 3)],
        [lap("us", "a", 90), lap("us", "b", 10)],
    ]
    (standing,) = standings(rounds)
    assert standing.mean == pytest.approx(4)
    assert standing.median == pytest.approx(4)
    assert standing.slowest == pytest.approx(5)


def test_a_page_that_one_fails_at_counts_for_none() -> None:
    laps = [lap("us", "a", 1), lap("us", "b", 100), lap("peer", "a", 2), lap("peer", "b", 0, "no")]
    us, peer = standings([laps])
    assert (us.racer, us.failed, peer.racer, peer.failed) == ("us", 0, "peer", 1)
    assert us.mean == pytest.approx(1)
    assert peer.mean == pytest.approx(2)


def test_one_page_that_takes_the_peer_very_long_does_not_make_us_fast_on_the_median_page() -> None:
    times = {"a": (1, 2), "b": (1, 3), "c": (1, 900)}
    laps = [lap("us", page, us) for page, (us, _) in times.items()]
    laps += [lap("peer", page, peer) for page, (_, peer) in times.items()]
    assert times_faster([laps], "us", "peer") == pytest.approx(3)
    assert times_faster([laps], "us", "nobody") is None


@pytest.mark.parametrize("name", INSTALLED)
def test_every_racer_that_is_installed_runs(name: str) -> None:
    racer = RACERS[name]
    seconds, error = timed(racer.start(), racer.prepare(page("The bridge opens").encode()), None)
    assert error is None
    assert seconds > 0


def test_on_each_page_another_racer_begins(tmp_path: Path) -> None:
    write_set(tmp_path, "s", {n: (None, page(n).encode()) for n in "ab"})
    laps = round_of(read_pages(tmp_path), (), ["lxml", "copydesk"])
    assert [(lap.page.id, lap.racer) for lap in laps] == [
        ("a", "lxml"),
        ("a", "copydesk"),
        ("b", "copydesk"),
        ("b", "lxml"),
    ]

"""After a run: days are added up, what needs a person is named, and new once a day."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import log
from pathlib import Path

import pytest

from crawler.checkup import check_up, main_reason
from crawler.report import RunReport, SiteReport
from storage import Portrait, Store, open_store

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
COUNTS = {"found": 20, "fetched": 12, "stored": 12, "unchanged": 0, "refused": 8, "failed": 0}
WELL = SiteReport("s.example", "https://s.example/", "well", COUNTS, {"refused: robots": 8}, {})
LOOKS = Portrait(12, 12 * log(400), 3.6, {}, "1")


def run(*sites: SiteReport) -> RunReport:
    return RunReport(NOON, NOON, sites)


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which s.example was well for 20 days, to be copied."""
    file = tmp_path_factory.mktemp("days") / "copydesk.db"
    with open_store(f"sqlite:///{file}") as opened:
        for back in range(20, 0, -1):
            check_up(opened, run(WELL), {"s.example": LOOKS}, NOON - timedelta(days=back))
    return file


@pytest.fixture
def store(tmp_path: Path, days: Path) -> Iterator[Store]:
    """A store in which s.example was well for 20 days."""
    with open_store(f"sqlite:///{shutil.copy(days, tmp_path / 'copydesk.db')}") as opened:
        yield opened


def test_a_site_that_is_like_itself_is_left_alone(store: Store) -> None:
    report = check_up(store, run(WELL), {"s.example": LOOKS}, NOON)
    assert report == run(WELL)
    assert report.exit_code == 0
    assert len(store.history.days(NOON.date() - timedelta(days=30))["s.example"]) == 21


def test_a_site_that_is_unlike_itself_degrades_the_run_and_is_new_once_a_day(store: Store) -> None:
    bare = replace(LOOKS, missing={"published_at": 12})
    first = check_up(store, run(WELL), {"s.example": bare}, NOON)
    (finding,) = first.sites[0].findings
    assert finding.sentence == "12 of 12 articles have no date; usually 0%."
    assert finding.health
    assert finding.new
    assert "recipe" in finding.advice
    assert first.exit_code == 2

    again = check_up(store, run(WELL), {"s.example": bare}, NOON + timedelta(hours=1))
    assert again.exit_code == 2
    assert [one.new for one in again.sites[0].findings] == [False]
    tomorrow = check_up(store, run(WELL), {"s.example": bare}, NOON + timedelta(days=1))
    assert [one.new for one in tomorrow.sites[0].findings] == [True]

    assert store.history.accept("s.example") == 2
    accepted = check_up(store, run(WELL), {"s.example": bare}, NOON + timedelta(days=1))
    assert accepted.sites[0].findings == ()
    later = check_up(store, run(WELL), {"s.example": bare}, NOON + timedelta(days=2))
    assert later.sites[0].findings == ()


def test_a_site_that_gave_nothing_says_why_and_what_to_do(store: Store) -> None:
    none = {**dict.fromkeys(COUNTS, 0), "found": 1, "failed": 1}
    dead = replace(WELL, outcome="useless", counts=none, reasons={"failed: no-such-host": 1})
    report = check_up(store, run(dead), {}, NOON)
    (finding,) = report.sites[0].findings
    assert finding.sentence == (
        "Nothing was stored or found unchanged since 2026-11-19 12:00 UTC (no-such-host)."
    )
    assert finding.advice.startswith("Check the spelling")
    assert report.exit_code == 3


def test_a_site_that_was_not_visited_gets_no_day(store: Store) -> None:
    quiet = replace(WELL, site="q.example", outcome="nothing-due")
    held = replace(WELL, site="h.example", outcome="held", held_by="run 7")
    report = check_up(store, run(quiet, held), {}, NOON)
    assert report == run(quiet, held)
    assert store.history.days(NOON.date()) == {}


def test_what_a_run_left_for_the_next_one_is_no_failure_of_the_site(store: Store) -> None:
    left = {**COUNTS, "found": 120, "failed": 100}
    cut = replace(WELL, counts=left, reasons={"failed: not-tried": 100})
    report = check_up(store, run(cut), {"s.example": LOOKS}, NOON)
    assert report.sites[0].findings == ()
    (day,) = store.history.days(NOON.date())["s.example"]
    assert (day.counts["found"], day.counts["failed"], day.reasons) == (20, 0, {})


def test_the_main_reason_is_the_commonest_failure_else_a_refusal_that_matters() -> None:
    assert main_reason({}) == ""
    assert main_reason({"refused: no-article-address": 9}) == "refused: no-article-address"
    assert main_reason({"refused: other-site": 9, "refused: http-403": 1}) == "refused: http-403"
    assert main_reason({"refused: http-403": 9, "failed: timeout": 1}) == "failed: timeout"


def test_a_start_that_answers_and_names_nothing_is_not_called_gone(store: Store) -> None:
    nothing = dict.fromkeys(COUNTS, 0)
    empty = replace(
        WELL,
        outcome="useless",
        counts=nothing,
        reasons={},
        listings={"http-404": 1},
        start="https://s.example/",
    )
    (finding, *_) = check_up(store, run(empty), {}, NOON).sites[0].findings
    assert finding.name == "useless: nothing-found"
    assert "looks like an article" in finding.advice

    unread = check_up(store, run(replace(empty, start=None)), {}, NOON)
    assert unread.sites[0].findings[0].name == "useless: http-404"

"""Which sites a run crawls."""

from datetime import UTC, datetime

from corpus.planning import plan
from crawler import SiteTask
from crawler.sites_file import SitesFile
from crawler.span import Span

PAPER = SiteTask("https://paper.example/", delay=9.0)
NEWS = SiteTask("https://paper.example/news", feeds=("https://paper.example/feed",))
FILE = SitesFile((PAPER, NEWS), frozenset({"quiet.example"}))
STARTS = {
    "paper.example": "https://paper.example/old",
    "tide.example": "http://tide.example/feed.xml",
    "quiet.example": "https://quiet.example/",
}
OPEN = Span()
MARCH = Span(datetime(2026, 3, 1, tzinfo=UTC), None)


def urls(tasks: list[SiteTask]) -> list[str]:
    return [task.url for task in tasks]


def test_all_sites_are_those_of_the_file_and_those_that_only_the_store_knows() -> None:
    tasks = plan(FILE, STARTS, [], OPEN)
    assert urls(tasks) == [PAPER.url, NEWS.url, "http://tide.example/feed.xml"]
    assert all(task.due_only for task in tasks)
    assert tasks[0].delay == 9.0


def test_with_only_the_store_adds_none() -> None:
    assert urls(plan(SitesFile((PAPER,), only=True), STARTS, [], OPEN)) == [PAPER.url]


def test_a_host_that_is_named_means_its_tasks_or_its_start() -> None:
    assert urls(plan(FILE, STARTS, ["www.paper.example"], OPEN)) == [PAPER.url, NEWS.url]
    assert urls(plan(FILE, STARTS, ["tide.example"], OPEN)) == ["http://tide.example/feed.xml"]
    assert urls(plan(FILE, STARTS, ["new.example"], OPEN)) == ["new.example"]
    assert not any(task.due_only for task in plan(FILE, STARTS, ["tide.example"], OPEN))


def test_a_url_that_is_named_means_itself_with_the_options_of_its_site() -> None:
    (task,) = plan(FILE, STARTS, ["https://paper.example/sport/"], OPEN)
    assert (task.url, task.delay, task.feeds) == ("https://paper.example/sport/", 9.0, ())
    assert plan(FILE, STARTS, ["https://paper.example/news"], OPEN) == [NEWS]


def test_a_span_takes_the_place_of_the_sites_own_and_asks_all() -> None:
    tasks = plan(FILE, STARTS, [], MARCH)
    assert {task.since for task in tasks} == {MARCH.since}
    assert not any(task.due_only for task in tasks)


def test_archives_are_walked_where_no_span_is_asked_for() -> None:
    since, until = datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 2, 1, tzinfo=UTC)
    walk = SiteTask(PAPER.url, since=since, until=until, backfill=True)
    file = SitesFile((PAPER,), backfills=(walk,))
    assert plan(file, {}, [], OPEN)[1:] == [walk]
    assert plan(file, {}, ["paper.example"], OPEN) == [PAPER, walk]
    assert not any(task.backfill for task in plan(file, STARTS, ["tide.example"], OPEN))
    assert not any(task.backfill for task in plan(file, {}, [], MARCH))

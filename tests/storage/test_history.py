"""Days of sites, reports of runs, growth by month, raw bodies that are dropped."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from storage import FoundUrl, Listing, Pruned, Store, StoreError, UrlState, runs
from storage.days import MAX_REASONS
from storage.site_day import Portrait, Visited
from tests.storage.examples import add, article_at, page_at, same

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
LOOKS = Portrait(2, 12.5, 0.5, {"published_at": 1}, "1")
VISIT = Visited("harbour.example", NOON, "well", True, {"found": 9, "stored": 2}, {"x": 1}, LOOKS)


def test_the_runs_of_a_day_add_up(store: Store) -> None:
    store.history.add_visits([VISIT, replace(VISIT, site="fjord.example")])
    later = replace(VISIT, at=NOON + timedelta(hours=1), outcome="useless", well=False)
    store.history.add_visits([later])

    (day,) = store.history.days(NOON.date())["harbour.example"]
    assert (day.runs, day.outcome, day.last_at) == (2, "useless", later.at)
    assert day.counts == {"found": 18, "stored": 4}
    assert day.portrait == Portrait(4, 25.0, 1.0, {"published_at": 2}, "1")
    assert day.well_at == NOON
    assert store.history.last_success()["harbour.example"] == NOON


def test_a_run_after_midnight_begins_a_new_day_and_days_come_in_order(store: Store) -> None:
    store.history.add_visits([replace(VISIT, at=NOON + timedelta(days=1)), VISIT])

    days = store.history.days(date(2026, 11, 1), ["harbour.example"])["harbour.example"]
    assert [day.day for day in days] == [date(2026, 11, 20), date(2026, 11, 21)]
    assert store.history.days(date(2026, 11, 22)) == {}
    assert store.history.days(date(2026, 11, 1), ["fjord.example"]) == {}


def test_other_cleaning_rules_begin_a_new_portrait(store: Store) -> None:
    store.history.add_visits([VISIT])
    store.history.add_visits([replace(VISIT, portrait=replace(LOOKS, rules_version="2"))])
    store.history.add_visits([replace(VISIT, portrait=Portrait())])

    (day,) = store.history.days(NOON.date())["harbour.example"]
    assert day.portrait == replace(LOOKS, rules_version="2")


def test_a_day_keeps_the_most_frequent_reasons_only(store: Store) -> None:
    many = {f"refused: r{n}\0": n for n in range(1, 2 * MAX_REASONS)}
    store.history.add_visits([replace(VISIT, reasons=many)])

    (day,) = store.history.days(NOON.date())["harbour.example"]
    assert len(day.reasons) == MAX_REASONS
    assert max(day.reasons) == "refused: r79\ufffd"


def test_flags_are_added_and_marked_when_the_site_is_accepted(store: Store) -> None:
    store.history.add_visits([VISIT])
    store.history.note("harbour.example", NOON.date(), ["no-date"], [])
    store.history.note("harbour.example", NOON.date(), ["shorter"], ["no-date"])
    store.history.note("harbour.example", date(2020, 1, 1), ["shorter"], [])

    (day,) = store.history.days(NOON.date())["harbour.example"]
    assert (day.flags, day.told) == (("no-date", "shorter"), ("no-date",))
    assert store.history.accept("harbour.example") == 1
    assert store.history.accept("harbour.example") == 0
    (day,) = store.history.days(NOON.date())["harbour.example"]
    assert (day.flags, day.told) == (("accepted:no-date", "accepted:shorter"), ("no-date",))


def test_a_report_is_kept_with_its_run(store: Store) -> None:
    assert store.history.report() is None
    first, second = store.start_run("a"), store.start_run("b")
    store.history.keep_report(first, {"sites": [{"site": "a\0b", "stored": 1}]})

    assert store.history.report() == {"sites": [{"site": "a\ufffdb", "stored": 1}]}
    assert store.history.report(second) is None
    with pytest.raises(StoreError, match="no run 99"):
        store.history.keep_report(99, {})


def test_growth_counts_by_the_month_of_the_fetch(store: Store) -> None:
    for url, month in (("a", 9), ("b", 10), ("c", 10)):
        fetched = replace(page_at(f"https://x.example/{url}"), fetched_at=NOON.replace(month=month))
        store.store_article(fetched, article_at(f"https://x.example/{url}", url * 9), "link")
    bare = replace(page_at("https://x.example/d"), fetched_at=NOON)
    store.store_unclean(bare, "clean-timeout", "link")

    months = store.history.growth()
    assert [(m.month, m.pages, m.articles) for m in months] == [
        ("2026-11", 1, 0),
        ("2026-10", 2, 2),
        ("2026-09", 1, 1),
    ]
    assert months[1].raw_bytes == 2 * len(bare.body)
    assert 0 < months[1].stored_bytes < 10_000
    assert len(store.history.growth(2)) == 2


def test_pruning_drops_old_raw_bodies_and_keeps_articles_and_quarantine(store: Store) -> None:
    old = add(store, "https://x.example/old", "An old story")
    store.store_unclean(page_at("https://x.example/broken"), "clean-timeout", "link")
    fresh = add(store, "https://x.example/new", "A new story")
    first = store.article(old)
    assert first is not None
    before = first.fetched_at + timedelta(seconds=1)
    refetched = replace(page_at("https://x.example/new"), fetched_at=before)
    store.store_article(refetched, article_at("https://x.example/new", "A new story"), "link")

    would = store.history.prunable(before)
    assert would.pages == 1
    assert would.stored_bytes > 0
    assert store.page_of(old) is not None
    assert store.history.prune(before) == would
    assert store.history.prune(before) == Pruned(0, 0)
    kept = store.article(old)
    assert kept is not None
    assert same(kept.article, first.article)
    assert store.page_of(old) is None
    assert store.page_of(fresh) is not None
    assert len(list(store.pages())) == 2
    assert store.stored_urls(["https://x.example/old"]) == {"https://x.example/old"}


def test_a_site_is_counted_by_state_and_reason(store: Store) -> None:
    assert store.history.host("x.example") is None
    add(store, "https://x.example/a", "A story")
    for n in range(3):
        store.record_outcome(f"https://x.example/{n}", "refused", f"other-site: y{n}.example")
    store.record_outcome("https://x.example/9", "failed", "timeout")

    facts = store.history.host("https://www.x.example/any")
    assert facts is not None
    assert (facts.site, facts.articles) == ("x.example", 1)
    assert facts.states == {"refused": 3, "stored": 1, "failed": 1}
    assert facts.reasons == {("refused", "other-site"): 3, ("failed", "timeout"): 1}
    assert facts.last_tried is not None


def test_crawls_begin_at_the_first_listing_or_at_the_front_of_what_was_left(store: Store) -> None:
    pause = timedelta(hours=1)
    feed = Listing("a.example", "https://a.example/feed", "feed", NOON, NOON, pause)
    store.watch.keep(feed, replace(feed, url="https://a.example/second"))
    store.watch.keep(
        replace(feed, site="gone.example", url="https://gone.example/", absent="http-404")
    )
    store.record_found(
        [
            FoundUrl("http://b.example:8080/2026/story", "feed"),
            FoundUrl("https://named.example/story", "list"),
            FoundUrl("https://imported.example/story", "warc"),
            FoundUrl("https://moved.example/story", "warc: feed"),
        ]
    )
    ended: dict[str, tuple[UrlState, str, datetime | None]] = {
        "typo": ("failed", "no-such-host", NOON),
        "down": ("failed", "robots-unreachable: http-503", NOON),
        "later": ("failed", "timeout", datetime.now(UTC) + pause),
        "given-up": ("failed", "timeout: given up after 6 tries", None),
        "rests": ("due", "host-closed: http-429", NOON),
        "shut": ("refused", "robots", None),
    }
    for name, (state, reason, due) in ended.items():
        url = f"https://{name}.example/"
        store.record_outcome(url, state, reason, found_by="start", aim="start", due_at=due)

    assert store.history.starts() == {
        "a.example": "https://a.example/feed",
        "b.example:8080": "http://b.example:8080/",
        "down.example": "https://down.example/",
        "later.example": "https://later.example/",
        "rests.example": "https://rests.example/",
    }


def test_reports_of_old_runs_go_and_their_counts_stay(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = store.start_run("https://harbour.example/")
    store.finish_run(old, {"stored": 7}, {})
    store.history.keep_report(old, {"sites": []})
    store.history.keep_report(store.start_run("soon after"), {"sites": [1]})
    assert store.history.report(old) == {"sites": []}

    monkeypatch.setattr(runs, "KEPT", timedelta(microseconds=1))
    store.history.keep_report(store.start_run("long after"), {"sites": [2]})
    assert store.history.report(old) is None
    assert store.runs()[-1].counts == {"stored": 7}

"""What was cut from many articles comes without the rest of them, and by the step that cut it."""

import pytest

from cleaners.types import Removal
from storage import Filters, Store
from tests.storage.examples import add

CUTS = (
    Removal(3, "share", "a share bar", "Mail"),
    Removal(4, "share", "a share bar", "Post"),
    Removal(7, "related-list", "links", "Pier closed"),
)


def test_a_record_has_runs_and_counts_what_is_kept(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.cut_records.AT_ONCE", 2)
    for n in range(5):
        url = f"https://harbour.example/{n}"
        add(store, url, f"Story {n}", text=["It sails.", "Soon."], removals=CUTS[: n % 4])
    add(store, "https://pier.example/x", "Elsewhere")
    records = list(store.holdings.cut_records(Filters(site="harbour.example", kinds=None)))
    assert [(record.article_id, record.site, record.kept) for record in records] == [
        (n, "harbour.example", len("It sails.\nSoon.")) for n in range(1, 6)
    ]
    assert [tuple(run) for run in records[3].runs] == [
        (3, "share", "a share bar", ["Mail", "Post"]),
        (7, "related-list", "links", ["Pier closed"]),
    ]


def test_articles_are_found_by_the_step_that_cut_of_them(store: Store) -> None:
    numbers = [
        add(store, f"https://harbour.example/{n}", f"Story {n}", removals=CUTS[:n])
        for n in range(4)
    ]
    anything = Filters(kinds=None)
    assert [number for _, number in store.holdings.cut_by(anything, "share")] == numbers[1:]
    assert [number for _, number in store.holdings.cut_by(anything, "related-list")] == numbers[3:]
    assert store.holdings.cut_by(anything, "related") == []
    assert store.holdings.cut_by(anything, "sh%re") == []

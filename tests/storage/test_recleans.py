"""Where a recleaning stopped is known until it ends."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from storage import Stopped, Store
from tests.storage.examples import add

STOPPED = Stopped("harbour.example", 7, 21, datetime(2026, 3, 1, 12, tzinfo=UTC))


def test_the_place_is_kept_a_scope_until_the_end(store: Store) -> None:
    assert store.recleans.stopped("all") is None
    store.recleans.note("all", replace(STOPPED, page_id=3))
    store.recleans.note("all", STOPPED)
    assert store.recleans.stopped("all") == STOPPED
    assert store.recleans.stopped("other") is None
    store.recleans.end("all")
    assert store.recleans.stopped("all") is None


def test_what_was_stopped_long_ago_begins_anew(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.recleans.note("all", STOPPED)
    monkeypatch.setattr("storage.recleans.FORGOTTEN_AFTER", timedelta(0))
    assert store.recleans.stopped("all") is None
    store.recleans.end("other")
    monkeypatch.undo()
    assert store.recleans.stopped("all") is None


def test_the_sites_that_have_pages_are_named_in_order(store: Store) -> None:
    for host in ("pier", "harbour", "har-z", "hara"):
        add(store, f"https://{host}.example/a")
    store.record_outcome("https://login.example/", "refused", "robots")
    hosts = ["har-z.example", "hara.example", "harbour.example", "pier.example"]
    assert store.recleans.sites() == hosts

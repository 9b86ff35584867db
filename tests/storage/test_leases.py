"""One crawl at a time is on a site, and a dead one does not keep it."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from storage import Holder, Lease, Store
from storage.lease_row import LeaseRow
from tests.storage.writers import at_once, take_once

SITE = "harbour.example"


def elsewhere(name: str = "b") -> Holder:
    """A holder on another machine, of which nobody here can tell whether it lives."""
    return Holder(f"{name}:1:x", name, 1, None)


def shift(store: Store, seconds: float) -> None:
    """Make all leases so much older, as if time had passed or the clock had been set."""
    moment = datetime.now(UTC) - timedelta(seconds=seconds)
    times = {"renewed_at": moment, "expires_at": moment + timedelta(seconds=60)}
    with store._transactions._writer.begin() as connection:
        connection.execute(update(LeaseRow).values(times))


def take(store: Store, holder: Holder, watched: Lease | None = None) -> Lease:
    return store.leases.take(SITE, holder, 60, watched)


def test_a_site_is_one_holders_until_it_lets_go(store: Store) -> None:
    first, second = Holder.new(), Holder.new()
    assert take(store, first).is_of(first)
    assert take(store, first).is_of(first)
    held = take(store, second)
    assert held.is_of(first)
    assert not held.over
    assert held.told.startswith(f"{first.host}, process {first.pid}, since 20")
    store.leases.give_back(second)
    assert take(store, second).is_of(first)
    store.leases.give_back(first, [SITE])
    assert take(store, second).is_of(second)
    on = store.leases.on(SITE)
    assert on is not None
    assert on.is_of(second)
    assert store.leases.on("other.example") is None


def test_a_lease_that_is_over_passes_on_if_it_does_not_move_while_it_is_watched(
    store: Store,
) -> None:
    take(store, elsewhere())
    shift(store, 100)
    mine = Holder.new()
    over = take(store, mine)
    assert over.over
    assert not over.is_of(mine)
    assert store.leases.renew(elsewhere(), 60) == {SITE}
    assert not take(store, mine, over).is_of(mine)
    shift(store, 100)
    assert take(store, mine, take(store, mine)).is_of(mine)
    assert store.leases.renew(elsewhere(), 60) == frozenset()


def test_a_clock_that_was_set_back_keeps_no_site_for_hours(store: Store) -> None:
    take(store, elsewhere())
    shift(store, -3_600)
    mine = Holder.new()
    watched = take(store, mine)
    assert watched.over
    assert take(store, mine, watched).is_of(mine)


def test_a_process_that_died_here_keeps_nothing(store: Store) -> None:
    code = "from storage import Holder; h = Holder.new(); print(h.id, h.host, h.pid, h.process)"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    name, host, pid, process = made.stdout.split()
    dead = Holder(name, host, int(pid), process)
    mine = Holder.new()
    assert dead.is_gone
    assert not mine.is_gone
    assert not replace(dead, process=None).is_gone
    assert not replace(dead, process=f"another-{process}").is_gone
    take(store, dead)
    assert take(store, mine).is_of(mine)


def test_of_many_who_want_a_site_at_one_moment_one_gets_it(store_url: str) -> None:
    codes = at_once(4, take_once, store_url, SITE)
    assert sorted(map(str, codes)) == ["0", "1", "1", "1"]

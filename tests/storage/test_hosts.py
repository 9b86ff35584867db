"""The budget of a host: one line for all processes, closed hosts, kept files."""

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest

from storage import Store, open_store

HOST = "harbour.example"


def test_two_processes_are_never_let_in_together(store_url: str) -> None:
    def entered(_: int) -> list[float]:
        times: list[float] = []
        with open_store(store_url) as own:
            while len(times) < 5:
                state = own.hosts.enter(HOST, 0.05)
                if state.let_in:
                    times.append(state.at)
                time.sleep(max(0.0, state.at - time.time()))
        return times

    with ThreadPoolExecutor(4) as threads:
        taken = sorted(at for some in threads.map(entered, range(4)) for at in some)
    assert len(taken) == 20
    assert min(after - before for before, after in pairwise(taken)) >= 0.0499


def test_who_comes_late_is_let_in_late_and_the_next_one_waits_from_then_on(store: Store) -> None:
    first = store.hosts.enter(HOST, 0.3)
    time.sleep(0.35)
    late = store.hosts.enter(HOST, 0.3)
    next_one = store.hosts.enter(HOST, 0.3)
    assert first.let_in
    assert late.let_in
    assert late.at >= first.at + 0.35
    assert not next_one.let_in
    assert next_one.at == late.at


def test_a_host_that_rested_is_asked_at_once(store: Store) -> None:
    first = store.hosts.enter(HOST, 0.05)
    assert not store.hosts.enter(HOST, 0.05).let_in
    time.sleep(0.1)
    again = store.hosts.enter(HOST, 0.05)
    assert again.let_in
    assert again.at - first.at >= 0.1
    assert store.hosts.enter("other.example", 5).let_in


def test_a_closed_host_is_closed_for_all_and_says_why(store: Store, store_url: str) -> None:
    store.hosts.close(HOST, lambda _: 60.0, "http-429: Retry-After 60")
    with open_store(store_url) as other:
        state = other.hosts.state(HOST)
        assert state.closed_until == pytest.approx(time.time() + 60, abs=5)
        assert state.reason == "http-429: Retry-After 60"
        assert other.hosts.enter(HOST, 1).closed_until == state.closed_until
        assert list(other.hosts.closed()) == [HOST]


def test_a_shorter_rest_never_opens_a_host_early(store: Store) -> None:
    long = store.hosts.close(HOST, lambda _: 600.0, "http-503")
    short = store.hosts.close(HOST, lambda _: 1.0, "http-429")
    assert short.closed_until == long.closed_until
    assert short.reason == "http-503"


def test_strikes_count_until_the_host_answers_again(store: Store) -> None:
    seen: list[int] = []

    def pause(strikes: int) -> float:
        seen.append(strikes)
        return 0.0

    for _ in range(3):
        store.hosts.close(HOST, pause, "http-503")
    store.hosts.forgive(HOST)
    store.hosts.close(HOST, pause, "http-503")
    assert seen == [0, 1, 2, 0]
    assert store.hosts.state(HOST).strikes == 1


def test_a_clock_that_was_wrong_closes_nothing_for_long(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    with monkeypatch.context() as wrong:
        wrong.setattr(time, "time", lambda: now + 9_000_000)
        store.hosts.enter(HOST, 5)
        store.hosts.close(HOST, lambda _: 600.0, "http-503")
    assert store.hosts.enter(HOST, 5).let_in
    assert store.hosts.state(HOST).closed_until == 0


def test_a_file_of_a_host_is_kept_as_it_was_last_read(store: Store) -> None:
    url = f"https://{HOST}/robots.txt"
    assert store.hosts.file(url) is None
    store.hosts.keep_file(url, b"User-agent: *\nDisallow: /")
    store.hosts.keep_file(url, b"")
    kept = store.hosts.file(url)
    assert kept is not None
    assert kept.body == b""
    assert abs(kept.read_at.timestamp() - time.time()) < 60
    assert store.hosts.file(f"http://{HOST}/robots.txt") is None

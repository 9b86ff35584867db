"""The gate of a host: one budget that all processes share, and rest when it asks for it."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from itertools import pairwise
from typing import TypeVar

import pytest

from crawler import gates as module
from crawler.gates import Gates
from crawler.outcomes import Refusal
from storage import Store, open_store

T = TypeVar("T")
URL = "http://harbour.example/a"


def asking(store: Store) -> Callable[[Callable[[Store], T]], Awaitable[T]]:
    async def ask(question: Callable[[Store], T]) -> T:
        return question(store)

    return ask


@pytest.fixture
def other(store_url: str) -> Store:
    """The same store, as another process has it."""
    return open_store(store_url)


async def visits(gates: Gates, number: int, delay: float, log: list[float]) -> None:
    for _ in range(number):
        await gates.enter(URL, delay)
        log.append(time.time())
        gates.leave(URL)


def test_two_processes_together_keep_the_delay_of_a_host(store: Store, other: Store) -> None:
    log: list[float] = []

    async def wake_late() -> None:
        await asyncio.sleep(0.1)
        time.sleep(0.45)

    async def both() -> None:
        budgets = [Gates(asking(store)), Gates(asking(other))]
        await asyncio.gather(*(visits(gates, 3, 0.3, log) for gates in budgets), wake_late())

    asyncio.run(both())
    other.close()
    log.sort()
    assert len(log) == 6
    assert min(after - before for before, after in pairwise(log)) >= 0.2
    assert log[-1] - log[0] < 3


def test_one_host_never_waits_for_another(store: Store) -> None:
    async def hosts() -> float:
        gates = Gates(asking(store))
        began = time.time()
        await asyncio.gather(*(gates.enter(f"http://h{n}.example/", 5) for n in range(20)))
        return time.time() - began

    assert asyncio.run(hosts()) < 2


def test_a_host_without_delay_costs_the_store_no_write(store: Store) -> None:
    asked: list[object] = []

    async def ask(question: Callable[[Store], T]) -> T:
        asked.append(question)
        return question(store)

    log: list[float] = []
    asyncio.run(visits(Gates(ask), 200, 0, log))
    assert len(asked) == 1
    assert store.hosts.closed() == {}
    assert log[-1] - log[0] < 1


def test_hosts_without_delay_are_looked_up_together(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    async def ask(question: Callable[[Store], T]) -> T:
        asked.append(question)
        return question(store)

    async def twice(gates: Gates) -> None:
        for url in [f"http://h{n}.example/" for n in range(20)] * 2:
            await gates.enter(url, 0)
            gates.leave(url)
        monkeypatch.setattr(module, "LOOK_EVERY", 0.0)
        await gates.enter(URL.replace("harbour", "h7"), 0)

    asyncio.run(twice(Gates(ask)))
    assert len(asked) == 20 + 1


def test_a_host_that_closes_while_the_others_are_looked_up_stays_closed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = asyncio.Event()

    async def ask(question: Callable[[Store], T]) -> T:
        answer = question(store)
        if answer == {}:
            await slow.wait()
        return answer

    async def closes() -> None:
        gates = Gates(ask)
        await gates.enter(URL, 0)
        gates.leave(URL)
        monkeypatch.setattr(module, "LOOK_EVERY", 0.0)
        looking = asyncio.create_task(gates.enter(URL, 0))
        await asyncio.sleep(0)
        await gates.refused(URL, 429, "3600", 0)
        slow.set()
        with pytest.raises(Refusal, match="host-closed"):
            await looking

    asyncio.run(closes())


def test_a_rest_that_is_short_is_waited_for(store: Store) -> None:
    async def rested() -> float:
        gates = Gates(asking(store))
        await gates.refused(URL, 429, "1", 0)
        began = time.time()
        await asyncio.gather(visits(gates, 1, 0, []), visits(gates, 1, 0.05, []))
        return time.time() - began

    assert asyncio.run(rested()) >= 1


@pytest.mark.parametrize("retry_after", ["3600", "99999999"])
def test_a_long_rest_leaves_the_urls_for_later_in_this_process_and_the_next(
    store: Store, other: Store, retry_after: str
) -> None:
    async def told(shared: Store, delay: float) -> Refusal:
        with pytest.raises(Refusal) as refused:
            await Gates(asking(shared)).enter(URL, delay)
        return refused.value

    asyncio.run(Gates(asking(store)).refused(URL, 503, retry_after, 0))
    for delay in (0, 5):
        reason = asyncio.run(told(other, delay)).outcome.reason
        assert reason is not None
        assert reason.startswith("host-closed: until 20")
        assert f"http-503, Retry-After {retry_after}" in reason
    other.close()


def test_another_process_learns_that_a_host_closed(
    store: Store, other: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOOK_EVERY", 0.0)

    async def learns() -> None:
        mine, theirs = Gates(asking(store)), Gates(asking(other))
        await visits(mine, 1, 0, [])
        await theirs.refused(URL, 429, "60", 0)
        with pytest.raises(Refusal, match="host-closed"):
            await mine.enter(URL, 0)

    asyncio.run(learns())
    other.close()


def test_a_host_that_fails_for_five_pages_in_a_row_is_left_alone(store: Store) -> None:
    async def asks(gates: Gates, *pages: int) -> None:
        for page in pages:
            await gates.enter(URL, 0)
            gates.leave(URL)
            await gates.failed(f"{URL}/{page}", "timeout")

    async def fails() -> None:
        gates = Gates(asking(store))
        await asks(gates, 1, 2, 3, 4)
        await gates.answered(URL)
        await asks(gates, 1, 1, 1, 2, 2, 3, 4, 4, 4, 5)
        with pytest.raises(Refusal, match="5 pages in a row failed, the last with timeout"):
            await gates.enter(URL, 0)

    asyncio.run(fails())
    assert store.hosts.state("harbour.example").strikes == 1


def test_a_good_answer_makes_the_next_rest_short_again(store: Store) -> None:
    async def recovers() -> None:
        gates = Gates(asking(store))
        for _ in range(3):
            await gates.refused(URL, 503, None, 0)
        assert store.hosts.state("harbour.example").strikes == 3
        await gates.answered(URL)

    asyncio.run(recovers())
    assert store.hosts.state("harbour.example").strikes == 0


def test_a_host_that_always_says_not_now_is_given_up(store: Store) -> None:
    async def gives_up() -> None:
        gates = Gates(asking(store))
        for _ in range(module.GIVE_UP):
            await gates.refused(URL, 429, "2", 0)
        with pytest.raises(Refusal, match="host-closed"):
            gates.check(URL)

    asyncio.run(gives_up())


def test_whoever_waits_is_refused_when_the_crawl_stops(store: Store) -> None:
    async def stops() -> float:
        gates = Gates(asking(store))
        await gates.enter(URL, 20)
        gates.leave(URL)
        began = time.time()
        waiting = [asyncio.ensure_future(gates.enter(URL, 20)) for _ in range(3)]
        await asyncio.sleep(0.05)
        gates.ending.set()
        ended = await asyncio.gather(*waiting, return_exceptions=True)
        assert [str(error) for error in ended] == ["stopped"] * 3
        return time.time() - began

    assert asyncio.run(stops()) < 1

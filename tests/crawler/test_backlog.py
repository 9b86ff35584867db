"""Fetches wait while all cleaners have a page, and none waits for ever."""

import asyncio

from crawler.backlog import Backlog


def test_fetches_wait_while_there_is_no_room_and_then_go_in_order() -> None:
    async def work() -> list[int]:
        backlog, begun = Backlog(room=1), list[int]()

        async def fetch(number: int) -> None:
            await backlog.has_room()
            begun.append(number)

        await fetch(0)
        with backlog.page():
            waiting = [asyncio.ensure_future(fetch(n)) for n in (1, 2, 3)]
            await asyncio.sleep(0.05)
            assert begun == [0]
            waiting[0].cancel()
        await asyncio.wait(waiting, timeout=5)
        await fetch(4)
        return begun

    assert asyncio.run(work()) == [0, 2, 3, 4]


def test_what_is_let_in_and_never_comes_stops_nobody() -> None:
    async def work() -> int:
        backlog = Backlog(room=1)
        with backlog.page():
            waiting = [asyncio.ensure_future(backlog.has_room()) for _ in range(20)]
            await asyncio.sleep(0)
        done, _ = await asyncio.wait(waiting, timeout=10)
        return len(done)

    assert asyncio.run(work()) == 20

"""Work on pages in the reactor: one turn a round, in order, with all else in between."""

import asyncio

from crawler.rounds import Rounds


def test_other_work_comes_between_two_turns_and_each_has_one_in_its_order() -> None:
    done: list[str] = []

    async def work(rounds: Rounds, name: str) -> None:
        await rounds.turn()
        done.append(name)

    async def others(until: int) -> None:
        while sum(name != "other" for name in done) < until:
            done.append("other")
            await asyncio.sleep(0)

    async def run() -> None:
        rounds = Rounds()
        await asyncio.gather(*(work(rounds, name) for name in "abc"), others(3))

    asyncio.run(run())
    assert [name for name in done if name != "other"] == ["a", "b", "c"]
    assert all("other" in done[done.index(a) : done.index(b)] for a, b in ("ab", "bc"))

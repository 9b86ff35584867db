"""Two errands that end up on one site go one by one, and never wait for each other."""

import asyncio

from crawler.seats import Seats


async def _errand(seats: Seats, start: str, leads_to: str, log: list[str]) -> None:
    async with seats.at(start) as seat:
        await asyncio.sleep(0)
        await seat.move([leads_to])
        log.append(f"begins {start}")
        await asyncio.sleep(0.01)
        log.append(f"ends {start}")


def test_a_start_that_leads_to_another_site_waits_for_whoever_is_there() -> None:
    async def run() -> list[str]:
        seats, log = Seats(), list[str]()
        await asyncio.gather(
            _errand(seats, "moved.example", "paper.example", log),
            _errand(seats, "paper.example", "paper.example", log),
        )
        return log

    first, *rest = asyncio.run(run())
    assert rest[0] == first.replace("begins", "ends"), "one after the other"
    assert len(rest) == 3


def test_two_starts_that_lead_to_each_other_both_end() -> None:
    async def run() -> list[str]:
        seats, log = Seats(), list[str]()
        await asyncio.wait_for(
            asyncio.gather(
                _errand(seats, "a.example", "b.example", log),
                _errand(seats, "b.example", "a.example", log),
            ),
            5,
        )
        return log

    assert len(asyncio.run(run())) == 4

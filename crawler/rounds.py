"""One page at a time has the reactor: a hundred answers that come at once would hold it up."""

import asyncio


class Rounds:
    """Gives each who asks a round of the event loop of its own, in the order of asking.

    What follows `await rounds.turn()` up to the next `await` shares its round with no other turn,
    so that timers and sockets are looked at in between.
    """

    def __init__(self) -> None:
        self._lock = asyncio.Lock()

    async def turn(self) -> None:
        """Wait for a round of one's own."""
        await self._lock.acquire()
        asyncio.get_running_loop().call_soon(self._lock.release)

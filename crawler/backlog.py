"""Lets no page be fetched that nobody could clean: what waits in memory is lost to a `kill -9`."""

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

PACE = 0.03
"""Seconds between two fetches that begin while a cleaner is free: their pages may come at once."""


class Backlog:
    """The pages in hand: while they fill the `room`, fetches wait; then they begin in order."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._in_hand = 0
        self._waiting: deque[asyncio.Future[None]] = deque()

    async def has_room(self) -> None:
        """Wait until a page may be fetched."""
        if self._in_hand < self._room and not self._waiting:
            return
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        await turn

    @contextmanager
    def page(self) -> Iterator[None]:
        """Within this a page is in hand."""
        self._in_hand += 1
        try:
            yield
        finally:
            self._in_hand -= 1
            self._let_one_in()

    def _let_one_in(self) -> None:
        while self._waiting and self._waiting[0].done():  # who waited was cancelled
            self._waiting.popleft()
        if self._waiting and self._in_hand < self._room:
            turn = self._waiting.popleft()
            turn.set_result(None)
            turn.get_loop().call_later(PACE, self._let_one_in)

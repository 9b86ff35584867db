"""Does a work several times at once, and leaves nothing behind."""

import asyncio
from collections.abc import Awaitable, Callable


async def several(number: int, work: Callable[[], Awaitable[None]]) -> None:
    """Run a work so many times at once; what one of them raises ends the others too."""
    tasks = [asyncio.ensure_future(work()) for _ in range(number)]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

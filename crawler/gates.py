"""One budget a host: when its next request may be made, and whether it wants to be left alone.

What it knows is shared with all processes through the store. All hosts without a delay together
cost the store one look every few seconds, any other one statement a request; a host is asked by as
many requests at once as the settings say, so that none is under way when it asks for rest.
"""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from cleaners.urls import site_of
from crawler.outcomes import LATER, Refusal
from crawler.retry_after import read_retry_after, rest
from storage import HostState, Store

PATIENCE = 30.0
"""Seconds that a request waits for a closed host; for longer ones its URL is left for later."""

GIVE_UP = 4
"""How often in a row a host may say "not now" until this run leaves it alone."""

SILENT, BROKEN = 5, 10
"""Pages in a row for which a host may be silent, or answer at once that it can't, until it is left
alone. The first costs a deadline each time, the second next to nothing."""

FIRST_PAUSE = 60.0
"""Seconds for which a host is left alone that can't be reached; each time twice as long."""

LOOK_EVERY = 2.0
"""Seconds between two looks at which hosts are closed: another process may know more."""


class AskStore(Protocol):
    """How the store is asked: `crawler.asking.ask_store` for a crawl."""

    def __call__(self, question: Callable[[Store], Any], /) -> Awaitable[Any]:
        """What the question returns."""


@dataclass(slots=True)
class _Host:
    gate: asyncio.Semaphore
    asked_at: float = float("-inf")
    known: bool = False
    """Whether the store was asked for it."""
    closed_until: float = 0.0
    reason: str | None = None
    strikes: int = 0
    refused: int = 0
    down: set[str] = field(default_factory=set)

    def learn(self, state: HostState) -> None:
        self.closed_until, self.reason = state.closed_until, state.reason
        self.strikes = state.strikes


@dataclass(slots=True)
class Gates:
    """The gates of all hosts, as one process keeps them."""

    ask: AskStore
    at_once: int = 1
    ending: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the crawl ends: whoever waits is refused, and no one is let in any more."""
    _hosts: dict[str, _Host] = field(default_factory=dict)
    _looked_at: float = field(default_factory=time.monotonic)

    async def enter(self, url: str, delay: float) -> None:
        """Wait until a request may be made, `delay` seconds after the last one to its host.

        Whoever was let in must `leave`. Raises Refusal where the host is closed for longer than
        one waits, or the crawl is stopping.
        """
        host = self._host(url)
        await host.gate.acquire()
        try:
            while not await self._may_go(url, host, delay):
                continue
        except BaseException:
            host.gate.release()
            raise
        host.asked_at = time.monotonic()

    def leave(self, url: str) -> None:
        """Note that a request that was let in has ended."""
        self._host(url).gate.release()

    async def refused(self, url: str, status: int, retry_after: str | None, delay: float) -> None:
        """Note that a host said "not now", so that no one asks it before it wants to be asked."""
        host, name = self._host(url), site_of(url)
        named = read_retry_after(retry_after, datetime.now(UTC))
        reason = f"http-{status}" + (f", Retry-After {retry_after[:60]}" if retry_after else "")
        host.refused += 1
        await self._close(name, host, lambda strikes: rest(named, strikes, delay), reason)

    async def failed(self, url: str, reason: str, limit: int = SILENT) -> None:
        """Note that a host was down; for so many pages in a row, and it is closed for a while."""
        host, name = self._host(url), site_of(url)
        host.down.add(url)
        if (number := len(host.down)) >= limit:
            host.down.clear()
            told = f"{number} pages in a row failed, the last with {reason}"
            await self._close(name, host, lambda n: FIRST_PAUSE * 2.0 ** min(n, 6), told)

    async def answered(self, url: str) -> None:
        """Note that a host answers as it should."""
        host, name = self._host(url), site_of(url)
        host.down.clear()
        host.refused = 0
        if host.strikes:
            host.strikes = 0
            await self.ask(lambda store: store.hosts.forgive(name))

    def check(self, url: str) -> None:
        """Raise Refusal where the host of a URL is left alone for the rest of this run."""
        host = self._host(url)
        left = host.closed_until - time.time()
        if left > PATIENCE or (left > 0 and host.refused >= GIVE_UP):
            until = datetime.fromtimestamp(host.closed_until, UTC)
            raise Refusal(
                "host-closed", f"until {until:%Y-%m-%d %H:%M:%S} UTC: {host.reason}", LATER
            )

    def _host(self, url: str) -> _Host:
        name = site_of(url)
        if name not in self._hosts:
            self._hosts[name] = _Host(asyncio.Semaphore(self.at_once))
        return self._hosts[name]

    async def _may_go(self, url: str, host: _Host, delay: float) -> bool:
        """Wait until the host may be asked; whether it is open and no other request was faster."""
        self.check(url)
        rested = host.asked_at + delay - time.monotonic()
        await self._sleep(max(host.closed_until - time.time(), rested))
        name = site_of(url)
        if delay > 0:
            state: HostState = await self.ask(lambda store: store.hosts.enter(name, delay))
            host.learn(state)
            self.check(url)
            if not state.let_in:
                await self._sleep(state.at - time.time())
                return False
        elif not host.known:
            host.learn(await self.ask(lambda store: store.hosts.state(name)))
            host.known = True
        elif time.monotonic() - self._looked_at > LOOK_EVERY:
            await self._look()
        self.check(url)
        return host.closed_until <= time.time()

    async def _look(self) -> None:
        """Learn which hosts are closed by now: one question for all.

        A host that was closed here while the store was asked stays closed.
        """
        self._looked_at = time.monotonic()
        before = {name: host.closed_until for name, host in self._hosts.items()}
        closed: dict[str, HostState] = await self.ask(lambda store: store.hosts.closed())
        for name, host in self._hosts.items():
            if name in closed:
                host.learn(closed[name])
            elif host.closed_until == before.get(name):
                host.closed_until = 0.0

    async def _close(
        self, name: str, host: _Host, pause: Callable[[int], float], reason: str
    ) -> None:
        host.learn(await self.ask(lambda store: store.hosts.close(name, pause, reason)))

    async def _sleep(self, seconds: float) -> None:
        if seconds > 0:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.ending.wait(), seconds)
        if self.ending.is_set():
            raise Refusal("stopped", state=LATER)

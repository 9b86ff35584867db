"""Tasks that take what the web sent, in worker processes: a page that breaks one breaks no more."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from cleaners import CleaningError
from crawler.work import limit_memory

AHEAD = 4
"""Tasks that wait for each worker; enough to keep it busy, few enough to fit in memory."""

TASKS_PER_WORKER = 1_000
"""Then a worker is replaced: what a C library leaks is bounded."""

MEGABYTES = 1_024
"""What a task may take beyond what its worker starts with."""

NO_WORKERS = (
    "The worker processes do not start or were killed. Try again when there is room for them."
)
"""What to tell a person when no worker starts."""

K = TypeVar("K")
J = TypeVar("J")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Failed:
    """A task that gave no result: a stable name."""

    reason: str


@dataclass(frozen=True, slots=True)
class Workers:
    """A pool of processes, and how many seconds a task may take."""

    pool: ProcessPool
    number: int
    seconds: float

    def each(
        self, task: Callable[[J], R], jobs: Iterable[tuple[K, J]]
    ) -> Iterator[tuple[K, R | Failed]]:
        """What the task makes of each job, in their order, with what came with the job.

        Raises BrokenProcessPool where no worker starts.
        """
        waiting: deque[tuple[K, Future[R]]] = deque()
        for key, job in jobs:
            try:
                result: Future[R] = self.pool.schedule(task, args=(job,), timeout=self.seconds)
            except RuntimeError as error:  # pebble's word for a pool that has lost its workers
                raise BrokenProcessPool(str(error)) from error
            waiting.append((key, result))
            if len(waiting) > self.number * AHEAD:
                first, done = waiting.popleft()
                yield first, _outcome(done)
        for key, result in waiting:
            yield key, _outcome(result)


@contextmanager
def workers(number: int, seconds: float, begin: Callable[[], None]) -> Iterator[Workers]:
    """Processes of their own (none inherits the database), after `begin`; an error stops them.

    They are forked from one that has loaded the cleaner, which takes a second once.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["corpus.quitting", "__main__", "crawler.warm"])
    pool = ProcessPool(
        max_workers=number,
        max_tasks=TASKS_PER_WORKER,
        initializer=_begin,
        initargs=(begin,),
        context=context,
    )
    try:
        yield Workers(pool, number, seconds)
        pool.close()  # type: ignore[no-untyped-call]
    except BaseException:
        pool.stop()  # type: ignore[no-untyped-call]
        raise
    finally:
        pool.join()


def _begin(begin: Callable[[], None]) -> None:
    begin()
    limit_memory(MEGABYTES)


def _outcome(result: "Future[Any]") -> Any:
    """What a task gave, or the name of what it broke on."""
    try:
        return result.result()
    except BrokenProcessPool:
        raise
    except CleaningError as error:
        return Failed(error.name)
    except TimeoutError:
        return Failed("timeout")
    except MemoryError:
        return Failed("memory")
    except ProcessExpired:
        return Failed("crashed")
    except (
        Exception
    ) as error:  # whatever a page brings about is its reason, and the next one's turn
        return Failed(f"error {type(error).__name__}")

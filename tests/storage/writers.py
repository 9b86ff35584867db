"""What other processes do to a store in the tests."""

import multiprocessing
import sys
from collections.abc import Callable
from multiprocessing.synchronize import Barrier
from typing import Any

from storage import FoundUrl, Holder, open_store
from tests.storage.examples import add

PROCESSES = multiprocessing.get_context("spawn")
"""A forked process would share its parent's connections."""


def at_once(number: int, work: Callable[..., None], *values: Any) -> list[int | None]:
    """Run so many processes, all starting at one moment; returns their exit codes."""
    barrier = PROCESSES.Barrier(number)
    running = [PROCESSES.Process(target=work, args=(barrier, n, *values)) for n in range(number)]
    for process in running:
        process.start()
    for process in running:
        process.join(180)
    return [process.exitcode for process in running]


def open_and_write(barrier: Barrier, number: int, url: str, pages: int) -> None:
    """Open the database, empty or not, and store pages; each process begins at another one."""
    barrier.wait(120)
    with open_store(url) as store:
        for n in range(pages):
            place = (n + number * pages // 4) % pages
            page = f"https://harbour.example/{place}"
            store.record_found([FoundUrl(page, "feed", f"Title {place}")])
            add(
                store, page, f"Title {place}", canonical_url=f"https://harbour.example/{place // 2}"
            )


def take_once(barrier: Barrier, number: int, url: str, site: str) -> None:
    """Take a site's lease; ends with 0 for who has it, 1 for the others, while all live."""
    with open_store(url) as store:
        holder = Holder.new()
        barrier.wait(120)
        mine = store.leases.take(site, holder, 60).is_of(holder)
        barrier.wait(120)
    sys.exit(0 if mine else 1)

"""Where the time of our own `clean` goes, stage by stage.

The functions that begin a stage are wrapped while the pages are cleaned. A stage's time is its
own: what it spends in another stage counts there. The wrapping costs about a microsecond a call.
"""

import functools
import gc
import importlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from cleaners import clean, page_from_bytes
from cleaners.types import CleaningError
from quality.benchmark import BenchmarkPage

STAGES: tuple[tuple[str, str, str], ...] = (
    ("parse", "cleaners.cleaning", "parse"),
    ("metadata", "cleaners.cleaning", "read_metadata"),
    ("blocks", "cleaners.cleaning", "read_blocks"),
    ("rules", "cleaners.cleaning", "run"),
    ("features", "cleaners.main_text", "read_features"),
    ("judgement", "cleaners.main_text", "Judge.judge"),
    ("late steps", "cleaners.cleaning", "run_judged"),
    ("assembly", "cleaners.cleaning", "clean"),
)
"""Stage, module, and the name under which `clean` finds the function there."""


@dataclass
class Watch:
    """Adds up the CPU time of stages that call each other."""

    seconds: dict[str, float] = field(default_factory=dict)
    _open: list[tuple[str, float]] = field(default_factory=list)

    def begin(self, stage: str) -> None:
        """From now on the time is this stage's."""
        now = time.process_time()
        self._close(now)
        self._open.append((stage, now))

    def end(self) -> None:
        """The stage is over; the time is again that of the stage that called it."""
        now = time.process_time()
        self._close(now)
        self._open.pop()
        if self._open:
            self._open[-1] = (self._open[-1][0], now)

    def _close(self, now: float) -> None:
        if self._open:
            stage, since = self._open[-1]
            self.seconds[stage] = self.seconds.get(stage, 0.0) + now - since


def _home(module: str, name: str) -> tuple[Any, str]:
    """The object that holds the function, and the function's name in it."""
    *outer, last = name.split(".")
    home: Any = importlib.import_module(module)
    for part in outer:
        home = getattr(home, part)
    return home, last


@contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """While this lasts, every stage that `clean` begins is told to the watch."""
    before: list[tuple[Any, str, Any]] = []
    try:
        for stage, module, name in STAGES:
            if name != "clean":
                home, last = _home(module, name)
                before.append((home, last, getattr(home, last)))
                setattr(home, last, _timed(watch, stage, getattr(home, last)))
        yield
    finally:
        for home, last, function in before:
            setattr(home, last, function)


def _timed(watch: Watch, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapped(*arguments: Any, **named: Any) -> Any:
        watch.begin(stage)
        try:
            return function(*arguments, **named)
        finally:
            watch.end()

    return wrapped


def stage_times(
    pages: Sequence[BenchmarkPage], warm_up: Sequence[BenchmarkPage]
) -> dict[str, float]:
    """CPU milliseconds a page for each stage, in the order of the work; refused pages left out."""
    for page in warm_up:
        _clean(page, Watch())
    watch, done = Watch(), 0
    with watched(watch):
        for page in pages:
            gc.collect(1)
            done += _clean(page, watch)
    return {stage: 1000 * watch.seconds.get(stage, 0.0) / max(1, done) for stage, _, _ in STAGES}


def _clean(page: BenchmarkPage, watch: Watch) -> bool:
    body = page.body()
    watch.begin("assembly")
    try:
        clean(page_from_bytes(body, page.url))
    except CleaningError:
        return False
    finally:
        watch.end()
    return True

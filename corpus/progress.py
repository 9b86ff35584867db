"""How far a long command is: a bar on the standard error of a terminal, else nothing."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")


@contextmanager
def bar(what: str, count: Callable[[], int], *, shown: bool = True) -> Iterator[Callable[[], None]]:
    """A bar that goes on by one with each call of what this yields.

    `count` says how many there will be; it is asked only where there is a bar to show.
    """
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    visible = shown and console.is_terminal
    columns = (*Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not visible, transient=True) as progress:
        task = progress.add_task(what, total=count() if visible else None)
        yield lambda: progress.advance(task)


@contextmanager
def byte_bar(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar for so many bytes; what this yields says how many are done."""
    from rich.console import Console
    from rich.progress import DownloadColumn, Progress, TimeRemainingColumn

    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    columns = (*Progress.get_default_columns()[:2], DownloadColumn(), TimeRemainingColumn())
    visible = console.is_terminal
    with Progress(*columns, console=console, disable=not visible, transient=True) as progress:
        task = progress.add_task(what, total=total)
        yield lambda done: progress.update(task, completed=done)


def counted(things: Iterable[T], advance: Callable[[], None]) -> Iterator[T]:
    """The things as they come, the bar a step further with each."""
    for thing in things:
        yield thing
        advance()

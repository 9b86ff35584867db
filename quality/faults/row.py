"""What a row of the table of faults is."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a fault: a figure for a person, and whether it is as it must be."""

    figure: str
    ok: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A fault: its name in the matrix, what is injected, and the call that does so."""

    name: str
    injected: str
    inject: Callable[[], Result]

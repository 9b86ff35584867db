"""No regular expression of the cleaners runs away on a line that was made to hurt it."""

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

import cleaners

UNITS = (
    *" aA1.,(<&/-|:#_\u4e00\u0e01é",
    "a ", "A ", "1 ", "1a", "a-", "1.", "1/", "<a", '="', "</", "a@", "By A ", '{"',
    "\\{", ". A", " - ", "a.b", "&#1", "1 jan ", "ad_", "300x250 ",
)  # fmt: skip
STARTS = ("", "By ", "1 ", '"headline":"')
ENDS = ("", "\x00")
LENGTH = 400
MAX_SECONDS = 0.03
"""Above what a square of the length takes, below what a cube does."""


@cache
def patterns() -> dict[str, re.Pattern[Any]]:
    """Every compiled pattern that a module of the cleaners holds, by its name."""
    found: dict[str, re.Pattern[Any]] = {}
    for module in pkgutil.walk_packages(cleaners.__path__, "cleaners."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern):
                found[f"{module.name}.{name}"] = value
    return found


def lines() -> Iterator[str]:
    for unit in UNITS:
        for start in STARTS:
            yield from (start + unit * (LENGTH // len(unit)) + end for end in ENDS)


def test_there_are_patterns_to_look_at() -> None:
    assert len(patterns()) > 50


@pytest.mark.parametrize("name", sorted(patterns()))
def test_a_pattern_takes_no_longer_than_the_square_of_the_line(name: str) -> None:
    pattern = patterns()[name]
    slow = []
    for line in lines():
        text: Any = line.encode() if isinstance(pattern.pattern, bytes) else line
        begun = time.process_time()
        pattern.search(text)
        pattern.fullmatch(text)
        if time.process_time() - begun > MAX_SECONDS:
            slow.append(line[:20])
            break
    assert not slow

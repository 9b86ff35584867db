"""The words of `words.toml`: what names, bylines and dates are made of."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    text = files("cleaners.metadata").joinpath("words.toml").read_text("utf-8")
    return {
        name: {key: value if isinstance(value, list) else value.split() for key, value in t.items()}
        for name, t in tomllib.loads(text).items()
    }


@cache
def words(table: str, name: str) -> tuple[str, ...]:
    """The words of a list, in its order."""
    return tuple(_tables()[table][name])


@cache
def word_group(table: str, name: str) -> frozenset[str]:
    """The words of a list, to look words up in."""
    return frozenset(words(table, name))


@cache
def months() -> dict[str, int]:
    """The number of a month by its case-folded name; names that mean two months are left out."""
    found: dict[str, int] = {}
    disputed: set[str] = set()
    for year in _tables()["months"].values():
        for number, spellings in enumerate(year, start=1):
            for name in spellings.casefold().split("/"):
                if found.setdefault(name, number) != number:
                    disputed.add(name)
    return {name: number for name, number in found.items() if name not in disputed}

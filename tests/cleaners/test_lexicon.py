"""The lexicon keeps its own rules: what it calls weak is there, and stars stand at the end."""

import tomllib
from importlib.resources import files

import pytest

from cleaners.lexicon import FURNITURE, family

TABLE = tomllib.loads(files("cleaners").joinpath("lexicon.toml").read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(TABLE))
def test_every_weak_phrase_is_a_phrase_of_its_family(name: str) -> None:
    phrases = family(name)
    known = phrases.whole | {f"{beginning} *" for beginning in phrases.beginnings}
    assert phrases.weak <= known


@pytest.mark.parametrize("name", sorted(TABLE))
def test_a_star_stands_only_at_the_end_of_a_phrase(name: str) -> None:
    assert [phrase for phrase in TABLE[name]["phrases"] if "*" in phrase[:-1]] == []


def test_every_family_of_furniture_has_phrases() -> None:
    assert all(family(name).whole for name in FURNITURE)

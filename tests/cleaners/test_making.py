"""What is made quickly is what the constructor makes: the same class, the same fields, frozen."""

from dataclasses import FrozenInstanceError, fields, replace

import pytest

from cleaners.making import maker
from cleaners.types import Block, Link


def test_what_is_made_is_an_instance_of_the_class_and_equals_one() -> None:
    made = maker(Link)("http://paper.example/a", "the story")
    assert type(made) is Link
    assert made == Link("http://paper.example/a", "the story")


def test_what_is_made_cannot_be_changed_but_can_be_replaced() -> None:
    made = maker(Link)("http://paper.example/a", "the story")
    with pytest.raises(FrozenInstanceError):
        made.url = "http://other.example/"  # type: ignore[misc]
    assert replace(made, text="it") == Link("http://paper.example/a", "it")


def test_what_the_class_would_count_is_given_too() -> None:
    counted = Block(3, "paragraph", "The bridge is closed until the spring.")
    values = [getattr(counted, field.name) for field in fields(Block)]
    made = maker(Block)(*values)
    assert [getattr(made, field.name) for field in fields(Block)] == values
    assert type(made) is Block


def test_a_value_too_few_is_an_error() -> None:
    with pytest.raises(TypeError):
        maker(Link)("http://paper.example/a")

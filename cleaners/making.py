"""Frozen data made quickly: a page has a thousand blocks, links and elements around them.

The constructor of a frozen dataclass sets every field through `object.__setattr__`, which takes
five times as long as setting it. What is made here is set up as an instance of a class alike that
is not frozen, and is an instance of the frozen class from then on.
"""

from collections.abc import Callable
from dataclasses import fields, make_dataclass
from typing import Any, TypeVar, cast

T = TypeVar("T")


def maker(kind: type[T]) -> Callable[..., T]:
    """What makes instances of a frozen dataclass with slots from the values of all its fields.

    The fields come in their order, those that the class would count itself included.
    """

    def freeze(made: Any) -> None:
        made.__class__ = kind

    names = [field.name for field in fields(cast(Any, kind))]
    space = {"__post_init__": freeze}
    return cast(Callable[..., T], make_dataclass(kind.__name__, names, namespace=space, slots=True))

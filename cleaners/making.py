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
    names = [field.name for field in fields(cast(Any, kind))]
    space = {"__init__": _constructor(names, kind)}
    alike = make_dataclass(kind.__name__, names, namespace=space, init=False, slots=True)
    return cast(Callable[..., T], alike)


def _constructor(names: list[str], kind: type) -> Callable[..., None]:
    """Sets each field, and the class last; written as text, as `dataclasses` writes its own: a
    method that it would call behind the fields costs a fourth of the whole."""
    lines = [f"    self.{name} = {name}" for name in names]
    text = [f"def __init__(self, {', '.join(names)}):", *lines, "    self.__class__ = _kind_"]
    space: dict[str, Any] = {"_kind_": kind}
    exec("\n".join(text), space)  # noqa: S102 - names of our own classes' fields, no input
    return cast(Callable[..., None], space["__init__"])

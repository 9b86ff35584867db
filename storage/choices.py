"""Arguments that are one of a few words: a wrong one is an error that names them."""

from typing import Any, get_args


def must_be_one(name: str, value: object, kind: Any) -> None:
    """Raise ValueError unless the value is one of the words of a `Literal`.

    >>> from typing import Literal
    >>> must_be_one("order", "best", Literal["relevance", "date"])
    Traceback (most recent call last):
        ...
    ValueError: order is 'best'; it can be 'relevance', 'date'
    """
    words = get_args(kind)
    if value not in words:
        known = ", ".join(map(repr, words))
        raise ValueError(f"{name} is {value!r}; it can be {known}")

"""Cleaning: a page in, an article and the record of what was cut out. Pure; knows nobody.

What judges a page (numpy, the weights, the detection of languages) takes a third of a second to
load, so a name is fetched from its module when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cleaners.cleaning import RULES_VERSION, clean
    from cleaners.plain import clean_text
    from cleaners.steps import STEPS
    from cleaners.tree import normalise, page_from_bytes
    from cleaners.types import Article, Block, CleaningError, Page, Removal

__all__ = [
    "RULES_VERSION",
    "STEPS",
    "Article",
    "Block",
    "CleaningError",
    "Page",
    "Removal",
    "clean",
    "clean_text",
    "normalise",
    "page_from_bytes",
]

_HOMES = {
    "cleaning": ("RULES_VERSION", "clean"),
    "plain": ("clean_text",),
    "steps": ("STEPS",),
    "tree": ("normalise", "page_from_bytes"),
    "types": ("Article", "Block", "CleaningError", "Page", "Removal"),
}


def __getattr__(name: str) -> Any:
    """The public name from its module, kept for the next time."""
    for module, names in _HOMES.items():
        if name in names:
            value = getattr(import_module(f"cleaners.{module}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module 'cleaners' has no attribute {name!r}")

"""Cleaning: a page in, an article and the record of what was cut out. Pure; knows nobody."""

from cleaners.tree import normalise, page_from_bytes
from cleaners.types import Article, Block, CleaningError, Page, Removal

__all__ = [
    "Article",
    "Block",
    "CleaningError",
    "Page",
    "Removal",
    "normalise",
    "page_from_bytes",
]

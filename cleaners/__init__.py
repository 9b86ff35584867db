"""Cleaning: a page in, an article and the record of what was cut out. Pure; knows nobody."""

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

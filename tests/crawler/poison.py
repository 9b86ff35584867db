"""A cleaner that does to a worker what hostile pages do to real ones, as the page's URL says."""

import os
import time

from cleaners import clean as clean_well
from cleaners.memory import SiteMemory
from cleaners.recipe import Recipe
from cleaners.types import Article, CleaningError, Page


def clean(page: Page, memory: SiteMemory | None = None, recipe: Recipe | None = None) -> Article:
    """Hang, crash, raise, leave, eat memory or reject the page; else clean it."""
    match (page.url or "").rsplit("/", 1)[-1]:
        case "hang":
            while True:
                time.sleep(0.01)
        case "abort":
            os.abort()
        case "raise":
            raise KeyError("poison")
        case "exit":
            raise SystemExit(3)
        case "eat":
            bytearray(4 * 1_073_741_824)
        case "reject":
            raise CleaningError("not-html", "this is no page")
    return clean_well(page, memory, recipe)


def slow_when_told(page: Page, memory: SiteMemory | None, recipe: Recipe | None) -> Article:
    """Hangs where others know the site, as an expression of theirs could."""
    while recipe is not None and recipe.config is not None:
        pass
    return clean_well(page, memory, recipe)

"""What a user knows of the sites of a crawl: where it lies, and what of it can't be followed."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cleaners.recipe import Folders, RecipeError, recipe_for
from cleaners.site_configs import config_for
from storage import HomeError, site_configs

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

MOST = 10
"""Remarks on one site that are told in a crawl; `corpus site-configs` tells all."""


def folders_of(settings: "BaseSettings") -> Folders:
    """The folders that the settings name and that are there; of others `problem_with_rules` tells,
    and no crawl begins."""
    recipes = settings.get("RECIPES")
    folder = Path(recipes) if recipes else None
    try:
        return Folders(folder, _configs(settings))
    except HomeError:
        return Folders(folder)


def _configs(settings: "BaseSettings") -> Path | None:
    named = str(settings.get("SITE_CONFIGS") or "")
    return site_configs(named, {}, Path(settings.get("HOME") or ""))


def problem_with_rules(settings: "BaseSettings") -> str | None:
    """Why a crawl can't use what the user knows of sites, or None."""
    try:
        _configs(settings)
        recipes = folders_of(settings).recipes
        for path in sorted(recipes.glob("*.toml")) if recipes else ():
            recipe_for(path.stem.removeprefix("www."), recipes)
    except HomeError as error:
        return str(error)
    except RecipeError as error:
        return f"A recipe is wrong: {error}"
    return None


def remarks_on(site: str, folders: Folders) -> Iterator[str]:
    """What of a site's configuration nobody understands, with file and line."""
    found = config_for(site, folders.configs)
    unknown = [remark for remark in found[1] if not remark.understood] if found else []
    yield from map(str, unknown[:MOST])
    if len(unknown) > MOST:
        yield f"{unknown[0].file}: {len(unknown) - MOST} more lines are not understood"

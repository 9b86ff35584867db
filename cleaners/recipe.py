"""What is known of one site, as data: one TOML file a site, each strip with its reason.

site = "example.com"
browser = true                 # the pages are empty without JavaScript: have them rendered
site_config = false            # the user's site configuration does not hold, only this recipe

[[strip]]
name = "live-score"            # a class, id or role word of an element; or
text = "Subscribe to our app"  # how a line begins: whole words, and the signs that stand here
why = "a score table that is loaded into every article"

[[keep]]                       # the same, for what the steps cut and should not
name = "answer"
why = "the answers of an interview look like comments"
"""

import hashlib
import re
import tomllib
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from cleaners.site_configs import SiteConfig, config_for
from cleaners.urls import site_of

SHIPPED = Path(__file__).with_name("recipes")
"""The folder of the recipes that come with the program."""

TEXT_RULES = "2"
"""How a `text` is compared; what another way has cut is told from this one's (`begins_so`)."""

KEYS = ("site", "browser", "site_config", "strip", "keep")
"""What may stand in a recipe."""

_SITE = re.compile(r"[a-z0-9][a-z0-9._:-]*")


class RecipeError(Exception):
    """A recipe cannot be read; the message names the file and what is wrong in it."""


@dataclass(frozen=True, slots=True)
class Strip:
    """What to cut on one site: elements of that name, or blocks that begin with that text."""

    why: str
    name: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Keep:
    """What no step may cut on one site, named as a `Strip` names it."""

    why: str
    name: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Recipe:
    """The rules for one site; `site` is its host without "www.".

    `config` is what others know of it, the user's site configuration: it holds for what the recipe
    says nothing of, unless `site_config` is off.
    """

    site: str
    strips: tuple[Strip, ...] = ()
    browser: bool = False
    keeps: tuple[Keep, ...] = ()
    site_config: bool = True
    config: SiteConfig | None = None

    @property
    def version(self) -> str:
        """What tells these rules from others; empty where there are none."""
        if not self.strips and not self.keeps and self.config is None:
            return ""
        told = repr((self.strips, self.keeps, self.config))
        rules: tuple[Strip | Keep, ...] = (*self.strips, *self.keeps)
        if any(rule.text for rule in rules):
            told += TEXT_RULES
        return "recipe-" + hashlib.blake2b(told.encode(), digest_size=4).hexdigest()


NO_RECIPE = Recipe("")
"""What holds for a site that nobody has written a recipe for."""


def read_recipe(path: Path) -> Recipe:
    """The recipe in a file. Raises `RecipeError` with the file's name and the fault."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        site = _site(table)
        strips = tuple(Strip(**row) for row in _rules(table, "strip"))
        keeps = tuple(Keep(**row) for row in _rules(table, "keep"))
        browser, site_config = _flag(table, "browser"), _flag(table, "site_config", True)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RecipeError(f"{path}: cannot be read: {error}") from error
    except (TypeError, ValueError) as error:
        raise RecipeError(f"{path}: {error}; docs/sites.md shows a recipe") from error
    return Recipe(site_of(f"http://{site}/"), strips, browser, keeps, site_config)


def recipe_for(site: str, folder: Path | None = None) -> Recipe:
    """The recipe of a site: SITE.toml in the user's folder, else the shipped one, else none.

    Raises `RecipeError` if there is one that cannot be read.
    """
    path = recipe_file(site, folder)
    if path is None:
        return NO_RECIPE
    recipe = read_recipe(path)
    if recipe.site != site:
        raise RecipeError(f"{path}: is named after {site}, but its site is {recipe.site}")
    return recipe


def recipe_file(site: str, folder: Path | None = None) -> Path | None:
    """The file that says what is known of a site: the user's, else the shipped one, else none."""
    if not _SITE.fullmatch(site):
        return None
    names = (site, f"www.{site}")
    places = (folder, SHIPPED)
    files = (place / f"{name}.toml" for place in places if place for name in names)
    return next((file for file in files if file.is_file()), None)


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a user keeps what is known of sites: recipes, and site configurations of others."""

    recipes: Path | None = None
    configs: Path | None = None


def rules_for(site: str, folders: Folders) -> Recipe:
    """The recipe of a site, and behind it the site's configuration, unless the recipe forbids it.

    Raises `RecipeError` if the recipe cannot be read; what is wrong in a configuration is left.
    """
    own = recipe_for(site, folders.recipes)
    if not own.site_config:
        return own
    found = config_for(site, folders.configs)
    return replace(own, site=site, config=found[0]) if found and found[0].directives else own


def sites_with_browser(folder: Path | None = None) -> frozenset[str]:
    """The sites whose recipe, in the user's folder or shipped, asks for a browser.

    Raises `RecipeError` if one cannot be read.
    """
    places = (place for place in (folder, SHIPPED) if place is not None)
    names = {path.stem.removeprefix("www.") for place in places for path in place.glob("*.toml")}
    return frozenset(name for name in names if recipe_for(name, folder).browser)


def _site(table: dict[str, object]) -> object:
    """The site that a recipe names; a key that nobody reads would be a rule that never holds."""
    for key in table.keys() - KEYS:
        near = get_close_matches(key, KEYS, n=1)
        hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(KEYS)}"
        raise ValueError(f"{key} is no key of a recipe, {hint}")
    if "site" not in table:
        raise ValueError('it needs a first line that names the site, site = "example.com"')
    return table["site"]


def _rules(table: dict[str, object], kind: str) -> list[dict[str, str]]:
    rows = table.get(kind, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise TypeError(f"a {kind} is a table of its own, with [[{kind}]] above it")
    return [_rule(kind, row) for row in rows]


def _flag(table: dict[str, object], name: str, absent: bool = False) -> bool:
    value = table.get(name, absent)
    if not isinstance(value, bool):
        raise TypeError(f"{name} is {value!r}; it is true or false")
    return value


def _rule(kind: str, row: dict[str, str]) -> dict[str, str]:
    unknown = row.keys() - {"name", "text", "why"}
    if unknown:
        raise ValueError(f"unknown keys in [[{kind}]]: {', '.join(sorted(unknown))}")
    if not row.get("why") or not (row.get("name") or row.get("text")):
        raise ValueError(f"a [[{kind}]] needs why, and name or text")
    if not all(isinstance(value, str) for value in row.values()):
        raise TypeError(f"what stands in a [[{kind}]] is text, in quotes")
    return row

"""A rule added to, or taken out of, the recipe of a site in the home; all else in it stays.

The file may have been written by a person: its comments, order and spelling stay as they are. A
new rule goes to the end, and what comes out is read back before it takes the place of the old.
"""

import re
import tomllib
from pathlib import Path
from typing import Any, Literal

from cleaners.recipe import Keep, RecipeError, Strip, read_recipe, recipe_file
from corpus.whole_file import whole_file

Kind = Literal["strip", "keep"]

_HEADER = re.compile(r"^[ \t]*\[", re.MULTILINE)
_UNSAFE = re.compile(r'[\x00-\x1f"\\\x7f]')


def kind_of(rule: Strip | Keep) -> Kind:
    """The table of a recipe that the rule stands in."""
    return "strip" if isinstance(rule, Strip) else "keep"


def add_rule(folder: Path, site: str, rule: Strip | Keep) -> Path:
    """Write a rule into the recipe of a site in the user's folder; returns the file.

    A site that only a shipped recipe knows gets a copy of it to begin with. Raises `RecipeError`
    where the file can't be added to, with the lines for a person to write.
    """
    known = recipe_file(site, folder)
    text = _read(known) if known else f"site = {quoted(site)}\n"
    path = known if known is not None and known.parent == folder else folder / f"{site}.toml"
    entry = as_toml(rule)
    end = "" if not text or text.endswith("\n") else "\n"
    _replace(path, text, f"{text}{end}\n{entry}", rule)
    return path


def drop_rule(folder: Path, site: str, number: int) -> Strip | Keep:
    """Take rule `number` out of the recipe of a site in the user's folder; returns it.

    They count from 1 in the order of `rules_of`. Raises `RecipeError`, LookupError for no such.
    """
    path = recipe_file(site, folder)
    if path is None or path.parent != folder:
        raise LookupError(f"There is no recipe of {site} in {folder}.")
    rules = rules_of(path)
    if not 1 <= number <= len(rules):
        raise LookupError(f"{path} has {len(rules)} rules, and no rule {number}.")
    rule = rules[number - 1]
    kind = kind_of(rule)
    place = [one for one in rules if kind_of(one) == kind].index(rule)
    text = _read(path)
    begin, end = _span(text, kind, place, path)
    _replace(path, text, text[:begin].rstrip("\n") + "\n" + text[end:], None, without=(kind, place))
    return rule


def rules_of(path: Path) -> tuple[Strip | Keep, ...]:
    """What a recipe strips and keeps, in this order. Raises `RecipeError`."""
    recipe = read_recipe(path)
    return (*recipe.strips, *recipe.keeps)


def as_toml(rule: Strip | Keep) -> str:
    """The rule as it stands in a recipe."""
    named = {"name": rule.name, "text": rule.text, "why": rule.why}
    lines = [f"{key} = {quoted(value)}\n" for key, value in named.items() if value is not None]
    return f"[[{kind_of(rule)}]]\n{''.join(lines)}"


def quoted(text: str) -> str:
    r"""A text as a TOML string.

    >>> quoted('a "b" \\ c')
    '"a \\u0022b\\u0022 \\u005c c"'
    """
    return '"' + _UNSAFE.sub(lambda one: f"\\u{ord(one[0]):04x}", text) + '"'


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RecipeError(f"{path}: cannot be read: {error}") from error


def _replace(
    path: Path,
    old: str,
    new: str,
    rule: Strip | Keep | None,
    without: tuple[Kind, int] | None = None,
) -> None:
    """Put the new text in the place of the old, if it says what it should and nothing else."""
    try:
        wanted = tomllib.loads(old)
        if rule is not None:
            wanted.setdefault(kind_of(rule), []).append(_fields(rule))
        if without is not None:
            _without(wanted, *without)
        right = tomllib.loads(new) == wanted
    except (tomllib.TOMLDecodeError, AttributeError):
        right = False
    if not right:
        todo = f"write this into it:\n{as_toml(rule)}" if rule else "take the rule out yourself"
        raise RecipeError(f"{path}: is written in a way that can't be changed safely; {todo}")
    with whole_file(path.resolve()) as part:
        part.write_bytes(new.encode("utf-8"))
        if path.exists():
            part.chmod(path.stat().st_mode)


def _fields(rule: Strip | Keep) -> dict[str, str]:
    named = {"name": rule.name, "text": rule.text, "why": rule.why}
    return {key: value for key, value in named.items() if value is not None}


def _without(table: dict[str, Any], kind: Kind, place: int) -> None:
    del table[kind][place]
    if not table[kind]:
        del table[kind]


def _span(text: str, kind: Kind, place: int, path: Path) -> tuple[int, int]:
    """Where the rule begins and ends: from its header to the next one, or to the end.

    Comments right above the next header belong to that one.
    """
    headers = list(re.finditer(rf"^[ \t]*\[\[[ \t]*{kind}[ \t]*\]\]", text, re.MULTILINE))
    if place >= len(headers):
        raise RecipeError(f"{path}: is written in a way that can't be changed safely")
    begin = headers[place].start()
    following = _HEADER.search(text, headers[place].end())
    end = following.start() if following else len(text)
    while (above := text.rfind("\n", 0, end - 1) + 1) > begin and text[above:end].startswith("#"):
        end = above
    return begin, end

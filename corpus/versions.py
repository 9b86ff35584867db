"""The versions of an article, as the commands show them."""

from typing import TYPE_CHECKING, Any

import click

from corpus.output import minute, one_line
from corpus.word_diff import Passage, passages

if TYPE_CHECKING:
    from datetime import datetime

    from storage import StoredArticle, Version


def change(before: "Version", after: "Version") -> tuple[Passage, ...] | None:
    """What changed in the lines from one version to another; None where one is not kept."""
    from storage import kept_lines

    if before.article is None or after.article is None:
        return None
    return passages(kept_lines(before.article), kept_lines(after.article))


def version_of(versions: "list[Version]", number: int, stored: "StoredArticle") -> "Version":
    """The version of that number, with its text; if there is none, the command ends."""
    url = one_line(stored.article.url or str(stored.id))
    if not 1 <= number <= len(versions):
        there = "it has one" if len(versions) == 1 else f"they are 1 to {len(versions)}"
        raise click.ClickException(f"There is no version {number} of {url}; {there}.")
    found = versions[number - 1]
    if found.article is None:
        raise click.ClickException(
            f"The text of version {number} of {url} is not kept: {_why_gone(found)}."
        )
    return found


def _why_gone(version: "Version") -> str:
    if version.rights.unavailable_after is not None:
        return f"its publisher wanted it gone by {version.rights.unavailable_after:%Y-%m-%d}"
    if version.rights.noarchive:
        return "its publisher wants no archive"
    return "it was pruned, or its publisher wants no archive now"


def came_at(version: "Version") -> "datetime":
    """When a version came: when its page was fetched, or when it was made here."""
    fetched = version.origin in ("first", "edited")
    return version.fetched_at if fetched else version.stored_at


def as_line(version: "Version", came_and_went: tuple[int, int] | None) -> str:
    """A version in a line: its number, when and how it came, what changed."""
    changed = f"+{came_and_went[0]} -{came_and_went[1]} words" if came_and_went else ""
    state = "now" if version.current else "" if version.article else "text not kept"
    facts = f"{version.number:>3}  {minute(came_at(version))}  {version.origin:<9}  {changed:<16}"
    return f"{facts}  rules {version.rules_version}  {state}".rstrip()


def as_data(version: "Version", came_and_went: tuple[int, int] | None) -> dict[str, Any]:
    """A version as JSON data, without its text."""
    from corpus.export import rights_to_dict

    came, went = came_and_went or (None, None)
    return {
        "number": version.number,
        "origin": version.origin,
        "current": version.current,
        "fetched_at": version.fetched_at,
        "stored_at": version.stored_at,
        "rules_version": version.rules_version,
        "text_hash": version.text_hash.hex(),
        "text_kept": version.article is not None,
        "title": version.article and version.article.title,
        "words_added": came,
        "words_removed": went,
        "rights": rights_to_dict(version.rights),
    }

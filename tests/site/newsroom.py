"""The articles of the test site: read from TOML, shown by the themes, expected from cleaning."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Literal, get_args

HERE = Path(__file__).parent
FOLDERS = ("harbourpost", "tagesfenster", "vechernik", "nadwa")

Kind = Literal["paragraph", "heading", "list-item", "quote", "caption", "table-row", "preformatted"]
KINDS: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}


class ContentError(Exception):
    """A TOML file of the test site is not what it should be; the message names the file."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """One block of an article as its author wrote it; `level` is 2 or 3 for headings."""

    kind: Kind
    text: str
    level: int | None = None


@dataclass(frozen=True, slots=True)
class NewsArticle:
    """One invented article: what a theme renders, and what cleaning must give back."""

    slug: str
    folder: str
    title: str
    description: str | None
    authors: tuple[str, ...]
    published: datetime
    modified: datetime | None
    section: str
    tags: tuple[str, ...]
    language: str
    credit: str | None
    blocks: tuple[TextBlock, ...]

    @property
    def changed(self) -> datetime:
        """When the article last changed."""
        return self.modified or self.published


def article_from(path: Path, folder: str) -> NewsArticle:
    """The article in a TOML file. Raises ContentError naming the file and the fault."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return NewsArticle(
            slug=path.stem,
            folder=folder,
            title=data["title"],
            description=data.get("description"),
            authors=tuple(data["authors"]),
            published=_zoned(data["published"]),
            modified=_zoned(data["modified"]) if "modified" in data else None,
            section=data["section"],
            tags=tuple(data["tags"]),
            language=data["language"],
            credit=data.get("credit"),
            blocks=tuple(_block(entry) for entry in data["block"]),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise ContentError(f"{path}: {error!r}") from error


def _zoned(value: object) -> datetime:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise ValueError(f"{value!r} is no time with a zone")
    return value


def _block(entry: dict[str, object]) -> TextBlock:
    text, level = entry["text"], entry.get("level")
    kind = KINDS.get(str(entry["kind"]))
    if kind is None:
        raise ValueError(f"unknown kind {entry['kind']!r}")
    if not isinstance(text, str) or text != " ".join(text.split()) or not text:
        raise ValueError(f"the text is empty or its white space is not normal: {text!r}")
    if (kind == "heading") != (level in (2, 3)):
        raise ValueError(f"a heading, and only a heading, has a level 2 or 3: {text!r}")
    return TextBlock(kind, text, level if isinstance(level, int) else None)


@cache
def articles(folder: str) -> tuple[NewsArticle, ...]:
    """The articles of one host, the newest first."""
    paths = sorted((HERE / "articles" / folder).glob("*.toml"))
    found = [article_from(path, folder) for path in paths]
    return tuple(sorted(found, key=lambda a: (a.published, a.slug), reverse=True))


@cache
def special_article(folder: str, slug: str) -> NewsArticle:
    """The text of a special page, from `special/<folder>/<slug>.toml`."""
    return article_from(HERE / "special" / folder / f"{slug}.toml", folder)


@cache
def all_articles(folder: str) -> tuple[NewsArticle, ...]:
    """What a host lists: its articles and those of its special pages, the newest first."""
    slugs = sorted(path.stem for path in (HERE / "special" / folder).glob("*.toml"))
    found = [*articles(folder), *(special_article(folder, slug) for slug in slugs)]
    return tuple(sorted(found, key=lambda a: (a.published, a.slug), reverse=True))

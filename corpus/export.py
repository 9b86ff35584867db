"""The corpus as a file: JSON lines, CSV, Markdown. Everything streams, an article at a time."""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from corpus.output import as_json

if TYPE_CHECKING:
    from cleaners.rights import Rights
    from storage import StoredArticle

FRONT_MATTER = (
    *("id", "site", "url", "canonical_url", "title", "description", "authors", "published_at"),
    *("modified_at", "section", "tags", "language", "site_name", "credit", "fetched_at"),
)
COLUMNS = (*FRONT_MATTER, "kind", "paywall", "confidence", "rules_version", "text")
SLUG_LENGTH = 40
"""Characters; 40 of four bytes each leave room for the number in a file name of 255 bytes."""

_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]| *[\t\r\n]")
_NO_SLUG = re.compile(r"[\W_]+")


def stored_to_dict(stored: "StoredArticle") -> dict[str, Any]:
    """A stored article as JSON data: its numbers and times, and the whole article."""
    from cleaners.serialise import article_to_dict

    return {
        "id": stored.id,
        "site": stored.site,
        "fetched_at": stored.fetched_at.isoformat(),
        "stored_at": stored.stored_at.isoformat(),
        **article_to_dict(stored.article),
        "rights": rights_to_dict(stored.rights),
    }


def rights_to_dict(rights: "Rights") -> dict[str, Any]:
    """What the publisher allows, as JSON data, with its statements as they stand there."""
    after = rights.unavailable_after
    return {
        "reserved": rights.reserved,
        "noarchive": rights.noarchive,
        "unavailable_after": after and after.isoformat(),
        "notices": [{"place": notice.place, "text": notice.text} for notice in rights.notices],
    }


def write_jsonl(articles: Iterable["StoredArticle"], out: TextIO) -> int:
    """One JSON object a line, with everything that is stored; returns how many."""
    number = 0
    for number, stored in enumerate(articles, 1):  # noqa: B007
        out.write(as_json(stored_to_dict(stored), indent=None) + "\n")
    return number


def write_csv(articles: Iterable["StoredArticle"], out: TextIO, cell: Callable[[str], str]) -> int:
    """A table with a header (RFC 4180, lines end in LF); every text goes through `cell`."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    number = 0
    for number, stored in enumerate(articles, 1):  # noqa: B007
        data = stored_to_dict(stored)
        writer.writerow([_cell(data[column], cell) for column in COLUMNS])
    return number


def _cell(value: object, cell: Callable[[str], str]) -> object:
    if isinstance(value, list):
        value = "; ".join(value)
    return cell(value.replace("\x00", "")) if isinstance(value, str) else value


def guarded(text: str) -> str:
    """Text that a spreadsheet takes for text: what would begin a formula gets a ' in front.

    See https://owasp.org/www-community/attacks/CSV_Injection.

    >>> guarded("=HYPERLINK(1)"), guarded("  @SUM(1)"), guarded("7 = 7")
    ("'=HYPERLINK(1)", "'  @SUM(1)", '7 = 7')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def as_is(text: str) -> str:
    """The text unchanged, for readers that know no formulas."""
    return text


def markdown_document(stored: "StoredArticle") -> str:
    """Front matter (YAML 1.2: every value is written as JSON) and the article as Markdown."""
    from cleaners.render import to_markdown

    data = stored_to_dict(stored)
    lines = (f"{key}: {as_json(data[key], indent=None)}" for key in FRONT_MATTER if data[key])
    return "\n".join(["---", *lines, "---", "", to_markdown(stored.article)])


def write_markdown(articles: Iterable["StoredArticle"], out: TextIO) -> int:
    """One document after the other, an empty line between them."""
    number = 0
    for number, stored in enumerate(articles, 1):
        out.write(("\n" if number > 1 else "") + markdown_document(stored))
    return number


def write_markdown_files(articles: Iterable["StoredArticle"], folder: Path) -> int:
    """A file an article, named by its id and title."""
    folder.mkdir(parents=True, exist_ok=True)
    number = 0
    for number, stored in enumerate(articles, 1):  # noqa: B007
        text = markdown_document(stored).encode(errors="backslashreplace")
        (folder / f"{stored.id}{_slug(stored.article.title or '')}.md").write_bytes(text)
    return number


def _slug(title: str) -> str:
    words = _NO_SLUG.sub("-", unicodedata.normalize("NFC", title).lower())[:SLUG_LENGTH]
    return f"-{words.strip('-')}".rstrip("-")

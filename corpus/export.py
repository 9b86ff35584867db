"""The corpus as files: JSON lines, CSV, Markdown, text. All of it streams, article by article."""

import csv
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from corpus.file_names import file_name
from corpus.output import as_json
from corpus.whole_file import whole_file

if TYPE_CHECKING:
    from cleaners.rights import Rights
    from storage import StoredArticle

FRONT_MATTER = (
    *("id", "story", "site", "url", "canonical_url", "title", "description", "authors"),
    *("published_at", "modified_at", "section", "tags", "language", "site_name", "credit"),
    "fetched_at",
)
COLUMNS = (*FRONT_MATTER, "kind", "paywall", "confidence", "rules_version", "text")
Document = Callable[["StoredArticle"], str]
"""What one article becomes."""

_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]| *[\t\r\n]")


def stored_to_dict(stored: "StoredArticle") -> dict[str, Any]:
    """A stored article as JSON data: its numbers and times, and the whole article."""
    from cleaners.serialise import article_to_dict

    return {
        "id": stored.id,
        "story": stored.story,
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


def text_document(stored: "StoredArticle") -> str:
    """The title, an empty line, and the text."""
    from cleaners.render import to_text

    return to_text(stored.article)


def write_documents(articles: Iterable["StoredArticle"], out: TextIO, document: Document) -> int:
    """One document after the other, an empty line between them."""
    number = 0
    for number, stored in enumerate(articles, 1):
        out.write(("\n" if number > 1 else "") + document(stored))
    return number


def write_files(
    articles: Iterable["StoredArticle"], folder: Path, document: Document, ending: str
) -> int:
    """A file an article (`corpus.file_names`), each of them whole."""
    number = 0
    for number, stored in enumerate(articles, 1):  # noqa: B007
        text = document(stored).encode(errors="backslashreplace")
        with whole_file(folder / file_name(stored, ending)) as path:
            path.write_bytes(text)
    return number

"""The names of exported files: from date, site and slug; none twice, none outside of the folder."""

import re
import sys
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage import StoredArticle

SITE_BYTES = 60
SLUG_BYTES = 120
"""With date, number and endings, a name stays below the 255 bytes that file systems take."""

_NO_SLUG = re.compile(r"[\W_]+")
_NO_HOST = re.compile(r"[^\w.]+")


def file_name(stored: "StoredArticle", ending: str) -> str:
    """The name of an article's file: date, site, slug of the title, and its number.

    The number keeps names apart, on file systems too that know no case or write accents apart;
    the date in front keeps them from meaning a device (`nul`) or a hidden file. There are only
    letters, digits, dots and hyphens in it, so that it names nothing outside of its folder.
    """
    day = (stored.article.published_at or stored.fetched_at).date().isoformat()
    site = _cut(_NO_HOST.sub("-", stored.site.lower()).strip("-."), SITE_BYTES)
    parts = (day, site, slug(stored.article.title or ""), str(stored.id))
    return "-".join(part for part in parts if part) + ending


def slug(title: str) -> str:
    """The words of a title for a file name, in any script.

    >>> slug("Fähre fällt aus – „was nun?“"), slug("../../etc/passwd"), slug("🚢")
    ('fähre-fällt-aus-was-nun', 'etc-passwd', '')
    """
    words = unicodedata.normalize("NFC", title).lower()
    return _cut(_NO_SLUG.sub("-", _nameable(words)).strip("-"), SLUG_BYTES)


def _nameable(text: str) -> str:
    """The text without letters that names of files can't have here, as where LC_ALL is C."""
    encoding = sys.getfilesystemencoding()
    return text.encode(encoding, "replace").decode(encoding)


def _cut(text: str, most: int) -> str:
    """The text within so many bytes of UTF-8; cut at a hyphen where one is near."""
    if len(text.encode()) <= most:
        return text
    kept = text.encode()[:most].decode(errors="ignore")
    whole, _, last = kept.rpartition("-")
    return whole if whole and len(last) < 20 else kept

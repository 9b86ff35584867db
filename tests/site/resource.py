"""What a URL answers: bytes, a type, a status."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime

from tests.site.hosts import Encoding
from tests.site.story import Piece
from tests.site.themes.theme import html_of

FIRST_DAY = datetime(2025, 1, 1, tzinfo=UTC)
"""When pages changed that name no day themselves."""


@dataclass(frozen=True, slots=True)
class Resource:
    """One answer of the site. `location` is where a redirect points."""

    body: bytes
    content_type: str
    status: int = 200
    location: str | None = None
    changed: datetime = FIRST_DAY

    @property
    def etag(self) -> str:
        """The entity tag: a hash of the body."""
        return f'"{hashlib.blake2b(self.body, digest_size=8).hexdigest()}"'

    @property
    def last_modified(self) -> str:
        """The Last-Modified header."""
        return format_datetime(self.changed.astimezone(UTC), usegmt=True)


def page(pieces: list[Piece], encoding: Encoding, changed: datetime = FIRST_DAY) -> Resource:
    """A page made of pieces, in its encoding."""
    return Resource(encoding.encode(html_of(pieces)), encoding.content_type, changed=changed)


def redirect(to: str, status: int) -> Resource:
    """A redirect."""
    return Resource(b"", "text/html", status, to)

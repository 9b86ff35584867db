"""Rights as columns of a page, and back."""

from datetime import datetime
from typing import Any, Protocol

from cleaners.rights import Notice, Rights
from storage.columns import to_utc
from storage.sanitise import safe_text


class Rightful(Protocol):
    """A row that has these columns: a page, or a version of an article."""

    @property
    def noarchive(self) -> bool: ...
    @property
    def reserved(self) -> bool: ...
    @property
    def unavailable_after(self) -> datetime | None: ...
    @property
    def notices(self) -> list[Any] | None: ...


def rights_values(rights: Rights) -> dict[str, Any]:
    """The columns of `pages` that hold what its publisher allows."""
    notices = [[safe_text(notice.place), safe_text(notice.text)] for notice in rights.notices]
    return {
        "noarchive": rights.noarchive,
        "reserved": rights.reserved,
        "unavailable_after": rights.unavailable_after and to_utc(rights.unavailable_after),
        "notices": notices or None,
    }


def rights_in(row: Rightful) -> Rights:
    """What the publisher of a stored page allowed; what must not be indexed is not stored."""
    return Rights(
        noarchive=row.noarchive,
        reserved=row.reserved,
        unavailable_after=row.unavailable_after,
        notices=tuple(Notice(place, text) for place, text in row.notices or ()),
    )

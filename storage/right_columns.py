"""Rights as columns of a page, and back."""

from typing import Any

from cleaners.rights import Notice, Rights
from storage.columns import to_utc
from storage.models import PageRow
from storage.sanitise import safe_text


def rights_values(rights: Rights) -> dict[str, Any]:
    """The columns of `pages` that hold what its publisher allows."""
    notices = [[safe_text(notice.place), safe_text(notice.text)] for notice in rights.notices]
    return {
        "noarchive": rights.noarchive,
        "reserved": rights.reserved,
        "unavailable_after": rights.unavailable_after and to_utc(rights.unavailable_after),
        "notices": notices or None,
    }


def rights_in(row: PageRow) -> Rights:
    """What the publisher of a stored page allows; what must not be indexed is not stored."""
    return Rights(
        noarchive=row.noarchive,
        reserved=row.reserved,
        unavailable_after=row.unavailable_after,
        notices=tuple(Notice(place, text) for place, text in row.notices or ()),
    )

"""The tables of what is watched: listings, and articles that are young."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Key
from storage.models import Row


class ListingRow(Row):
    """A page that names articles of a site; one that is not there has only `absent`, the reason.

    `named_by` is the listing that named it and `modified_at` what that says of its last change.
    `since` and `until` are the span of time that it was last read for. `pause` is in seconds.
    """

    __tablename__ = "listings"
    __table_args__ = (UniqueConstraint("site_id", "key"), Index(None, "site_id", "due_at"))

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id", ondelete="CASCADE"))
    key: Mapped[bytes]
    url: Mapped[str]
    kind: Mapped[str]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    digest: Mapped[bytes | None]
    asked_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    brought_at: Mapped[datetime | None]
    due_at: Mapped[datetime]
    pause: Mapped[int]
    asked: Mapped[int]
    brought: Mapped[int]
    barren: Mapped[int]
    since: Mapped[datetime | None]
    until: Mapped[datetime | None]
    named_by: Mapped[str | None]
    modified_at: Mapped[datetime | None]
    absent: Mapped[str | None]


class VisitRow(Row):
    """An article that is visited again while it is young, to see edits."""

    __tablename__ = "visits"
    __table_args__ = (Index(None, "site_id", "due_at"),)

    key: Mapped[bytes] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id", ondelete="CASCADE"))
    url: Mapped[str]
    born_at: Mapped[datetime]
    visited_at: Mapped[datetime]
    due_at: Mapped[datetime]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    digest: Mapped[bytes]
    visits: Mapped[int]
    changes: Mapped[int]
    reason: Mapped[str | None]

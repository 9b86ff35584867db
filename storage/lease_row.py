"""The table of leases."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.models import Row


class LeaseRow(Row):
    """Who crawls a site; `process` tells that process apart from a later one with its number."""

    __tablename__ = "leases"

    site: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str] = mapped_column(index=True)
    host: Mapped[str]
    pid: Mapped[int]
    process: Mapped[str | None]
    since: Mapped[datetime]
    renewed_at: Mapped[datetime]
    expires_at: Mapped[datetime]

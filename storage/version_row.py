"""The former versions of articles."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Key
from storage.models import Row


class VersionRow(Row):
    """What an article was until something replaced it; within an article, in the order of `id`.

    The version that stands now is the article itself.
    """

    __tablename__ = "versions"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    article_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), index=True
    )
    cause: Mapped[str]
    """Why the next version came: "edited", "recleaned" or "corrected"."""
    fetched_at: Mapped[datetime]
    stored_at: Mapped[datetime]
    replaced_at: Mapped[datetime] = mapped_column(index=True)
    rules_version: Mapped[str]
    text_hash: Mapped[bytes]
    """SHA-256 of the text in UTF-8."""
    noarchive: Mapped[bool] = mapped_column(server_default=false())
    reserved: Mapped[bool] = mapped_column(server_default=false())
    unavailable_after: Mapped[datetime | None] = mapped_column(index=True)
    notices: Mapped[list[Any] | None]
    """What the publisher stated when this version was fetched, as in `pages`."""
    content: Mapped[bytes | None] = mapped_column(deferred=True)
    """The article as compressed JSON; None where it may not be kept any longer."""

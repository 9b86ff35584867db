"""What people corrected in single articles."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Key
from storage.models import Row


class CorrectionRow(Row):
    """A block that a person cut or put back, as it was, and why.

    It goes with its page, and follows the article where another page of it becomes the better
    copy. `step` and `was` are the removal that was undone.
    """

    __tablename__ = "corrections"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("pages.id", ondelete="CASCADE"), index=True)
    article_id: Mapped[int | None] = mapped_column(
        ForeignKey("articles.id", ondelete="SET NULL"), index=True
    )
    action: Mapped[str]
    fingerprint: Mapped[int] = mapped_column(Key)
    place: Mapped[int]
    n: Mapped[int]
    kind: Mapped[str]
    level: Mapped[int | None]
    text: Mapped[str]
    links: Mapped[list[Any]]
    linked: Mapped[int]
    bold: Mapped[int]
    step: Mapped[str | None]
    was: Mapped[str | None]
    why: Mapped[str]
    made_at: Mapped[datetime]

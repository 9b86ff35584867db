"""Which pages are further parts of an article's page, in which order."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models import PageRow, Row


class PartRow(Row):
    """A page that goes on with the article of another one; `position` counts from 1."""

    __tablename__ = "parts"

    page_id: Mapped[int] = mapped_column(
        ForeignKey("pages.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("pages.id", ondelete="CASCADE"), index=True)

    part: Mapped[PageRow] = relationship(foreign_keys=[part_id])

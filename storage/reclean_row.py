"""How far a cleaning of all stored pages has come."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Key
from storage.models import Row


class RecleanRow(Row):
    """A recleaning that has not ended; `scope` says of what and by which rules.

    All sites before `site`, by name, are done, and of this one all pages up to `page_id`.
    """

    __tablename__ = "recleans"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    scope: Mapped[str] = mapped_column(unique=True)
    site: Mapped[str]
    page_id: Mapped[int] = mapped_column(Key)
    pages: Mapped[int]
    started_at: Mapped[datetime]
    noted_at: Mapped[datetime]

"""The dictionaries that the raw pages of a site are compressed with."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Key
from storage.models import Row


class DictionaryRow(Row):
    """What repeats on the pages of a site: see `storage.packing`. It never changes."""

    __tablename__ = "dictionaries"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    made_at: Mapped[datetime]
    content: Mapped[bytes]
    """Pieces of HTML that repeat on the site: a raw zstandard dictionary, itself compressed."""

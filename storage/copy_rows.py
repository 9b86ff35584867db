"""The tables by which copies of a story are found and kept together."""

from sqlalchemy import ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Key
from storage.models import Row


class SketchRow(Row):
    """A sample of an article's shingles (`storage.shingles`), to hold others against."""

    __tablename__ = "sketches"

    article_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    """Number of the article."""
    sketch: Mapped[bytes]
    """The 64 smallest hashes of its shingles, 4 bytes each, the least significant first."""


class ShingleRow(Row):
    """Under which numbers a sketch is found; rows of an article that is gone are passed over."""

    __tablename__ = "shingles"
    __table_args__ = ({"sqlite_with_rowid": False},)

    key: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    """One of the eight smallest hashes of a sketch."""
    article_id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    """Number of the article that has that sketch."""


class CopyRow(Row):
    """An article that is a copy of others: all with one `group_id`, the lowest of their numbers."""

    __tablename__ = "copies"

    article_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    """Number of the article."""
    group_id: Mapped[int] = mapped_column(Key, index=True)
    """Lowest number of the articles with the same story; the others of the story have it too."""

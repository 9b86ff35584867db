"""The tables, as SQLAlchemy models; `storage/migrations` creates exactly these.

The search index is not among them: each database has its own kind (see `storage.search`), and
it can be rebuilt from the articles at any time.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Double,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    SmallInteger,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from storage.columns import Json, Key, UtcTime

if TYPE_CHECKING:
    from storage.copy_rows import CopyRow

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(DeclarativeBase):
    """What all tables share: names of constraints, and how Python types become columns."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it, nobody changes it
        str: Text(),
        datetime: UtcTime(),
        bytes: LargeBinary(),
        float: Double(),
        list[Any]: Json,
        dict[str, int]: Json,
        dict[str, Any]: Json,
    }


UNPACKED = text("packed = 0")


class SiteRow(Row):
    """A site: a host, as `cleaners.urls.site_of` names it."""

    __tablename__ = "sites"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    host: Mapped[str] = mapped_column(unique=True)
    added_at: Mapped[datetime]
    settled: Mapped[int] = mapped_column(Key, server_default="0")
    """The last mark that all articles of the site have been held against."""


class PageRow(Row):
    """A fetched page, one a URL; `key` is the hash of the URL that answered."""

    __tablename__ = "pages"
    __table_args__ = (
        Index(None, "packed", "site_id", sqlite_where=UNPACKED, postgresql_where=UNPACKED),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    key: Mapped[bytes] = mapped_column(unique=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), index=True)
    url: Mapped[str | None]
    final_url: Mapped[str | None]
    status: Mapped[int | None]
    headers: Mapped[list[Any]]
    found_by: Mapped[str]
    fetched_at: Mapped[datetime | None]
    stored_at: Mapped[datetime]
    body: Mapped[bytes | None] = mapped_column(deferred=True)
    """Compressed (see `storage.compression`); None where the body may not be kept."""
    raw_bytes: Mapped[int]
    stored_bytes: Mapped[int]
    packed: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    """1 once `corpus db pack` has had the body."""
    dictionary_id: Mapped[int | None] = mapped_column(Key)
    """The dictionary that the body was compressed with, if one; a plain number, no reference."""
    noarchive: Mapped[bool] = mapped_column(server_default=false())
    reserved: Mapped[bool] = mapped_column(server_default=false())
    unavailable_after: Mapped[datetime | None] = mapped_column(index=True)
    notices: Mapped[list[Any] | None]
    """What the publisher states of these, as it stands there (`cleaners.rights`)."""

    site: Mapped[SiteRow] = relationship()


class ArticleRow(Row):
    """An article, one a canonical URL of a site; `key` is the hash of the URL that names it.

    `published_at` and `modified_at` are UTC, to compare; the columns beside them keep the times
    as the page states them, in ISO 8601. `dated_at` is the publication, else the fetch.
    """

    __tablename__ = "articles"
    __table_args__ = (
        UniqueConstraint("key", "site_id"),
        Index(None, "site_id", "dated_at"),
        Index(None, "site_id", "stale"),
        Index(None, "site_id", "marked"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    page_id: Mapped[int] = mapped_column(ForeignKey("pages.id"), unique=True)
    key: Mapped[bytes]
    url: Mapped[str]
    canonical_url: Mapped[str | None]
    title: Mapped[str | None]
    description: Mapped[str | None]
    authors: Mapped[list[Any]]
    published_at: Mapped[datetime | None]
    published_as: Mapped[str | None]
    modified_at: Mapped[datetime | None]
    modified_as: Mapped[str | None]
    dated_at: Mapped[datetime] = mapped_column(index=True)
    section: Mapped[str | None]
    tags: Mapped[list[Any]]
    language: Mapped[str | None]
    site_name: Mapped[str | None]
    credit: Mapped[str | None]
    images: Mapped[list[Any]]
    lead_image: Mapped[list[Any] | None]
    kind: Mapped[str]
    paywall: Mapped[str]
    notes: Mapped[list[Any]]
    confidence: Mapped[float]
    rules_version: Mapped[str]
    words: Mapped[int]
    stored_at: Mapped[datetime]
    recalled: Mapped[int | None] = mapped_column(Key)
    """The last mark that cleaning knew of; None where nobody noted what it asked."""
    stale: Mapped[bool] = mapped_column(server_default=false())
    """Whether the memory knows more than cleaning was told, although no mark is newer."""

    marked: Mapped[int | None] = mapped_column(Key)
    """The last mark that it left."""

    site: Mapped[SiteRow] = relationship()
    page: Mapped[PageRow] = relationship()
    written: Mapped["TextRow"] = relationship()
    copy: Mapped["CopyRow | None"] = relationship("CopyRow", viewonly=True)


def _of_article() -> Mapped[int]:
    return mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)


class TextRow(Row):
    """The text of an article, its blocks, what was cut beside them: see `storage.record`."""

    __tablename__ = "texts"

    article_id: Mapped[int] = _of_article()
    cuts: Mapped[dict[str, int]]
    """How many blocks each step cut."""
    text: Mapped[str]
    blocks: Mapped[list[Any]]
    related: Mapped[list[Any]]
    """Where removed headlines pointed: [url, title, step] each."""
    removals: Mapped[list[Any]]


class MarkRow(Row):
    """What a site's memory knows of titles: a key of `cleaners.memory`, and who says so.

    The witness of a title is its URL, of a URL its title. Numbers only grow, and within a site in
    the order of the transactions, so that they tell the time; the clocks of prints are of them.
    """

    __tablename__ = "marks"
    __table_args__ = (
        UniqueConstraint("site_id", "key", "witness"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    key: Mapped[int] = mapped_column(Key)
    witness: Mapped[int] = mapped_column(Key)
    article_id: Mapped[int | None] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), index=True
    )


class PrintRow(Row):
    """A block of an article, or one that its cleaning asked for: see `storage.prints`."""

    __tablename__ = "prints"
    __table_args__ = ({"sqlite_with_rowid": False},)

    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"), primary_key=True)
    key: Mapped[int] = mapped_column(Key, primary_key=True)
    bare: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    """1 where the article asked for the block and does not have it."""
    article_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    flags: Mapped[int] = mapped_column(SmallInteger)
    clock: Mapped[int] = mapped_column(Key)
    """The number of the mark; 0 where there is none."""


HELD = text("holder IS NOT NULL")


class UrlRow(Row):
    """The ledger: what became of each URL that a crawl met; `key` is the hash of the URL."""

    __tablename__ = "urls"
    __table_args__ = (
        Index(None, "site_id", "found_at"),
        Index(None, "site_id", "state", "found_at", "place"),
        Index(None, "site_id", "due_at"),
        Index(None, "holder", sqlite_where=HELD, postgresql_where=HELD),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    key: Mapped[bytes] = mapped_column(unique=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id"))
    url: Mapped[str]
    aim: Mapped[str] = mapped_column(server_default="article")
    """What it is to be fetched as: "article", "listing", or "start" where nobody knows yet."""
    state: Mapped[str]
    reason: Mapped[str | None]
    found_by: Mapped[str]
    found_at: Mapped[datetime]
    place: Mapped[int] = mapped_column(server_default="0")
    """The order within what was found at one moment: larger ones came first."""
    due_at: Mapped[datetime | None]
    """When a failed one is due again; None for never."""
    holder: Mapped[str | None]
    """Who has claimed it, while it is leased (`storage.holders`)."""
    title: Mapped[str | None]
    published_at: Mapped[datetime | None]
    tried_at: Mapped[datetime | None]
    tries: Mapped[int]
    http_status: Mapped[int | None]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    page_id: Mapped[int | None] = mapped_column(
        ForeignKey("pages.id", ondelete="SET NULL"), index=True
    )
    article_id: Mapped[int | None] = mapped_column(
        ForeignKey("articles.id", ondelete="SET NULL"), index=True
    )


class BrokenRow(Row):
    """A page that broke the cleaner: how often this version of it was given these bytes."""

    __tablename__ = "broken"

    page_id: Mapped[int] = mapped_column(
        ForeignKey("pages.id", ondelete="CASCADE"), primary_key=True
    )
    cleaner: Mapped[str]
    digest: Mapped[bytes]
    tries: Mapped[int]


class RunRow(Row):
    """One crawl: when it ran, what it was asked for, and what it counted."""

    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    asked: Mapped[str]
    counts: Mapped[dict[str, int]]
    reasons: Mapped[dict[str, int]]
    report: Mapped[dict[str, Any] | None] = mapped_column(deferred=True)
    """What `crawler.report` says of it, site by site."""

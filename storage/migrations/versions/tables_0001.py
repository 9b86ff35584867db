"""The tables of the first release.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    _runs()
    _sites()
    _pages()
    _articles()
    _blocks()
    _links()
    _removals()
    _urls()
    if op.get_bind().dialect.name == "postgresql":
        # The bodies are compressed already.
        op.execute("ALTER TABLE pages ALTER COLUMN body SET STORAGE EXTERNAL")


def downgrade() -> None:
    """Drop the tables."""
    for table in ("urls", "removals", "links", "blocks", "articles", "pages", "sites", "runs"):
        op.drop_table(table)


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", KEY, nullable=False),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("finished_at", TIME, nullable=True),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("counts", JSON, nullable=False),
        sa.Column("reasons", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )


def _sites() -> None:
    op.create_table(
        "sites",
        sa.Column("id", KEY, nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("added_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sites"),
        sa.UniqueConstraint("host", name="uq_sites_host"),
    )


def _pages() -> None:
    op.create_table(
        "pages",
        sa.Column("id", KEY, nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("site_id", KEY, nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("final_url", sa.Text(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", JSON, nullable=False),
        sa.Column("found_by", sa.Text(), nullable=False),
        sa.Column("fetched_at", TIME, nullable=True),
        sa.Column("stored_at", TIME, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("raw_bytes", sa.Integer(), nullable=False),
        sa.Column("stored_bytes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name="fk_pages_site_id_sites"),
        sa.PrimaryKeyConstraint("id", name="pk_pages"),
        sa.UniqueConstraint("key", name="uq_pages_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_pages_site_id", "pages", ["site_id"])


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", KEY, nullable=False),
        sa.Column("site_id", KEY, nullable=False),
        sa.Column("page_id", KEY, nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("canonical_url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("authors", JSON, nullable=False),
        sa.Column("published_at", TIME, nullable=True),
        sa.Column("published_as", sa.Text(), nullable=True),
        sa.Column("modified_at", TIME, nullable=True),
        sa.Column("modified_as", sa.Text(), nullable=True),
        sa.Column("dated_at", TIME, nullable=False),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("tags", JSON, nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("site_name", sa.Text(), nullable=True),
        sa.Column("credit", sa.Text(), nullable=True),
        sa.Column("images", JSON, nullable=False),
        sa.Column("lead_image", JSON, nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("paywall", sa.Text(), nullable=False),
        sa.Column("notes", JSON, nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("rules_version", sa.Text(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("stored_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_articles_page_id_pages"),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name="fk_articles_site_id_sites"),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.UniqueConstraint("key", "site_id", name="uq_articles_key_site_id"),
        sa.UniqueConstraint("page_id", name="uq_articles_page_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_articles_dated_at", "articles", ["dated_at"])
    op.create_index("ix_articles_site_id_dated_at", "articles", ["site_id", "dated_at"])


def _blocks() -> None:
    op.create_table(
        "blocks",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("links", JSON, nullable=False),
        sa.Column("linked", sa.Integer(), nullable=False),
        sa.Column("bold", sa.Integer(), nullable=False),
        sa.Column("fingerprint", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name="fk_blocks_article_id_articles",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article_id", "position", name="pk_blocks"),
    )
    op.create_index("ix_blocks_article_id_fingerprint", "blocks", ["article_id", "fingerprint"])


def _links() -> None:
    op.create_table(
        "links",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_links_article_id_articles", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "position", name="pk_links"),
    )


def _removals() -> None:
    op.create_table(
        "removals",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("fingerprint", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name="fk_removals_article_id_articles",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article_id", "position", name="pk_removals"),
    )
    op.create_index(
        "ix_removals_article_id_fingerprint",
        "removals",
        ["article_id", "fingerprint"],
        unique=False,
    )


def _urls() -> None:
    op.create_table(
        "urls",
        sa.Column("id", KEY, nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("site_id", KEY, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("found_by", sa.Text(), nullable=False),
        sa.Column("found_at", TIME, nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published_at", TIME, nullable=True),
        sa.Column("tried_at", TIME, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("http_status", sa.Integer(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("page_id", KEY, nullable=True),
        sa.Column("article_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_urls_article_id_articles", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["page_id"], ["pages.id"], name="fk_urls_page_id_pages", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name="fk_urls_site_id_sites"),
        sa.PrimaryKeyConstraint("id", name="pk_urls"),
        sa.UniqueConstraint("key", name="uq_urls_key"),
    )
    op.create_index("ix_urls_article_id", "urls", ["article_id"])
    op.create_index("ix_urls_page_id", "urls", ["page_id"])
    op.create_index("ix_urls_site_id_found_at", "urls", ["site_id", "found_at"])

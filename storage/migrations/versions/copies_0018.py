"""Copies of a story are found by what their texts share, and kept together.

Revision ID: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0013"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "sketches",
        sa.Column("article_id", KEY, nullable=False, autoincrement=False),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
        _of_article("sketches"),
        sa.PrimaryKeyConstraint("article_id", name="pk_sketches"),
    )
    op.create_table(
        "shingles",
        sa.Column("key", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("article_id", KEY, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("key", "article_id", name="pk_shingles"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "copies",
        sa.Column("article_id", KEY, nullable=False, autoincrement=False),
        sa.Column("group_id", KEY, nullable=False),
        _of_article("copies"),
        sa.PrimaryKeyConstraint("article_id", name="pk_copies"),
    )
    op.create_index("ix_copies_group_id", "copies", ["group_id"])


def _of_article(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_article_id_articles"
    return sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=name, ondelete="CASCADE")


def downgrade() -> None:
    """Drop them; the articles stay."""
    for table in ("copies", "shingles", "sketches"):
        op.drop_table(table)

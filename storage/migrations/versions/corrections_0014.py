"""What people correct in single articles.

Revision ID: 0014
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0014"
down_revision = "0012"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "corrections",
        sa.Column("id", KEY, nullable=False),
        sa.Column("site_id", KEY, nullable=False),
        sa.Column("page_id", KEY, nullable=False),
        sa.Column("article_id", KEY, nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("fingerprint", KEY, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("links", JSON, nullable=False),
        sa.Column("linked", sa.Integer(), nullable=False),
        sa.Column("bold", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=True),
        sa.Column("was", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        *_foreign_keys(),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
    )
    for column in ("site_id", "page_id", "article_id"):
        op.create_index(f"ix_corrections_{column}", "corrections", [column])


def _foreign_keys() -> list[sa.ForeignKeyConstraint]:
    wanted = (("site_id", "sites", None), ("page_id", "pages", "CASCADE"))
    return [
        sa.ForeignKeyConstraint(
            [column], [f"{of}.id"], name=f"fk_corrections_{column}_{of}", ondelete=then
        )
        for column, of, then in (*wanted, ("article_id", "articles", "SET NULL"))
    ]


def downgrade() -> None:
    """Drop it; the articles stay as they were corrected."""
    op.drop_table("corrections")

"""Pages that go on with the article of another page.

Revision ID: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "parts",
        sa.Column("page_id", KEY, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("part_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["page_id"], ["pages.id"], name="fk_parts_page_id_pages", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["part_id"], ["pages.id"], name="fk_parts_part_id_pages", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("page_id", "position", name="pk_parts"),
    )
    op.create_index("ix_parts_part_id", "parts", ["part_id"])


def downgrade() -> None:
    """Drop it; the pages stay, each by itself."""
    op.drop_table("parts")

"""How often which cleaner broke on which bytes.

Revision ID: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0007"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table; what is in quarantine already counts as tried once, by nobody known."""
    op.create_table(
        "broken",
        sa.Column("page_id", KEY, nullable=False),
        sa.Column("cleaner", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["page_id"], ["pages.id"], name="fk_broken_page_id_pages", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("page_id", name="pk_broken"),
    )


def downgrade() -> None:
    """Drop it; the quarantined pages stay."""
    op.drop_table("broken")

"""Where cleaning all stored pages again was stopped.

Revision ID: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "recleans",
        sa.Column("id", KEY, nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("page_id", KEY, nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("noted_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_recleans"),
        sa.UniqueConstraint("scope", name="uq_recleans_scope"),
    )


def downgrade() -> None:
    """Drop it; what was stopped begins anew."""
    op.drop_table("recleans")

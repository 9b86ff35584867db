"""What each site's days were like, and the report of each run.

Revision ID: 0007
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0008"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Make the table and the column."""
    op.add_column("runs", sa.Column("report", JSON, nullable=True))
    op.create_table(
        "site_days",
        sa.Column("site_id", KEY, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("runs", sa.Integer(), nullable=False),
        sa.Column("last_at", TIME, nullable=False),
        sa.Column("well_at", TIME, nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("counts", JSON, nullable=False),
        sa.Column("reasons", JSON, nullable=False),
        sa.Column("rules_version", sa.Text(), nullable=True),
        sa.Column("measured", sa.Integer(), nullable=False),
        sa.Column("log_words", sa.Double(), nullable=False),
        sa.Column("removed", sa.Double(), nullable=False),
        sa.Column("missing", JSON, nullable=False),
        sa.Column("flags", JSON, nullable=False),
        sa.Column("told", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name="fk_site_days_site_id_sites", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("site_id", "day", name="pk_site_days"),
    )


def downgrade() -> None:
    """Drop them; articles and the ledger stay as they are."""
    op.drop_table("site_days")
    op.drop_column("runs", "report")

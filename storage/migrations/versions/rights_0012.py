"""What publishers allow, a page each; and what was forgotten, so that it stays forgotten.

Revision ID: 0012
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0012"
down_revision = "0011"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Pages that are stored already state nothing until they are fetched again."""
    for name in ("noarchive", "reserved"):
        column: sa.Column[bool] = sa.Column(
            name, sa.Boolean(), server_default=sa.false(), nullable=False
        )
        op.add_column("pages", column)
    op.add_column("pages", sa.Column("unavailable_after", TIME, nullable=True))
    op.add_column("pages", sa.Column("notices", JSON, nullable=True))
    op.create_index("ix_pages_unavailable_after", "pages", ["unavailable_after"])
    op.create_table(
        "forgotten",
        sa.Column("id", KEY, nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("host", sa.Boolean(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_forgotten"),
        sa.UniqueConstraint("key", name="uq_forgotten_key"),
    )


def downgrade() -> None:
    """Drop them; the pages stay."""
    op.drop_table("forgotten")
    op.drop_index("ix_pages_unavailable_after", "pages")
    for name in ("notices", "unavailable_after", "reserved", "noarchive"):
        op.drop_column("pages", name)

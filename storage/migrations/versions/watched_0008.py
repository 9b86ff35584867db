"""What is watched: listings with their next time, and articles while they are young.

Revision ID: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0003"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make both tables."""
    _listings()
    _visits()


def downgrade() -> None:
    """Drop them: everything is asked again, and nothing is lost."""
    op.drop_table("visits")
    op.drop_table("listings")


def _listings() -> None:
    op.create_table(
        "listings",
        sa.Column("id", KEY, nullable=False),
        sa.Column("site_id", KEY, nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=True),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("read_at", TIME, nullable=True),
        sa.Column("brought_at", TIME, nullable=True),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("pause", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("brought", sa.Integer(), nullable=False),
        sa.Column("barren", sa.Integer(), nullable=False),
        sa.Column("since", TIME, nullable=True),
        sa.Column("until", TIME, nullable=True),
        sa.Column("named_by", sa.Text(), nullable=True),
        sa.Column("modified_at", TIME, nullable=True),
        sa.Column("absent", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name="fk_listings_site_id_sites", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_listings"),
        sa.UniqueConstraint("site_id", "key", name="uq_listings_site_id_key"),
    )
    op.create_index("ix_listings_site_id_due_at", "listings", ["site_id", "due_at"])


def _visits() -> None:
    op.create_table(
        "visits",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("site_id", KEY, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("born_at", TIME, nullable=False),
        sa.Column("visited_at", TIME, nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["site_id"], ["sites.id"], name="fk_visits_site_id_sites", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name="pk_visits"),
    )
    op.create_index("ix_visits_site_id_due_at", "visits", ["site_id", "due_at"])

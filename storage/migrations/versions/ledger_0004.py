"""The ledger knows what is due and who is at it; sites are crawled under a lease.

Revision ID: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0010"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the columns; what an older crawl found and never tried is due."""
    op.add_column("urls", sa.Column("aim", sa.Text(), server_default="article", nullable=False))
    op.add_column("urls", sa.Column("due_at", TIME, nullable=True))
    op.add_column("urls", sa.Column("holder", sa.Text(), nullable=True))
    op.add_column("urls", sa.Column("place", sa.Integer(), server_default="0", nullable=False))
    untried = "state = 'found' AND tries = 0 AND page_id IS NULL"
    op.execute(f"UPDATE urls SET state = 'due', due_at = found_at WHERE {untried}")  # noqa: S608
    op.execute("UPDATE urls SET aim = 'listing' WHERE state = 'found'")
    op.execute("UPDATE urls SET due_at = tried_at WHERE state = 'failed'")
    op.create_index("ix_urls_site_id_state_found_at_place", "urls", list(ORDER))
    op.create_index("ix_urls_site_id_due_at", "urls", ["site_id", "due_at"])
    held = sa.text("holder IS NOT NULL")
    op.create_index("ix_urls_holder", "urls", ["holder"], sqlite_where=held, postgresql_where=held)
    _leases()


ORDER = ("site_id", "state", "found_at", "place")


def downgrade() -> None:
    """Drop them; what was due is found again."""
    op.drop_table("leases")
    op.drop_index("ix_urls_holder", "urls")
    op.drop_index("ix_urls_site_id_due_at", "urls")
    op.drop_index("ix_urls_site_id_state_found_at_place", "urls")
    op.execute("UPDATE urls SET state = 'found' WHERE state IN ('due', 'leased', 'fetched')")
    for column in ("aim", "due_at", "holder", "place"):
        op.drop_column("urls", column)


def _leases() -> None:
    op.create_table(
        "leases",
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("process", sa.Text(), nullable=True),
        sa.Column("since", TIME, nullable=False),
        sa.Column("renewed_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("site", name="pk_leases"),
    )
    op.create_index("ix_leases_holder", "leases", ["holder"])

"""Articles keep what they were before they were edited or cleaned by other rules.

Revision ID: 0015
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0015"
down_revision = "0014"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """What is stored already is the first version of each article, and needs no row."""
    marks: list[sa.Column[bool]] = [
        sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)
        for name in ("noarchive", "reserved")
    ]
    op.create_table(
        "versions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("fetched_at", TIME, nullable=False),
        sa.Column("stored_at", TIME, nullable=False),
        sa.Column("replaced_at", TIME, nullable=False),
        sa.Column("rules_version", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.LargeBinary(), nullable=False),
        *marks,
        sa.Column("unavailable_after", TIME, nullable=True),
        sa.Column("notices", JSON, nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name="fk_versions_article_id_articles",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_versions"),
        sqlite_autoincrement=True,
    )
    for column in ("article_id", "replaced_at", "unavailable_after"):
        op.create_index(f"ix_versions_{column}", "versions", [column])


def downgrade() -> None:
    """Drop what articles were; what they are stays."""
    op.drop_table("versions")

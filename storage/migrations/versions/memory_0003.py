"""The site's memory: what its articles bear witness to, and what their cleaning asked of it.

Revision ID: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

NO_WORDS = 8238016292129134938
"""`fingerprint("")`, which all blocks without letters had until now."""

KEPT = 0x21C6_9E0D_4F83_B57A
"""What sets the key of a block that stands in the text apart (`cleaners.memory`)."""

EXCLUSIVE_OR_POSTGRES = f"(fingerprint # {KEPT})"
EXCLUSIVE_OR_SQLITE = f"((fingerprint | {KEPT}) - (fingerprint & {KEPT}))"

FILL = f"""
INSERT INTO marks (site_id, key, witness, article_id)
SELECT site_id, key, article_id, article_id FROM (
    SELECT site_id, key, article_id,
           row_number() OVER (PARTITION BY site_id, key ORDER BY article_id) AS place
    FROM (
        SELECT site_id, {{kept}} AS key, article_id
        FROM blocks JOIN articles ON id = article_id WHERE fingerprint <> {NO_WORDS}
        UNION
        SELECT site_id, {{kept}}, article_id
        FROM removals JOIN articles ON id = article_id
        WHERE step = 'repeated-block' AND fingerprint <> {NO_WORDS}
        UNION
        SELECT site_id, fingerprint, article_id
        FROM removals JOIN articles ON id = article_id
        WHERE step <> 'repeated-block' AND fingerprint <> {NO_WORDS}
    ) AS stands
) AS counted
WHERE place <= 16
ORDER BY article_id, key
"""  # noqa: S608 - a number of our own


def upgrade() -> None:
    """Make the tables, and remember on which articles each stored block stands."""
    op.add_column("sites", sa.Column("settled", KEY, server_default="0", nullable=False))
    op.add_column("articles", sa.Column("recalled", KEY, nullable=True))
    op.add_column(
        "articles",
        sa.Column("stale", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.create_index("ix_articles_site_id_stale", "articles", ["site_id", "stale"])
    _marks()
    _asks()
    postgres = op.get_bind().dialect.name == "postgresql"
    op.execute(FILL.format(kept=EXCLUSIVE_OR_POSTGRES if postgres else EXCLUSIVE_OR_SQLITE))


def downgrade() -> None:
    """Drop them; the articles stay as they are."""
    op.drop_table("asks")
    op.drop_table("marks")
    op.drop_index("ix_articles_site_id_stale", "articles")
    for table, column in (("articles", "stale"), ("articles", "recalled"), ("sites", "settled")):
        op.drop_column(table, column)


def _marks() -> None:
    op.create_table(
        "marks",
        sa.Column("id", KEY, nullable=False),
        sa.Column("site_id", KEY, nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("witness", KEY, nullable=False),
        sa.Column("article_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name="fk_marks_site_id_sites"),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name="fk_marks_article_id_articles",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_marks"),
        sa.UniqueConstraint("site_id", "key", "witness", name="uq_marks_site_id_key_witness"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_marks_article_id", "marks", ["article_id"])


def _asks() -> None:
    op.create_table(
        "asks",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("site_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_asks_article_id_articles", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name="fk_asks_site_id_sites"),
        sa.PrimaryKeyConstraint("article_id", "key", name="pk_asks"),
    )
    op.create_index("ix_asks_site_id_key", "asks", ["site_id", "key"])

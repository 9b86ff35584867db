# ruff: noqa: S608 - what is put into the SQL here are numbers and columns of our own
"""A block of an article is one row, whether it stands there or was asked for; a third of the size.

Revision ID: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0013"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

KEPT = 0x21C6_9E0D_4F83_B57A
"""What sets the key of a block that stands in the text apart (`cleaners.memory`)."""

OTHER = f"((key | {KEPT}) - (key & {KEPT}))"
LOW = f"CASE WHEN key < {OTHER} THEN key ELSE {OTHER} END"

FILL = f"""
INSERT INTO prints (site_id, key, bare, article_id, flags, clock)
SELECT site_id, low, CASE WHEN sum(mark) > 0 THEN 0 ELSE 1 END, article_id, sum(flag), max(clock)
FROM (
    SELECT site_id, {LOW} AS low, article_id, 1 AS mark, id AS clock,
        CASE WHEN key < {OTHER} THEN 1 ELSE 2 END AS flag
    FROM marks WHERE witness = article_id
    UNION ALL
    SELECT site_id, {LOW}, article_id, 0, 0, CASE WHEN key < {OTHER} THEN 4 ELSE 8 END
    FROM asks
) AS each_key
GROUP BY site_id, low, article_id
"""

MARKED = """
UPDATE articles SET marked =
    (SELECT max(id) FROM marks WHERE marks.article_id = articles.id AND witness = articles.id)
"""

SIDES = ((1, "key"), (2, OTHER))


def upgrade() -> None:
    """Bring marks of blocks and questions together; titles stay where they are."""
    op.add_column("articles", sa.Column("marked", KEY, nullable=True))
    op.create_index("ix_articles_site_id_marked", "articles", ["site_id", "marked"])
    _prints()
    op.execute(FILL)
    op.execute(MARKED)
    op.execute("DELETE FROM marks WHERE witness = article_id")
    op.drop_table("asks")


def downgrade() -> None:
    """Take them apart. The marks get new numbers, so all that asked counts as having known."""
    _asks()
    for flag, key in SIDES:
        taken = f"SELECT article_id, {key}, site_id FROM prints WHERE flags & {flag * 4} <> 0"
        op.execute("INSERT INTO asks (article_id, key, site_id) " + taken)
    both = " UNION ALL ".join(
        f"SELECT site_id, {key} AS key, article_id, clock FROM prints WHERE flags & {flag} <> 0"
        for flag, key in SIDES
    )
    op.execute(
        "INSERT INTO marks (site_id, key, witness, article_id)"
        f" SELECT site_id, key, article_id, article_id FROM ({both}) AS sides ORDER BY clock, key"
    )
    last = "(SELECT coalesce(max(id), 0) FROM marks)"
    op.execute(f"UPDATE sites SET settled = {last}")
    op.execute(f"UPDATE articles SET recalled = {last} WHERE recalled IS NOT NULL")
    op.drop_table("prints")
    op.drop_index("ix_articles_site_id_marked", "articles")
    op.drop_column("articles", "marked")


def _prints() -> None:
    op.create_table(
        "prints",
        sa.Column("site_id", KEY, nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("bare", sa.SmallInteger(), nullable=False),
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("flags", sa.SmallInteger(), nullable=False),
        sa.Column("clock", KEY, nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name="fk_prints_site_id_sites"),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name="fk_prints_article_id_articles",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("site_id", "key", "bare", "article_id", name="pk_prints"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_prints_article_id", "prints", ["article_id"])


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

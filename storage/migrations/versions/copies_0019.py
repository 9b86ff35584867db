"""Copies of a story are found by what their texts share, and kept together.

Revision ID: 0019
"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import Session

from storage.grouping import compared, group
from storage.migration_progress import followed

revision = "0019"
down_revision = "0018"

AT_ONCE = 200
"""Texts in memory at a time."""

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables, and find the copies among what is stored."""
    op.create_table(
        "sketches",
        sa.Column("article_id", KEY, nullable=False, autoincrement=False),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
        _of_article("sketches"),
        sa.PrimaryKeyConstraint("article_id", name="pk_sketches"),
    )
    op.create_table(
        "shingles",
        sa.Column("key", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("article_id", KEY, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("key", "article_id", name="pk_shingles"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "copies",
        sa.Column("article_id", KEY, nullable=False, autoincrement=False),
        sa.Column("group_id", KEY, nullable=False),
        _of_article("copies"),
        sa.PrimaryKeyConstraint("article_id", name="pk_copies"),
    )
    op.create_index("ix_copies_group_id", "copies", ["group_id"])
    with Session(op.get_bind()) as session:
        for number, written in followed(_texts()):
            group(session, number, compared(written), new=True)
        session.commit()  # the transaction of the migration goes on


def _texts() -> Iterator[tuple[int, str]]:
    """The texts of articles and live blogs, some at a time."""
    wanted = sa.text(
        "SELECT article_id, text FROM texts JOIN articles ON articles.id = article_id"
        " WHERE article_id > :last AND kind IN ('article', 'live-blog')"
        " ORDER BY article_id LIMIT :number"
    )
    last = 0
    while rows := op.get_bind().execute(wanted, {"last": last, "number": AT_ONCE}).all():
        yield from ((number, written) for number, written in rows)
        last = rows[-1][0]


def _of_article(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_article_id_articles"
    return sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=name, ondelete="CASCADE")


def downgrade() -> None:
    """Drop them; the articles stay."""
    for table in ("copies", "shingles", "sketches"):
        op.drop_table(table)

"""Raw pages may be compressed with a dictionary of their site.

What is stored stays as it is until `corpus db pack`; going back compresses each page by itself.

Revision ID: 0022
"""

import sqlalchemy as sa
from alembic import op

from storage.compression import compress, decompress

revision = "0022"
down_revision = "0021"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
UNPACKED = sa.text("packed = 0")
PACKED = sa.text("SELECT id FROM pages WHERE dictionary_id IS NOT NULL")
BODY = sa.text(
    "SELECT body, content FROM pages JOIN dictionaries ON dictionaries.id = dictionary_id"
    " WHERE pages.id = :id"
)
ALONE = sa.text("UPDATE pages SET body = :body, stored_bytes = :size WHERE id = :id")


def upgrade() -> None:
    """Make the table of dictionaries, and room to name one."""
    op.create_table(
        "dictionaries",
        sa.Column("id", KEY, nullable=False),
        sa.Column("site_id", KEY, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dictionaries"),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name="fk_dictionaries_site_id_sites"),
    )
    op.create_index("ix_dictionaries_site_id", "dictionaries", ["site_id"])
    packed = sa.Column("packed", sa.SmallInteger(), server_default="0", nullable=False)
    op.add_column("pages", packed)
    op.add_column("pages", sa.Column("dictionary_id", KEY, nullable=True))
    op.create_index(
        "ix_pages_packed_site_id",
        "pages",
        ["packed", "site_id"],
        sqlite_where=UNPACKED,
        postgresql_where=UNPACKED,
    )


def downgrade() -> None:
    """Compress each page by itself again, and drop the dictionaries."""
    for number in op.get_bind().scalars(PACKED).all():
        body, content = op.get_bind().execute(BODY, {"id": number}).one()
        alone = compress(decompress(body, decompress(content)))
        op.get_bind().execute(ALONE, {"id": number, "body": alone, "size": len(alone)})
    op.drop_index("ix_pages_packed_site_id", "pages")
    op.drop_column("pages", "dictionary_id")
    op.drop_column("pages", "packed")
    op.drop_table("dictionaries")

"""The search index: FTS5 on SQLite, a tsvector on PostgreSQL; `storage.index` speaks to it.

Revision ID: 0002
"""

from alembic import op

revision = "0002"
down_revision = "0001"

SQLITE = (
    # The terms come cut and folded; this tokenizer splits at spaces and nothing else of them.
    "CREATE VIRTUAL TABLE article_terms USING fts5(title, body, tokenize = 'ascii')",
    """CREATE TRIGGER articles_forget_terms AFTER DELETE ON articles
    BEGIN DELETE FROM article_terms WHERE rowid = old.id; END""",
)
POSTGRES = (
    """CREATE TABLE article_terms (
        article_id bigint CONSTRAINT pk_article_terms PRIMARY KEY
            CONSTRAINT fk_article_terms_article_id_articles REFERENCES articles ON DELETE CASCADE,
        vector tsvector NOT NULL)""",
    "CREATE INDEX ix_article_terms_vector ON article_terms USING gin (vector)",
)


def upgrade() -> None:
    """Make the index."""
    for statement in POSTGRES if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """Drop the index."""
    if op.get_bind().dialect.name != "postgresql":
        op.execute("DROP TRIGGER articles_forget_terms")
    op.execute("DROP TABLE article_terms")

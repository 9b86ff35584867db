"""The search index of SQLite keeps no second copy of the terms: a tenth of the file.

It is written anew from the records of the articles, as what leaves it is told from them again.

Revision ID: 0021
"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.facets import Facts, facets
from storage.index import bounded, line
from storage.migration_progress import followed
from storage.terms import terms

revision = "0021"
down_revision = "0020"

BATCH = 200
WITHOUT_COPY = (
    "CREATE VIRTUAL TABLE article_terms"
    " USING fts5(terms, content = '', tokenize = 'ascii', columnsize = 0)"
)
WITH_COPY = (
    "CREATE VIRTUAL TABLE article_terms USING fts5(terms, tokenize = 'ascii', columnsize = 0)"
)
FORGET = """CREATE TRIGGER articles_forget_terms AFTER DELETE ON articles
    BEGIN DELETE FROM article_terms WHERE rowid = old.id; END"""
ARTICLES = sa.text(
    "SELECT articles.id, title, text, site_id, dated_at, language, kind, paywall, section, authors"
    " FROM articles JOIN texts ON texts.article_id = articles.id"
    " WHERE articles.id > :last ORDER BY articles.id LIMIT :batch"
).columns(dated_at=sa.DateTime(timezone=True), authors=sa.JSON())


def upgrade() -> None:
    """Write the index anew, without the copy."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER articles_forget_terms")
        _write(WITHOUT_COPY)


def downgrade() -> None:
    """Write the index anew, with the copy."""
    if op.get_bind().dialect.name == "sqlite":
        _write(WITH_COPY)
        op.execute(FORGET)


def _write(create: str) -> None:
    op.execute("DROP TABLE article_terms")
    op.execute(create)
    insert = sa.text("INSERT INTO article_terms(rowid, terms) VALUES (:number, :terms)")
    for number, title, text, *facts in followed(_articles()):
        entry = bounded(terms(title or ""), terms(text), facets(Facts(*facts)))
        op.get_bind().execute(insert, {"number": number, "terms": line(entry)})


def _articles() -> Iterator[Any]:
    last = 0
    while rows := op.get_bind().execute(ARTICLES, {"last": last, "batch": BATCH}).all():
        yield from rows
        last = rows[-1][0]

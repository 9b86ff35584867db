"""Articles that were stored before there was a search index are found by their words.

How they are written is asked of the program: the index is always what `storage.index` says.

Revision ID: 0020
"""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from storage.facets import Facts, facets
from storage.index import bounded, line, vector
from storage.migration_progress import followed
from storage.terms import terms

revision = "0020"
down_revision = "0019"

BATCH = 200
FIRST = "SELECT id FROM articles WHERE words > 0 ORDER BY id LIMIT 1"
ARTICLES = sa.text(
    "SELECT articles.id, title, text, site_id, dated_at, language, kind, paywall, section, authors"
    " FROM articles JOIN texts ON texts.article_id = articles.id"
    " WHERE articles.id > :last ORDER BY articles.id LIMIT :batch"
).columns(
    dated_at=sa.DateTime(timezone=True), authors=sa.JSON().with_variant(JSONB(), "postgresql")
)
SQLITE = (
    "SELECT terms FROM article_terms WHERE rowid = :number",
    "DELETE FROM article_terms WHERE rowid = :number",
    "INSERT INTO article_terms(rowid, terms) VALUES (:number, :terms)",
)
WORDS = (
    "SELECT string_agg(lexeme, ' ') FROM article_terms, unnest(vector)"
    " WHERE article_id = :number AND positions IS NOT NULL"
)
POSTGRES = (
    WORDS,
    "DELETE FROM article_terms WHERE article_id = :number",
    "INSERT INTO article_terms(article_id, vector) VALUES (:number, CAST(:terms AS tsvector))",
)


def upgrade() -> None:
    """Write the index anew, if its oldest article has no word in it: so are all older ones."""
    postgres = op.get_bind().dialect.name == "postgresql"
    known, delete, insert = map(sa.text, POSTGRES if postgres else SQLITE)
    first = op.get_bind().scalar(sa.text(FIRST))
    if first is None or _has_words(op.get_bind().scalar(known, {"number": first})):
        return
    for number, title, text, *facts in followed(_articles()):
        if _has_words(op.get_bind().scalar(known, {"number": number})):
            continue
        entry = bounded(terms(title or ""), terms(text), facets(Facts(*facts)))
        op.get_bind().execute(delete, {"number": number})
        written = vector(entry) if postgres else line(entry)
        op.get_bind().execute(insert, {"number": number, "terms": written})


def downgrade() -> None:
    """Nothing to undo: the index has what it should have had."""


def _has_words(found: str | None) -> bool:
    """Whether what the index has of an article is more than what it is filtered by."""
    return any(not "\ue000" <= term[0] <= "\uf8ff" for term in (found or "").split())


def _articles() -> Iterator[Sequence[Any]]:
    last = 0
    while rows := op.get_bind().execute(ARTICLES, {"last": last, "batch": BATCH}).all():
        yield from rows
        last = rows[-1][0]

"""The search index knows site, date, authors, section, and what an article is about.

Its words stay as they were cut, so nothing is read but the index and the facts of the articles.
How they are written is asked of the program: the index is always what `storage.facets` says.

Revision ID: 0017
"""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from storage.facets import EVERY, FACET, Facts, emphasis, facets

revision = "0017"
down_revision = "0016"

BATCH = 500
ONE_COLUMN = (
    "CREATE VIRTUAL TABLE article_terms USING fts5(terms, tokenize = 'ascii', columnsize = 0)"
)
TWO_COLUMNS = "CREATE VIRTUAL TABLE article_terms USING fts5(title, body, tokenize = 'ascii')"
FORGET = """CREATE TRIGGER articles_forget_terms AFTER DELETE ON articles
    BEGIN DELETE FROM article_terms WHERE rowid = old.id; END"""
FACTS = sa.text(
    "SELECT id, site_id, dated_at, language, kind, paywall, section, authors"
    " FROM articles WHERE id > :last ORDER BY id LIMIT :batch"
).columns(
    dated_at=sa.DateTime(timezone=True), authors=sa.JSON().with_variant(JSONB(), "postgresql")
)
PLACES = sa.text(
    "SELECT article_id, lexeme, positions, weights FROM article_terms, unnest(vector)"
    " WHERE article_id BETWEEN :first AND :last"
)


def upgrade() -> None:
    """Write the index anew."""
    if op.get_bind().dialect.name == "postgresql":
        for number, loose in _postgres_terms():
            wider = "UPDATE article_terms SET vector = vector || array_to_tsvector(:loose)"
            known = sa.text(f"{wider} WHERE article_id = :number")
            op.get_bind().execute(known, {"loose": loose, "number": number})
        return
    op.execute("DROP TRIGGER articles_forget_terms")
    op.execute("ALTER TABLE article_terms RENAME TO old_terms")
    op.execute(ONE_COLUMN)
    new = sa.text("INSERT INTO article_terms(rowid, terms) VALUES (:number, :terms)")
    old = sa.text("SELECT title, body FROM old_terms WHERE rowid = :number")
    for number, found_by in _facets():
        words = op.get_bind().execute(old, {"number": number}).one_or_none()
        title, body = words or ("", "")
        loose = [*found_by, *emphasis(title.split(), body.split())]
        line = " ".join([title, EVERY, body, *loose])
        op.get_bind().execute(new, {"number": number, "terms": line})
    op.execute("DROP TABLE old_terms")
    op.execute(FORGET)


def downgrade() -> None:
    """Take out what was added."""
    if op.get_bind().dialect.name == "postgresql":
        loose = "SELECT array_agg(lexeme) FROM unnest(vector) WHERE positions IS NULL"
        op.execute(f"UPDATE article_terms SET vector = ts_delete(vector, ({loose}))")  # noqa: S608
        return
    op.execute("DROP TRIGGER articles_forget_terms")
    op.execute("ALTER TABLE article_terms RENAME TO new_terms")
    op.execute(TWO_COLUMNS)
    old = sa.text("INSERT INTO article_terms(rowid, title, body) VALUES (:number, :title, :body)")
    for number, line in op.get_bind().execute(sa.text("SELECT rowid, terms FROM new_terms")):
        title, _, rest = f" {line}".partition(f" {EVERY} ")
        body = rest.partition(f" {FACET}")[0]
        values = {"number": number, "title": title.strip(), "body": body}
        op.get_bind().execute(old, values)
    op.execute("DROP TABLE new_terms")
    op.execute(FORGET)


def _facets() -> Iterator[tuple[int, list[str]]]:
    last = 0
    while rows := op.get_bind().execute(FACTS, {"last": last, "batch": BATCH}).all():
        for number, *facts in rows:
            yield number, facets(Facts(*facts))
        last = rows[-1][0]


def _postgres_terms() -> Iterator[tuple[int, list[str]]]:
    """The terms to be added to each article."""
    batch: list[tuple[int, list[str]]] = []
    for one in _facets():
        batch.append(one)
        if len(batch) == BATCH:
            yield from _with_emphasis(batch)
            batch = []
    if batch:
        yield from _with_emphasis(batch)


def _with_emphasis(batch: Sequence[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    titles: dict[int, list[tuple[int, str]]] = {}
    bodies: dict[int, list[tuple[int, str]]] = {}
    span: dict[str, Any] = {"first": batch[0][0], "last": batch[-1][0]}
    for number, term, places, weights in op.get_bind().execute(PLACES, span):
        for place, weight in zip(places or (), weights or (), strict=True):
            part = titles if weight == "A" else bodies
            part.setdefault(number, []).append((place, term))
    for number, found_by in batch:
        title, body = (
            [term for _, term in sorted(part.get(number, ()))] for part in (titles, bodies)
        )
        yield number, [EVERY, *found_by, *emphasis(title, body)]

"""Search in the words of the articles: all words must stand in the title or the text."""

from typing import Any, cast

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from cleaners.types import ArticleKind
from storage.article_rows import as_stated
from storage.filters import article_filters
from storage.index import Match, match
from storage.models import ArticleRow
from storage.snippets import snippet
from storage.terms import query
from storage.types import Filters, Hit

MAX_WORDS = 32
"""Words of a question that are looked for; the rest of a pasted text is left out."""

MAX_QUESTION = 1_000
"""Characters of a question that are read."""

MAX_HITS = 1_000_000
"""No one reads on; larger numbers do not fit into every database."""

CHUNK = 500
"""Articles loaded at a time."""


def search(session: Session, words: str, filters: Filters, limit: int, offset: int) -> list[Hit]:
    """The best hits; among equals the newest first. Words without a letter find nothing."""
    phrases = _phrases(words)
    if not phrases or limit <= 0:
        return []
    asked = match(session.get_bind().dialect.name, phrases)
    best = (
        _matching(asked, filters, ArticleRow.id, asked.rank.label("rank"))
        .order_by(asked.rank.desc(), ArticleRow.dated_at.desc(), ArticleRow.id.desc())
        .limit(min(limit, MAX_HITS))
        .offset(min(max(offset, 0), MAX_HITS))
    )
    ranks = {row[0]: float(row[1]) for row in session.execute(best)}
    rows = _rows(session, list(ranks))
    return [_hit(rows[number], rank, phrases) for number, rank in ranks.items()]


def _rows(session: Session, numbers: list[int]) -> dict[int, ArticleRow]:
    rows: dict[int, ArticleRow] = {}
    for start in range(0, len(numbers), CHUNK):
        wanted = (
            select(ArticleRow)
            .where(ArticleRow.id.in_(numbers[start : start + CHUNK]))
            .options(joinedload(ArticleRow.site), selectinload(ArticleRow.blocks))
        )
        rows |= {row.id: row for row in session.scalars(wanted)}
    return rows


def count(session: Session, words: str, filters: Filters) -> int:
    """How many articles `search` would find."""
    phrases = _phrases(words)
    if not phrases:
        return 0
    asked = match(session.get_bind().dialect.name, phrases)
    return session.scalar(_matching(asked, filters, func.count())) or 0


def _phrases(words: str) -> list[tuple[str, ...]]:
    return query(words[:MAX_QUESTION])[:MAX_WORDS]


def _matching(asked: Match, filters: Filters, *columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(asked.index)
        .join(ArticleRow, ArticleRow.id == asked.article_id)
        .where(asked.condition, *article_filters(filters))
    )


def _hit(row: ArticleRow, rank: float, phrases: list[tuple[str, ...]]) -> Hit:
    text = " ".join(b.text for b in row.blocks if b.kind not in ("caption", "credit"))
    return Hit(
        id=row.id,
        url=row.url,
        site=row.site.host,
        title=row.title,
        published_at=as_stated(row.published_as),
        language=row.language,
        snippet=snippet(text, phrases),
        rank=rank,
        kind=cast("ArticleKind", row.kind),
    )

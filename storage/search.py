"""Search: which articles answer a question, the best or the newest first.

Relevance is a matter of three ranks: all words stand in the title; the article is about them
(title, beginning, or often); they stand somewhere in it. Within a rank the newest comes first.
Both databases know these ranks from their index, so they give the same articles in the same
order, and neither reads an article that is not shown (docs/search.md).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.article_rows import as_stated, stored_article
from storage.articles import WHOLE
from storage.facets import ABOUT, IN_TITLE, marked
from storage.models import ArticleRow, SiteRow, TextRow
from storage.question import Every, Question, wanted
from storage.ranked import Rank, Reading
from storage.snippets import snippet
from storage.transactions import Transactions
from storage.types import Filters, Hit, Order, StoredArticle

FIRST, CHUNK = 20, 200
"""Hits that are loaded at first, and later, at a time."""

SHOWN = (
    *(ArticleRow.id, ArticleRow.url, ArticleRow.title),
    *(ArticleRow.published_as, ArticleRow.language, ArticleRow.kind),
)

T = TypeVar("T")
Load = Callable[[Session, "Batch"], list[T]]
Keep = Callable[[Session, list[int]], list[int]]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some articles that were found, in their order, with their ranks, and what found them."""

    ranks: dict[int, float]
    phrases: tuple[tuple[str, ...], ...]


def stream(
    transactions: Transactions,
    question: Question,
    filters: Filters,
    order: Order,
    limit: int,
    offset: int,
    load: Load[T],
    keep: Keep,
) -> Iterator[T]:
    """What answers the question and is kept, in its order, few in memory at a time."""
    phrases, reading = wanted(question), Reading(filters, _ranks(question, order))
    size, skip, left = FIRST, max(offset, 0), limit
    while left > 0 and not reading.ended:
        with transactions.read() as session:
            found = reading.next(session, min(size, skip + left))
            kept = keep(session, list(found))
            shown = {number: found[number] for number in kept[skip : skip + left]}
            loaded = load(session, Batch(shown, phrases)) if shown else []
        yield from loaded
        skip, left, size = max(skip - len(kept), 0), left - len(shown), CHUNK


def keep_all(_session: Session, numbers: list[int]) -> list[int]:
    """All that were found."""
    return numbers


def load_hits(session: Session, batch: Batch) -> list[Hit]:
    """The hits, with their snippets."""
    chosen = (
        select(*SHOWN, SiteRow.host, TextRow.text)
        .join(SiteRow, SiteRow.id == ArticleRow.site_id)
        .join(TextRow, TextRow.article_id == ArticleRow.id)
        .where(ArticleRow.id.in_(batch.ranks))
    )
    rows = {row.id: row for row in session.execute(chosen)}
    return [_hit(rows[number], batch) for number in batch.ranks]


def load_articles(session: Session, batch: Batch) -> list[StoredArticle]:
    """The whole articles."""
    chosen = select(ArticleRow).options(*WHOLE).where(ArticleRow.id.in_(batch.ranks))
    rows = {row.id: row for row in session.scalars(chosen)}
    return [stored_article(rows[number]) for number in batch.ranks]


def _ranks(question: Question, order: Order) -> list[Rank]:
    if order == "date" or not wanted(question):
        return [Rank(1.0, question, question)]
    titled, about = marked(question, IN_TITLE), marked(question, ABOUT)
    return [
        Rank(3.0, titled, titled),
        Rank(2.0, about, Every((about,), (titled,))),
        Rank(1.0, question, Every((question,), (about,))),
    ]


def _hit(row: Any, batch: Batch) -> Hit:
    shown, hits = snippet(row.text, batch.phrases)
    return Hit(
        id=row.id,
        url=row.url,
        site=row.host,
        title=row.title,
        published_at=as_stated(row.published_as),
        language=row.language,
        snippet=shown,
        hits=hits,
        rank=batch.ranks[row.id],
        kind=row.kind,
    )

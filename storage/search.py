"""Search: which articles answer a question, the best or the newest first.

Relevance is a matter of three ranks: all words stand in the title; the article is about them
(title, beginning, or often); they stand somewhere in it. Within a rank the newest comes first.
Both databases know these ranks from their index, so they give the same articles in the same
order, and neither reads an article that is not shown (docs/search.md).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar, cast

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from cleaners.types import ArticleKind
from storage.article_rows import as_stated, stored_article
from storage.articles import WHOLE
from storage.facets import ABOUT, IN_TITLE, marked
from storage.models import ArticleRow, TextRow
from storage.newest import Place, newest, scope
from storage.question import Every, Question, wanted
from storage.snippets import snippet
from storage.transactions import Transactions
from storage.types import Filters, Hit, Order, StoredArticle

FIRST, CHUNK = 20, 200
"""Hits that are loaded at first, and later, at a time."""

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
    phrases, reading = wanted(question), _Reading(question, filters, _ranks(question, order))
    size, skip, left = FIRST, max(offset, 0), limit
    while left > 0 and reading.ranks:
        with transactions.read() as session:
            found = reading.next(session, min(size, skip + left))
            kept = keep(session, list(found))
            shown = {number: found[number] for number in kept[skip : skip + left]}
            loaded = load(session, Batch(shown, phrases)) if shown else []
        yield from loaded
        skip, left, size = max(skip - len(kept), 0), left - len(shown), CHUNK


@dataclass(slots=True)
class _Reading:
    """How far the articles that answer have been read: the ranks that are left, the last place."""

    question: Question
    filters: Filters
    ranks: list[tuple[float, Question]]
    after: Place | None = None

    def next(self, session: Session, number: int) -> dict[int, float]:
        """The next articles and their ranks, so many if there are."""
        found: dict[int, float] = {}
        here = scope(session, self.question, self.filters)
        while self.ranks and len(found) < number:
            rank, asked = self.ranks[0]
            left = number - len(found)
            places = newest(session, here, asked, self.after, left) if here else []
            found |= dict.fromkeys((place.id for place in places), rank)
            self.after = places[-1] if len(places) == left else None
            if self.after is None:
                self.ranks = self.ranks[1:]
        return found


def keep_all(_session: Session, numbers: list[int]) -> list[int]:
    """All that were found."""
    return numbers


def load_hits(session: Session, batch: Batch) -> list[Hit]:
    """The hits, with their snippets."""
    chosen = (
        select(ArticleRow)
        .where(ArticleRow.id.in_(batch.ranks))
        .options(joinedload(ArticleRow.site))
        .options(joinedload(ArticleRow.written).load_only(TextRow.text))
    )
    rows = {row.id: row for row in session.scalars(chosen)}
    return [_hit(rows[number], batch) for number in batch.ranks]


def load_articles(session: Session, batch: Batch) -> list[StoredArticle]:
    """The whole articles."""
    chosen = select(ArticleRow).options(*WHOLE).where(ArticleRow.id.in_(batch.ranks))
    rows = {row.id: row for row in session.scalars(chosen)}
    return [stored_article(rows[number]) for number in batch.ranks]


def _ranks(question: Question, order: Order) -> list[tuple[float, Question]]:
    """The questions of the ranks, of which an article answers one."""
    if order == "date" or not wanted(question):
        return [(1.0, question)]
    titled, about = marked(question, IN_TITLE), marked(question, ABOUT)
    return [
        (3.0, titled),
        (2.0, Every((about,), (titled,))),
        (1.0, Every((question,), (about,))),
    ]


def _hit(row: ArticleRow, batch: Batch) -> Hit:
    return Hit(
        id=row.id,
        url=row.url,
        site=row.site.host,
        title=row.title,
        published_at=as_stated(row.published_as),
        language=row.language,
        snippet=snippet(row.written.text, batch.phrases),
        rank=batch.ranks[row.id],
        kind=cast("ArticleKind", row.kind),
    )

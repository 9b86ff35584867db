"""What people corrected in single articles; it is applied whenever such an article is stored."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import Select, bindparam, delete, or_, select, update
from sqlalchemy import insert as insert_rows
from sqlalchemy.orm import Session

from cleaners.corrections import Action, Correction, corrected
from cleaners.memory import fingerprint
from cleaners.types import Article, Block, BlockKind, Link, Removal
from storage.correction_row import CorrectionRow
from storage.keys import host_of
from storage.models import ArticleRow, SiteRow
from storage.sanitise import safe
from storage.upsert import table


@dataclass(frozen=True, slots=True)
class StoredCorrection:
    """A correction in the store: its number, whose it is, when it was made."""

    id: int
    site: str
    article_id: int | None
    url: str | None
    made_at: datetime
    correction: Correction


_MINE = (
    select(CorrectionRow)
    .where(
        or_(
            CorrectionRow.page_id == bindparam("page"),
            CorrectionRow.article_id == bindparam("article"),
        )
    )
    .order_by(CorrectionRow.id)
)
"""Made once: each article that is stored anew asks it."""


def apply(session: Session, article: Article, page_id: int, article_id: int | None) -> Article:
    """The article with what people corrected in it, or in that page."""
    rows = session.scalars(_MINE, {"page": page_id, "article": article_id}).all()
    return corrected(article, map(correction_in, rows)) if rows else article


def add(session: Session, article: ArticleRow, correction: Correction) -> int:
    """Note a correction of an article, once; returns its number."""
    block = safe(correction.block)
    undoes = correction.undoes
    print_ = fingerprint(block.text)
    same = select(CorrectionRow.id).where(
        CorrectionRow.page_id == article.page_id,
        CorrectionRow.action == correction.action,
        CorrectionRow.fingerprint == print_,
        CorrectionRow.place == correction.place,
    )
    if (known := session.scalar(same)) is not None:
        return known
    values = {
        "site_id": article.site_id,
        "page_id": article.page_id,
        "article_id": article.id,
        "action": correction.action,
        "fingerprint": print_,
        "place": correction.place,
        "n": block.n,
        "kind": block.kind,
        "level": block.level,
        "text": block.text,
        "links": [[link.url, link.text] for link in block.links],
        "linked": block.linked,
        "bold": block.bold,
        "step": undoes.step if undoes else None,
        "was": undoes.why if undoes else None,
        "why": safe(correction.why),
        "made_at": datetime.now(UTC),
    }
    rows = table(CorrectionRow)
    made = session.execute(insert_rows(rows).returning(rows.c.id), values)
    return int(made.scalar_one())


def drop(session: Session, number: int) -> None:
    """Forget a correction."""
    session.execute(delete(table(CorrectionRow)).where(CorrectionRow.id == number))


def move(session: Session, article_id: int, into: int) -> None:
    """Give the corrections of an article to the one that it turned out to be a twin of."""
    mine = CorrectionRow.article_id == article_id
    session.execute(update(table(CorrectionRow)).where(mine).values(article_id=into))


def erase_named(session: Session, is_named: Callable[[Removal], bool]) -> None:
    """Forget the cuts that name what must not be named, and the reasons that restoring undid."""
    for row in session.scalars(select(CorrectionRow)).all():
        if not is_named(Removal(row.n, row.step or "", row.was or row.why, row.text)):
            continue
        if row.action == "cut":
            session.delete(row)
        row.was = None


def correction(session: Session, number: int) -> StoredCorrection | None:
    """The correction of that number."""
    row = session.execute(_all().where(CorrectionRow.id == number)).first()
    return None if row is None else _stored(row)


def corrections(
    session: Session, site: str | None = None, article_id: int | None = None
) -> list[StoredCorrection]:
    """The corrections of a site or an article, or all, the oldest first."""
    wanted = _all().order_by(CorrectionRow.id)
    if site is not None:
        wanted = wanted.where(SiteRow.host == host_of(site))
    if article_id is not None:
        wanted = wanted.where(CorrectionRow.article_id == article_id)
    return [_stored(row) for row in session.execute(wanted)]


def _all() -> Select[*tuple[Any, ...]]:
    return (
        select(CorrectionRow, SiteRow.host, ArticleRow.url)
        .join(SiteRow, SiteRow.id == CorrectionRow.site_id)
        .outerjoin(ArticleRow, ArticleRow.id == CorrectionRow.article_id)
    )


def _stored(found: Any) -> StoredCorrection:
    row, host, url = found
    return StoredCorrection(row.id, host, row.article_id, url, row.made_at, correction_in(row))


def correction_in(row: CorrectionRow) -> Correction:
    """The row in our own terms."""
    block = Block(
        n=row.n,
        kind=cast("BlockKind", row.kind),
        text=row.text,
        level=row.level,
        links=tuple(Link(url, text) for url, text in row.links),
        linked=row.linked,
        bold=row.bold,
    )
    undoes = None if row.step is None else Removal(row.n, row.step, row.was or "", row.text)
    return Correction(cast("Action", row.action), block, row.place, row.why, undoes)

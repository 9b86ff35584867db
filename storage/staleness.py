"""Which articles a grown memory would change: those that asked, where a later mark may answer.

Cleaned again, a page asks the same questions. So only a mark on one of these, newer than what its
memory knew, can change its article.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    CompoundSelect,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    or_,
    select,
    union,
    update,
)
from sqlalchemy.orm import Session, aliased

from cleaners.memory import other_side
from storage.compiled import run
from storage.keys import host_of
from storage.marks import chunks
from storage.models import ArticleRow, MarkRow, PrintRow, SiteRow
from storage.prints import ASKED, HIGHER, LOWER, MARKS, keys_of, sides
from storage.upsert import table

FIRST_ASKED = 1 << ASKED
"""What flags are divided by to read the questions as marks."""

MAX_MARKS = 300_000
"""Marks of blocks that are kept of one site, about 20 MB with their index. Beyond that those go
that never met a second witness, the oldest first."""


def stale_articles(session: Session, site: str) -> list[int]:
    """The articles of a site that cleaning with today's memory may change, since it was settled.

    Nothing is read but the marks since then and who asked for them: a site that is ten times as
    large costs no more.
    """
    number, settled = _site(session, site)
    if number is None:
        return []
    by_blocks = run(session, _by_blocks, {"site": number, "settled": settled})
    return sorted({*by_blocks.scalars(), *_by_titles(session, number, settled)})


def _by_blocks(_dialect: str) -> CompoundSelect[int]:
    """The articles that asked for a block, and did not know a later mark of another article; and
    those that are known to be stale."""
    site: BindParameter[int] = bindparam("site", type_=BigInteger())
    settled: BindParameter[int] = bindparam("settled", type_=BigInteger())
    flagged = select(ArticleRow.id).where(ArticleRow.site_id == site, ArticleRow.stale)
    witness, marked, asked, asker = (
        aliased(ArticleRow),
        aliased(PrintRow),
        aliased(PrintRow),
        aliased(ArticleRow),
    )
    found = (
        select(asked.article_id)
        .select_from(witness)
        .join(marked, marked.article_id == witness.id)
        .join(asked, and_(asked.site_id == marked.site_id, asked.key == marked.key))
        .join(asker, asker.id == asked.article_id)
        .where(witness.site_id == site, witness.marked > settled, marked.clock > settled)
        .where(asked.flags > MARKS, asked.article_id != marked.article_id)
        .where(marked.flags.op("&")(asked.flags // FIRST_ASKED) > 0)
        .where(asker.recalled < marked.clock)
    )
    return union(flagged, found)


def _by_titles(session: Session, site: int, settled: int) -> Iterator[int]:
    """The articles that asked for a title or an address of which another left a mark since.

    These are few, so that their keys are asked for: SQLite would look through the whole site.
    """
    by_key: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
    # `+ 0` keeps the databases from reading all marks of the site by their index; of one that was
    # never settled all are wanted, and of no other site any
    here = MarkRow.site_id + 0 == site if settled else MarkRow.site_id == site
    named = select(MarkRow.key, MarkRow.id, MarkRow.article_id)
    for key, mark, witness in session.execute(named.where(MarkRow.id > settled, here)):
        by_key[key].append((mark, witness))
    asked = (
        select(PrintRow.key, PrintRow.flags, PrintRow.article_id, ArticleRow.recalled)
        .join(ArticleRow, ArticleRow.id == PrintRow.article_id)
        .where(PrintRow.site_id == site, PrintRow.flags > MARKS)
        .where(ArticleRow.recalled.is_not(None))
    )
    for some in chunks(sides(by_key)):
        for low, flags, article, recalled in session.execute(asked.where(PrintRow.key.in_(some))):
            of_others = (
                mark
                for key in keys_of(low, flags >> ASKED)
                for mark, witness in by_key.get(key, ())
                if witness != article
            )
            if any(mark > (recalled or 0) for mark in of_others):
                yield article


def outdated_articles(session: Session, site: str, rules_version: str) -> list[int]:
    """The articles of a site that today's memory or rules may change, looked for among all."""
    number, _ = _site(session, site)
    asked, marked = aliased(PrintRow), aliased(PrintRow)
    of_block = (
        exists()
        .where(asked.article_id == ArticleRow.id, asked.flags > MARKS)
        .where(marked.site_id == asked.site_id, marked.key == asked.key, marked.bare == 0)
        .where(marked.article_id != asked.article_id, marked.clock > ArticleRow.recalled)
        .where(marked.flags.op("&")(asked.flags // FIRST_ASKED) > 0)
    )
    low, flag = _sided(MarkRow.key)
    of_title = (
        exists()
        .where(MarkRow.site_id == number, MarkRow.id > ArticleRow.recalled)
        .where(or_(MarkRow.article_id.is_(None), MarkRow.article_id != ArticleRow.id))
        .where(asked.site_id == number, asked.key == low, asked.article_id == ArticleRow.id)
        .where(asked.flags.op("&")(flag) > 0)
    )
    old = or_(
        ArticleRow.rules_version != rules_version,
        ArticleRow.recalled.is_(None),
        ArticleRow.stale,
        of_block,
        of_title,
    )
    question = select(ArticleRow.id).where(ArticleRow.site_id == number, old)
    return list(session.scalars(question.order_by(ArticleRow.id)))


def _sided(key: Any) -> tuple[Any, Any]:
    """What `prints` writes down for a question by this key: the lower key, and the flag."""
    kept = other_side(0)
    other = key.op("|")(kept) - key.op("&")(kept)
    lower = key < other
    return case((lower, key), else_=other), case((lower, LOWER << ASKED), else_=HIGHER << ASKED)


def settle(session: Session, site: str, clock: int) -> None:
    """Note that no article of the site is stale by the marks until this one; forget what is old."""
    number, settled = _site(session, site)
    if number is None:
        return
    later = max(clock, settled)
    session.execute(update(table(SiteRow)).where(SiteRow.id == number).values(settled=later))
    _forget(session, number)


def _forget(session: Session, site: int, limit: int = MAX_MARKS) -> None:
    """Hold the marks of a site's blocks to the limit; what repeats stays."""
    of_blocks = and_(PrintRow.site_id == site, PrintRow.bare == 0)
    number = session.scalar(select(func.count()).select_from(PrintRow).where(of_blocks)) or 0
    if number <= limit:
        return
    oldest = func.min(PrintRow.clock)
    alone = select(PrintRow.key).where(of_blocks).group_by(PrintRow.key).having(func.count() == 1)
    gone = list(session.scalars(alone.order_by(oldest, PrintRow.key).limit(number - limit)))
    for some in chunks(gone):
        these = and_(of_blocks, PrintRow.key.in_(some))
        asked = PrintRow.flags.op("&")(MARKS << ASKED)
        left = {"bare": 1, "flags": asked, "clock": 0}
        session.execute(update(table(PrintRow)).where(these, asked > 0).values(left))
        session.execute(delete(table(PrintRow)).where(these))


def _site(session: Session, site: str) -> tuple[int | None, int]:
    wanted = select(SiteRow.id, SiteRow.settled).where(SiteRow.host == host_of(site))
    row = session.execute(wanted).first()
    return (None, 0) if row is None else (row.id, row.settled)

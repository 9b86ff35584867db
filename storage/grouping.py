"""Finds the copies of a story when they are stored, and keeps them in groups.

A text is looked up by eight numbers of its sketch, each of which finds the newest articles that
have it too, so the time does not grow with the corpus. Those whose sketches are alike are read
and compared exactly. A group is all that hangs together by such pairs, whatever came first.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from sqlalchemy import CompoundSelect, bindparam, delete, func, select, text, union_all
from sqlalchemy import insert as insert_rows
from sqlalchemy.orm import Session

from storage.compiled import run
from storage.copy_rows import CopyRow, ShingleRow, SketchRow
from storage.models import TextRow
from storage.shingles import KEYS, Shingled, keys_of, likeness, same_story, shingled, sketch_of
from storage.terms import terms
from storage.upsert import Insert, insert_into, put, table

NEWEST = 32
"""Articles that a number finds; what many texts share is furniture, and copies come soon."""

READ, READ_OF_GROUP = 8, 2
"""Texts that are read to compare, the likest first; and of one group."""

LIKELY = 0.1
"""Sketches of one story are this alike at least: same_story asks for 0.2."""

MAX_REGROUPED = 40
"""Members of a group that are compared with each other when one leaves it."""

LOCKS = 1_024
"""Locks that writers share: a migration takes all of them, and a server has some thousands."""

MAX_TERMS = 16_000
"""Terms of a text that are compared, as many as the search index holds."""


def group(
    session: Session,
    article_id: int,
    words: Sequence[str],
    *,
    new: bool,
    ready: Shingled | None = None,
) -> None:
    """Put an article that was just stored where its copies are.

    `words` are the terms of its text; none for a page of a kind that has no copies. A `new` article
    was never stored before. `ready` are the shingles of these words, where they were made before.
    """
    mine = ready if ready is not None and words else shingled(words)
    sketch = sketch_of(mine)
    if not new and _unchanged(session, article_id, sketch):
        return
    if not sketch:
        return
    keys = keys_of(sketch)
    lock(session, keys)
    found = _likely(session, sketch, keys)
    put(session, SketchRow, {"article_id": article_id, "sketch": sketch})
    run(session, _found_by, {"article_id": article_id, **_numbered(keys)})
    same = copies(session, mine, found)
    if same:
        join(session, [article_id, *same])


def leave(session: Session, articles: Iterable[int]) -> None:
    """Take articles out of their groups: they are deleted, or have other texts now."""
    numbers = sorted(articles)
    rows = session.execute(select(SketchRow).where(SketchRow.article_id.in_(numbers))).scalars()
    for row in rows.all():
        mine = ShingleRow.article_id == row.article_id
        found = ShingleRow.key.in_(keys_of(row.sketch))
        session.execute(delete(table(ShingleRow)).where(found, mine))
    _one_at_a_time(session)
    left = set(groups_of(session, numbers).values())
    for rows_of in (SketchRow, CopyRow):
        session.execute(delete(table(rows_of)).where(rows_of.article_id.in_(numbers)))
    for group_id in sorted(left):
        _regroup(session, group_id)


def _unchanged(session: Session, article_id: int, sketch: bytes) -> bool:
    """Whether the article has this sketch; if it has another, it leaves its group."""
    mine = select(SketchRow.sketch).where(SketchRow.article_id == article_id)
    before = session.scalar(mine) or b""
    if before and before != sketch:
        leave(session, [article_id])
    return before == sketch


def lock(session: Session, keys: Sequence[int]) -> None:
    """Let writers of texts that share a number come one after the other; SQLite does so anyway."""
    if session.get_bind().dialect.name == "postgresql":
        asked = "SELECT pg_advisory_xact_lock(7301, k) FROM unnest(cast(:keys AS int[])) AS k"
        session.execute(text(asked), {"keys": sorted({key % LOCKS for key in keys})})


def _one_at_a_time(session: Session) -> None:
    """Let one writer at a time make groups of others; most articles have no copy."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(7302, 0)"))


def _likely(session: Session, sketch: bytes, keys: Sequence[int]) -> list[int]:
    """The articles whose sketches are like this one, the likest first."""
    found = set(run(session, _finding, _numbered(keys)).scalars())
    return likely(sketch, sketches(session, found)) if found else []


def alike(session: Session, text: Shingled) -> list[int]:
    """The articles whose sketches are like that of this text, the likest first."""
    sketch = sketch_of(text)
    return _likely(session, sketch, keys_of(sketch)) if sketch else []


def sketches(session: Session, numbers: Collection[int]) -> dict[int, bytes]:
    """The sketches of these articles."""
    wanted = select(SketchRow.article_id, SketchRow.sketch)
    return dict(session.execute(wanted.where(SketchRow.article_id.in_(numbers))).all())


def likely(sketch: bytes, others: Mapping[int, bytes]) -> list[int]:
    """Those of these articles whose sketches are like this one, the likest first."""
    alike = [(likeness(sketch, other), number) for number, other in others.items()]
    best = sorted((-share, number) for share, number in alike if share >= LIKELY)
    return [number for _, number in best]


def _numbered(keys: Sequence[int]) -> dict[str, int]:
    """The numbers as values of a statement; the last one again where there are fewer."""
    return {f"key{place}": keys[min(place, len(keys) - 1)] for place in range(KEYS)}


def _found_by(dialect: str) -> Insert:
    """Have an article found by its numbers."""
    rows: list[dict[str, Any]] = [
        {"key": bindparam(f"key{place}"), "article_id": bindparam("article_id")}
        for place in range(KEYS)
    ]
    return insert_into(dialect, table(ShingleRow)).values(rows).on_conflict_do_nothing()


def _finding(_dialect: str) -> CompoundSelect[int]:
    """The newest articles of each of the numbers, as one question."""
    parts = []
    for place in range(KEYS):
        of_key = select(ShingleRow.article_id).where(ShingleRow.key == bindparam(f"key{place}"))
        newest = of_key.order_by(ShingleRow.article_id.desc()).limit(NEWEST).subquery()
        parts.append(select(newest.c.article_id))
    return union_all(*parts)


def copies(session: Session, mine: Shingled, found: Sequence[int]) -> list[int]:
    """Which of these articles are the same story, by their texts; two of a group stand for it."""
    groups = groups_of(session, found) if found else {}
    seen: dict[int, int] = {}
    chosen: list[int] = []
    for number in found:
        of_group = groups.get(number, number)
        seen[of_group] = seen.get(of_group, 0) + 1
        if seen[of_group] <= READ_OF_GROUP and len(chosen) < READ:
            chosen.append(number)
    texts = _texts(session, chosen) if chosen else {}
    return [number for number in chosen if same_story(mine, texts[number])]


def _texts(session: Session, numbers: Collection[int]) -> dict[int, Shingled]:
    wanted = select(TextRow.article_id, TextRow.text).where(TextRow.article_id.in_(numbers))
    return {number: shingled(compared(written)) for number, written in session.execute(wanted)}


def compared(written: str) -> list[str]:
    """The terms of a text that are compared."""
    return terms(written)[:MAX_TERMS]


def groups_of(session: Session, numbers: Collection[int]) -> dict[int, int]:
    """The groups of these articles, of those that have one."""
    wanted = select(CopyRow.article_id, CopyRow.group_id).where(CopyRow.article_id.in_(numbers))
    return dict(session.execute(wanted).all())


def join(session: Session, numbers: Collection[int]) -> None:
    """Make these articles, and all that are in their groups, one group."""
    _one_at_a_time(session)
    groups = groups_of(session, numbers)
    alone = set(numbers) - set(groups)
    first = min(alone | set(groups.values()))
    moved = CopyRow.group_id.in_(set(groups.values()) - {first})
    session.execute(table(CopyRow).update().where(moved).values(group_id=first))
    rows = [{"article_id": number, "group_id": first} for number in sorted(alone)]
    if rows:
        session.execute(insert_rows(table(CopyRow)), rows)


def _regroup(session: Session, group_id: int) -> None:
    """Find anew what hangs together in a group that one has left; a large one stays together."""
    of_group = CopyRow.group_id == group_id
    size = select(func.count(), func.min(CopyRow.article_id)).where(of_group)
    number, first = session.execute(size).one()
    if number > MAX_REGROUPED:
        session.execute(table(CopyRow).update().where(of_group).values(group_id=first))
        return
    members = list(session.scalars(select(CopyRow.article_id).where(of_group)))
    session.execute(delete(table(CopyRow)).where(of_group))
    texts = _texts(session, members) if len(members) > 1 else {}
    for one, other in combinations(sorted(texts), 2):
        if same_story(texts[one], texts[other]):
            join(session, [one, other])

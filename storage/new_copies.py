"""Finds the copies of new articles, many at once: what `storage.grouping` does one by one.

Each is compared with all that were stored before it, those of the same transaction among them.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from storage.copy_rows import ShingleRow, SketchRow
from storage.grouping import NEWEST, copies, join, likely, lock, sketches
from storage.shingles import Shingled, keys_of, sketch_of
from storage.upsert import add_many

FINDING = {
    "sqlite": "SELECT k.value, s.article_id FROM json_each(?) AS k CROSS JOIN shingles AS s"
    " ON s.key = k.value AND s.article_id IN (SELECT article_id FROM shingles"
    " WHERE shingles.key = k.value ORDER BY article_id DESC LIMIT {})",
    "postgresql": "SELECT k, s.article_id FROM unnest(cast(%s AS int[])) AS k"
    " CROSS JOIN LATERAL (SELECT article_id FROM shingles"
    " WHERE key = k ORDER BY article_id DESC LIMIT {}) AS s",
}


@dataclass(frozen=True, slots=True)
class NewText:
    """A new article of a kind that has copies, and the shingles of its text."""

    article_id: int
    shingles: Shingled


def group_new(session: Session, texts: Sequence[NewText]) -> None:
    """Put articles that were just stored, in the order of their numbers, where their copies are."""
    sketched = [(new, sketch) for new in texts if (sketch := sketch_of(new.shingles))]
    keys = [list(dict.fromkeys(keys_of(sketch))) for _, sketch in sketched]
    if not sketched:
        return
    everything = sorted({key for own in keys for key in own})
    lock(session, everything)
    found = _found(session, everything)
    known = {number for numbers in found.values() for number in numbers}
    others = sketches(session, known) if known else {}
    _write(session, sketched, keys)
    for (new, sketch), own in zip(sketched, keys, strict=True):
        before = {number for key in own for number in found[key][-NEWEST:]}
        alike = likely(sketch, {n: others[n] for n in before if n in others}) if before else []
        same = copies(session, new.shingles, alike) if alike else []
        if same:
            join(session, [new.article_id, *same])
        others[new.article_id] = sketch
        for key in own:
            found[key].append(new.article_id)


def _found(session: Session, keys: Sequence[int]) -> dict[int, list[int]]:
    """The newest articles of each key, the oldest of them first."""
    connection = session.connection()
    name = connection.dialect.name
    asked = keys if name == "postgresql" else json.dumps(keys)
    found: dict[int, list[int]] = defaultdict(list)
    for key, number in connection.exec_driver_sql(FINDING[name].format(NEWEST), (asked,)):
        found[key].append(number)
    for numbers in found.values():
        numbers.sort()
    return found


def _write(
    session: Session, sketched: Sequence[tuple[NewText, bytes]], keys: Sequence[Sequence[int]]
) -> None:
    rows = [{"article_id": new.article_id, "sketch": sketch} for new, sketch in sketched]
    add_many(session, SketchRow, rows)
    found_by = [
        {"key": key, "article_id": new.article_id}
        for (new, _), own in zip(sketched, keys, strict=True)
        for key in own
    ]
    add_many(session, ShingleRow, found_by)

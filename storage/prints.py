"""Which blocks stand on which articles of a site, and which of them a cleaning asked for.

One row a block and article says both, as both are asked by the block. A block has two keys in
`cleaners.memory`, beside the text and in it; here it goes by the lower one, and `flags` say for
which of the two. Written for each page that is stored, so it speaks SQL to the driver itself.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from cleaners.memory import WITNESSES, other_side

LOWER, HIGHER = 1, 2
"""Flags of a row: the article bears witness to the lower of the block's keys, to the other."""

ASKED = 2
"""So many places further left stand the flags of what was asked."""

MARKS = LOWER | HIGHER

SQL = {
    "sqlite": {
        "own": "SELECT key, flags, clock FROM prints WHERE article_id = ?",
        "others": "SELECT key, flags, clock FROM prints WHERE site_id = ? AND bare = 0"
        " AND key IN (SELECT value FROM json_each(?)) AND article_id <> ?",
        "delete": "DELETE FROM prints WHERE article_id = ?",
        "insert": "INSERT INTO prints (site_id, key, bare, article_id, flags, clock)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        "marked": "UPDATE articles SET marked = ? WHERE id = ?",
        "tick": "UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'marks' RETURNING seq",
        "begin": "INSERT INTO sqlite_sequence (name, seq) VALUES ('marks', 1) RETURNING seq",
    },
    "postgresql": {
        "own": "SELECT key, flags, clock FROM prints WHERE article_id = %s",
        "others": "SELECT key, flags, clock FROM prints WHERE site_id = %s AND bare = 0"
        " AND key = ANY(%s) AND article_id <> %s",
        "delete": "DELETE FROM prints WHERE article_id = %s",
        "insert": "INSERT INTO prints (site_id, key, bare, article_id, flags, clock)"
        " VALUES (%s, %s, %s, %s, %s, %s)",
        "marked": "UPDATE articles SET marked = %s WHERE id = %s",
        "tick": "SELECT nextval(pg_get_serial_sequence('marks', 'id'))",
        "begin": "SELECT nextval(pg_get_serial_sequence('marks', 'id'))",
    },
}


@dataclass(frozen=True, slots=True)
class Prints:
    """What is known of an article: flags and clock of each block, by its lower key."""

    flags: dict[int, int] = field(default_factory=dict)
    clocks: dict[int, int] = field(default_factory=dict)

    def marks(self) -> set[int]:
        """The keys that it bears witness to."""
        return {key for low, f in self.flags.items() for key in keys_of(low, f)}

    def asked(self) -> set[int]:
        """The keys that its cleaning asked."""
        return {key for low, f in self.flags.items() for key in keys_of(low, f >> ASKED)}


def sides(keys: Iterable[int]) -> dict[int, int]:
    """The lower keys of the blocks with these keys, and the flags that say which they are."""
    found: dict[int, int] = {}
    for key in keys:
        other = other_side(key)
        if key < other:
            found[key] = found.get(key, 0) | LOWER
        else:
            found[other] = found.get(other, 0) | HIGHER
    return found


def keys_of(low: int, flags: int) -> list[int]:
    """The keys that the flags of a row are of."""
    return [key for key, flag in ((low, LOWER), (other_side(low), HIGHER)) if flags & flag]


def own_prints(session: Session, article_id: int) -> Prints:
    """What is written down of an article."""
    rows = _run(session, "own", article_id)
    return Prints({key: f for key, f, _ in rows}, {key: clock for key, _, clock in rows})


def write_prints(
    session: Session,
    site: int,
    article_id: int,
    before: Prints,
    marks: AbstractSet[int],
    asked: AbstractSet[int],
    knew: int,
) -> set[int]:
    """Write what an article bears witness to and asked, by keys, in place of `before`.

    Returns the keys of new marks that one other article alone had: no memory knew of them, as
    they repeated nothing until now. No mark is left of what so many others have that no one
    counts on, and no question is kept that was answered so: `knew` is the asker's clock.
    """
    marked, wondered = sides(marks), sides(asked)
    count, known = _witnesses(session, site, article_id, marked.keys() | wondered.keys(), knew)
    full = {key for key, number in count.items() if number >= WITNESSES}
    new = marks - before.marks() - full
    flags = sides(marks - full | marks & before.marks()) if full else marked
    answered = {key for key, number in known.items() if number >= WITNESSES}
    for low, side in (sides(asked - answered) if answered else wondered).items():
        flags[low] = flags.get(low, 0) | side << ASKED
    if flags != before.flags or new:
        clocks = dict(before.clocks)
        if new:
            tick = _tick(session)
            clocks |= dict.fromkeys(sides(new), tick)
            _run(session, "marked", tick, article_id)
        if before.flags:
            _run(session, "delete", article_id)
        _insert(session, site, article_id, flags, clocks)
    return {key for key, number in count.items() if number == 1} & new


def _witnesses(
    session: Session, site: int, article_id: int, lows: Collection[int], knew: int
) -> tuple[Counter[int], Counter[int]]:
    """How many other articles have each block, by key, now and when that clock stood so."""
    count: Counter[int] = Counter()
    known: Counter[int] = Counter()
    wanted = list(lows) if _dialect(session) == "postgresql" else json.dumps(list(lows))
    for low, flags, clock in _run(session, "others", site, wanted, article_id):
        for key in keys_of(low, flags):
            count[key] += 1
            known[key] += clock <= knew
    return count, known


def _insert(
    session: Session, site: int, article_id: int, flags: dict[int, int], clocks: dict[int, int]
) -> None:
    rows = [
        (site, low, 0, article_id, f, clocks.get(low, 0))
        if f & MARKS
        else (site, low, 1, article_id, f, 0)
        for low, f in sorted(flags.items())
    ]
    if rows:
        insert = SQL[_dialect(session)]["insert"]
        session.connection().exec_driver_sql(insert, rows)


def _tick(session: Session) -> int:
    """The next number of a mark; within a site they grow with the transactions."""
    rows = _run(session, "tick") or _run(session, "begin")
    return int(rows[0][0])


def _run(session: Session, name: str, *values: object) -> list[tuple[int, ...]]:
    result = session.connection().exec_driver_sql(SQL[_dialect(session)][name], values)
    return [tuple(row) for row in result] if result.returns_rows else []


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name

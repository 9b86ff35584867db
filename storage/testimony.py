"""What new articles say to the memories of their sites, many at once.

It is what `storage.marks` and `storage.prints` write for one after the other: each sees what those
before it have left. The memory is asked for all of them in one question.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from cleaners.memory import WITNESSES, Recalled, other_side
from storage.numbers import take
from storage.prints import ASKED, MARKS, SQL, keys_of, sides

HAVE = {
    "sqlite": "SELECT p.site_id, p.key, sum((flags & 1) + ((flags >> 1 & 1) << 32))"
    " FROM json_each(?) AS s CROSS JOIN json_each(s.value) AS k CROSS JOIN prints AS p"
    " ON p.site_id = CAST(s.key AS integer) AND p.key = k.value AND p.bare = 0"
    " GROUP BY p.site_id, p.key",
    "postgresql": "SELECT w.site, w.block, p.number"
    " FROM unnest(cast(%s AS bigint[]), cast(%s AS bigint[])) AS w (site, block)"
    " CROSS JOIN LATERAL (SELECT cast(sum("
    "(flags & 1) + (cast(flags >> 1 & 1 AS bigint) << 32)) AS bigint) AS number FROM prints"
    " WHERE site_id = w.site AND key = w.block AND bare = 0) AS p WHERE p.number IS NOT NULL",
}
"""How many have a block; HIGH bits further left, how many have the higher of its keys. Blocks that
nobody has, which are nearly all of them, are not in the answer."""

HIGH = 32

WHO = {
    "sqlite": "SELECT p.site_id, p.key, p.flags, p.clock"
    " FROM json_each(?) AS s CROSS JOIN json_each(s.value) AS k CROSS JOIN prints AS p"
    " ON p.site_id = CAST(s.key AS integer) AND p.key = k.value AND p.bare = 0",
    "postgresql": "SELECT w.site, w.block, p.flags, p.clock"
    " FROM unnest(cast(%s AS bigint[]), cast(%s AS bigint[])) AS w (site, block)"
    " CROSS JOIN LATERAL (SELECT flags, clock FROM prints"
    " WHERE site_id = w.site AND key = w.block AND bare = 0 OFFSET 0) AS p",
}
"""The flags and clocks of all who have a block."""

MARKED = {
    "sqlite": "INSERT INTO marks (id, site_id, key, witness, article_id) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (site_id, key, witness) DO NOTHING",
    "postgresql": "INSERT INTO marks (id, site_id, key, witness, article_id)"
    " VALUES (%s, %s, %s, %s, %s) ON CONFLICT (site_id, key, witness) DO NOTHING",
}

Block = tuple[int, int]
"""A site and a key of `cleaners.memory`."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A new article: its site, the keys of its blocks, what its cleaning asked, its title.

    `titles` are the keys of the marks of its title, each with who says so.
    """

    site: int
    marks: AbstractSet[int]
    recalled: Recalled | None
    titles: Sequence[tuple[int, int]]

    @property
    def asked(self) -> AbstractSet[int]:
        """The keys that its cleaning asked."""
        return self.recalled.asked if self.recalled else frozenset()


@dataclass(slots=True)
class Testimony:
    """What is written of a witness: rows of prints and of marks, still without its number."""

    prints: list[tuple[int, int, int, int]] = field(default_factory=list)
    titles: list[tuple[int, int, int]] = field(default_factory=list)
    marked: int | None = None
    stale: bool = False


def testimonies(session: Session, witnesses: Sequence[Witness]) -> list[Testimony]:
    """What to write of each of them, the one before the other; their sites are locked."""
    count = _counts(session, witnesses)
    left: list[AbstractSet[int]] = []
    given: list[Testimony] = []
    for witness in witnesses:
        site = witness.site
        new: AbstractSet[int] = {key for key in witness.marks if count[site, key] < WITNESSES}
        alone = {key for key in new & witness.asked if count[site, key] == 1}
        for key in new:
            count[site, key] += 1
        left.append(new)
        given.append(Testimony(stale=bool(alone)))
    needed = sum(bool(new) + len(w.titles) for new, w in zip(left, witnesses, strict=True))
    numbers = iter(take(session, "marks", needed))
    for witness, new, testimony in zip(witnesses, left, given, strict=True):
        testimony.marked = next(numbers) if new else None
        testimony.titles = [(next(numbers), *title) for title in witness.titles]
    answers = _answers(session, witnesses, count)
    for witness, new, testimony in zip(witnesses, left, given, strict=True):
        answered = answers.known(witness)
        testimony.prints = _rows(new, witness.asked - answered, testimony.marked or 0)
        answers.add(witness.site, new, testimony.marked or 0)
    return given


def write_testimonies(session: Session, written: Iterable[tuple[int, Witness, Testimony]]) -> None:
    """Write what there is to say of the articles with these numbers."""
    prints: list[tuple[int, ...]] = []
    marks: list[tuple[int, ...]] = []
    for number, witness, given in written:
        site = witness.site
        prints += [(site, key, bare, number, f, clock) for key, bare, f, clock in given.prints]
        marks += [(mark, site, key, who, number) for mark, key, who in given.titles]
    connection = session.connection()
    if prints:
        connection.exec_driver_sql(SQL[connection.dialect.name]["insert"], prints)
    if marks:
        connection.exec_driver_sql(MARKED[connection.dialect.name], marks)


def _rows(
    new: AbstractSet[int], asked: AbstractSet[int], clock: int
) -> list[tuple[int, int, int, int]]:
    flags = sides(new)
    for low, side in sides(asked).items():
        flags[low] = flags.get(low, 0) | side << ASKED
    return [(low, 0, f, clock) if f & MARKS else (low, 1, f, 0) for low, f in sorted(flags.items())]


class _Answers:
    """Who is known to have had a block at which clock, of blocks that enough have now."""

    def __init__(self, clocks: dict[Block, list[int]]) -> None:
        self._clocks = clocks

    def known(self, witness: Witness) -> set[int]:
        """What it asked that was answered, as so many had it at its clock."""
        if witness.recalled is None or not self._clocks:
            return set()
        site, knew = witness.site, witness.recalled.clock
        return {
            key
            for key in witness.asked
            if sum(clock <= knew for clock in self._clocks.get((site, key), ())) >= WITNESSES
        }

    def add(self, site: int, keys: Iterable[int], clock: int) -> None:
        """These have it now, too."""
        if self._clocks:
            for key in keys:
                if (site, key) in self._clocks:
                    self._clocks[site, key].append(clock)


def _answers(session: Session, witnesses: Sequence[Witness], count: Counter[Block]) -> _Answers:
    many = {(w.site, key) for w in witnesses for key in w.asked if count[w.site, key] >= WITNESSES}
    clocks: dict[Block, list[int]] = {block: [] for block in many}
    for site, low, flags, clock in _ask(session, WHO, ((site, [key]) for site, key in many)):
        for key in keys_of(low, flags):
            if (site, key) in clocks:
                clocks[site, key].append(clock)
    return _Answers(clocks)


def _counts(session: Session, witnesses: Iterable[Witness]) -> Counter[Block]:
    """How many stored articles have each block, by site and key."""
    count: Counter[Block] = Counter()
    wanted = ((w.site, keys) for w in witnesses for keys in (w.marks, w.asked))
    for site, low, number in _ask(session, HAVE, wanted):
        count[site, low] = number & ((1 << HIGH) - 1)
        count[site, other_side(low)] = number >> HIGH
    return count


def _ask(
    session: Session, question: dict[str, str], wanted: Iterable[tuple[int, Iterable[int]]]
) -> Iterator[tuple[int, ...]]:
    """Ask about blocks of sites, by any of their keys; they are named by the lower one."""
    lows: dict[int, set[int]] = defaultdict(set)
    for site, keys in wanted:
        lows[site].update(sides(keys))
    connection = session.connection()
    values: tuple[Any, ...]
    if connection.dialect.name == "postgresql":
        pairs = [(site, low) for site, found in lows.items() for low in found]
        values = tuple(map(list, zip(*pairs, strict=True))) if pairs else ([], [])
    else:
        values = (json.dumps({site: list(found) for site, found in lows.items()}),)
    if any(lows.values()):
        asked = connection.exec_driver_sql(question[connection.dialect.name], values)
        yield from asked.all()

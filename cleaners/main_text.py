"""Which blocks of a page are the main text. Today trafilatura votes on the untouched page.

The vote chooses among our own blocks; its text never enters an article. Where it and our blocks
disagree too much, all blocks between the first and the last that it chose stay, with a note.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import trafilatura

from cleaners.types import Block, Note
from cleaners.wording import MAX_LINKED, is_prose, linked_share

MIN_PART = 25
"""Letters from which a block may match inside a longer line of the vote."""

MAX_UNMATCHED = 0.1
"""Share of the vote's letters that may be missing from our blocks before it is a mismatch."""


PARTS = frozenset("p h1 h2 h3 h4 h5 h6 li ul ol blockquote figure figcaption pre dl dd dt".split())
"""Elements that are a part of a text, not what holds it."""

MIN_SIBLINGS = 2
"""Chosen paragraphs in one element from which its other prose is text as well."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The numbers of the blocks that are main text, how sure that is (0 to 1), and doubts."""

    chosen: frozenset[int]
    confidence: float
    notes: tuple[Note, ...] = ()

    def against(self, n: int) -> str | None:
        """Why a block is no main text, or None if it is."""
        return None if n in self.chosen else "not in the main text that trafilatura finds"


def judge(html: str, blocks: Sequence[Block], description: str | None = None) -> Judgement:
    """The main text of a page, as numbers of its blocks, by the vote of trafilatura.

    `description` is the page's own summary: where it is printed above the text, it is text.
    """
    voted = trafilatura.extract(html, include_comments=False, include_tables=True) or ""
    lines = [key for line in voted.split("\n") if (key := _letters(line))]
    keys = [_letters(block.text) for block in blocks]
    chosen = _matched(lines, keys)
    unmatched = _unmatched(lines, [keys[place] for place in chosen])
    if not chosen:
        return _prose_only(blocks)
    notes: tuple[Note, ...] = ()
    if unmatched > MAX_UNMATCHED:
        notes = (
            Note("vote-mismatch", f"{unmatched:.0%} of the vote's text is in none of the blocks"),
        )
        sure = [i for i in chosen if is_prose(blocks[i])] or chosen
        chosen = list(range(sure[0], sure[-1] + 1))
    chosen = [*_summary(keys[: chosen[0]], description), *_with_siblings(chosen, blocks)]
    return Judgement(frozenset(blocks[i].n for i in chosen), 1 - unmatched, notes)


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _matched(lines: Sequence[str], keys: Sequence[str]) -> list[int]:
    """The places of the blocks whose text is a line of the vote, or a long part of one."""
    whole, everything = set(lines), "\n".join(lines)
    return [
        place
        for place, key in enumerate(keys)
        if key and (key in whole or (len(key) >= MIN_PART and key in everything))
    ]


def _unmatched(lines: Sequence[str], chosen: Sequence[str]) -> float:
    """The share of the vote's letters that the chosen blocks do not hold."""
    total = sum(map(len, lines))
    if not total:
        return 1.0
    mine = "".join(chosen)
    missing = sum(len(line) for line in lines if line not in mine and not _covers(chosen, line))
    return missing / total


def _covers(chosen: Sequence[str], line: str) -> bool:
    """Whether a line is made of chosen blocks."""
    return sum(len(key) for key in chosen if len(key) >= MIN_PART and key in line) >= 0.9 * len(
        line
    )


def _summary(keys: Sequence[str], description: str | None) -> list[int]:
    """The place of the block above the text that is the page's description, as a list."""
    wanted = _letters(description or "")
    if len(wanted) < MIN_PART:
        return []
    found = [i for i, key in enumerate(keys) if len(key) >= MIN_PART and _same(key, wanted)]
    return found[-1:]


def _same(key: str, wanted: str) -> bool:
    """Whether one is the other, or the beginning of it, as a cut description is."""
    return key == wanted or (min(len(key), len(wanted)) >= 60 and key[:60] == wanted[:60])


def _with_siblings(chosen: Sequence[int], blocks: Sequence[Block]) -> list[int]:
    """The chosen blocks, and what stands among them in the same elements and is no link.

    The vote often misses subheadings, short lines, list entries and captions.
    """
    homes = Counter(_home(blocks[i]) for i in chosen if is_prose(blocks[i]))
    among = range(min(chosen), max(chosen) + 1)
    kept = set(chosen)
    missed = (i for i in among if i not in kept and linked_share(blocks[i]) < MAX_LINKED)
    return sorted(kept | {i for i in missed if homes[_home(blocks[i])] >= MIN_SIBLINGS})


def _home(block: Block) -> int:
    """A name for the element that holds a paragraph and its siblings."""
    for container in block.ancestors():
        if container.tag not in PARTS:
            return id(container)
    return 0


def _prose_only(blocks: Sequence[Block]) -> Judgement:
    """Where nobody finds a main text: the prose of the page, with a note."""
    note = Note("no-main-text", "no main text was found; all sentences of the page were kept")
    prose = [b.n for b in blocks if is_prose(b)]
    return Judgement(frozenset(prose or (b.n for b in blocks if not b.linked)), 0.0, (note,))

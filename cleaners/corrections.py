"""What a person corrected in one article: a block cut that was kept, or kept that was cut.

A correction knows its block by its words and by which of the page's blocks with these words it is,
so that it holds when the page is cleaned again, and when it is fetched again with other blocks
around. It is applied after all steps, and it is on record as they are.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Literal

from cleaners.memory import fingerprint
from cleaners.types import Article, Block, Note, RelatedLink, Removal

Action = Literal["restore", "cut"]

CUT_BY_HAND = "cut-by-hand"
"""The step in whose name a person cuts."""

RESTORED_BY_HAND = "restored-by-hand"
"""The note of an article that says what a person put back, and why."""

_NUMBER = attrgetter("n")


@dataclass(frozen=True, slots=True)
class Correction:
    """One block to cut or to put back, and why; `place` counts the blocks of these words from 0.

    `block` is what was cut, or what is put back. `undoes` is the removal that putting back undoes.
    """

    action: Action
    block: Block
    place: int
    why: str
    undoes: Removal | None = None

    def contradicts(self, other: "Correction") -> bool:
        """Whether the other one wants the opposite of the same block."""
        return self.action != other.action and self.is_of(other)

    def is_of(self, other: "Correction") -> bool:
        """Whether both mean the same block."""
        same = fingerprint(self.block.text) == fingerprint(other.block.text)
        return same and self.place == other.place


class NoSuchBlockError(LookupError):
    """The article has no block of that number that could be corrected so; the message says why."""


def cut_of(article: Article, n: int, why: str) -> Correction:
    """The correction that cuts block `n` of an article. Raises `NoSuchBlockError`."""
    block = next((block for block in article.blocks if block.n == n), None)
    if block is None:
        raise NoSuchBlockError(_why_not(article, n))
    return Correction("cut", replace(block, container=None), _place(article, block), why)


def restoring(
    article: Article, n: int, why: str, page: Sequence[Block] | None = None
) -> Correction:
    """The correction that puts block `n` back. Raises `NoSuchBlockError`.

    `page` are the blocks of the page, which know its kind and links; without them it is a
    paragraph.
    """
    removal = next((removal for removal in article.removals if removal.n == n), None)
    if removal is None:
        raise NoSuchBlockError(_why_not(article, n))
    block = Block(n, "paragraph", removal.text)
    alike = [one for one in page or () if fingerprint(one.text) == fingerprint(removal.text)]
    place = _place(article, removal)
    if alike:
        as_read = alike[min(place, len(alike) - 1)]
        block = replace(as_read, n=n, text=removal.text, container=None, hidden=None, pictures=0)
    return Correction("restore", block, place, why, removal)


def corrected(article: Article, corrections: Iterable[Correction]) -> Article:
    """The article after a person's corrections; one whose block is not there changes nothing."""
    for correction in corrections:
        article = _corrected(article, correction)
    return article


def undone(article: Article, correction: Correction) -> Article:
    """The article without a correction that was applied to it."""
    found = _find(article, correction)
    if correction.action == "cut" and isinstance(found, Removal) and found.step == CUT_BY_HAND:
        return _with(article, replace(correction.block, n=found.n))
    if correction.action == "restore" and isinstance(found, Block) and correction.undoes:
        said = _note(correction)
        notes = tuple(note for note in article.notes if note != said)
        return _without(replace(article, notes=notes), replace(correction.undoes, n=found.n))
    return article


def is_applied(article: Article, correction: Correction) -> bool:
    """Whether the article is as the correction wants it."""
    kind = Removal if correction.action == "cut" else Block
    return isinstance(_find(article, correction), kind)


def _corrected(article: Article, correction: Correction) -> Article:
    found = _find(article, correction)
    if correction.action == "cut" and isinstance(found, Block):
        return _without(article, Removal(found.n, CUT_BY_HAND, correction.why, found.text))
    if correction.action == "restore" and isinstance(found, Removal):
        article = replace(article, links=tuple(_links_left(article, correction.block, found)))
        back = replace(correction.block, n=found.n, text=found.text)
        article = _typed(_with(article, back), found.n)
        return replace(article, notes=(*article.notes, _note(correction)))
    return article


def _note(correction: Correction) -> Note:
    step = correction.undoes.step if correction.undoes else "a step"
    text = correction.block.text
    shown = text if len(text) <= 60 else f"{text[:59]}…"
    return Note(RESTORED_BY_HAND, f"{correction.why} ({step} had cut {shown!r})")


def _links_left(article: Article, block: Block, removal: Removal) -> Iterator[RelatedLink]:
    """The related articles without those that the restored block had named."""
    named = {(link.url or None, link.text) for link in block.links}
    for link in article.links:
        own = link.title == removal.text or (link.url, link.title) in named
        if link.step != removal.step or not own:
            yield link


def _with(article: Article, block: Block) -> Article:
    """The article with a block that was removed."""
    blocks = tuple(sorted((*article.blocks, block), key=_NUMBER))
    removals = tuple(removal for removal in article.removals if removal.n != block.n)
    return _told(replace(article, blocks=blocks, removals=removals))


def _typed(article: Article, n: int) -> Article:
    """The article with the kind of block `n` that its words and its place tell."""
    from cleaners.kinds import retype

    pairs = zip(article.blocks, retype(article.blocks), strict=True)
    return _told(replace(article, blocks=tuple(new if old.n == n else old for old, new in pairs)))


def _without(article: Article, removal: Removal) -> Article:
    """The article without a block that it keeps."""
    blocks = tuple(block for block in article.blocks if block.n != removal.n)
    removals = tuple(sorted((*article.removals, removal), key=_NUMBER))
    return _told(replace(article, blocks=blocks, removals=removals))


def _told(article: Article) -> Article:
    """The article with what its blocks say of it: the line that names its source, its doubts."""
    from cleaners.cleaning import credit_of, doubts  # not before there is something to correct

    short = [note for note in doubts(article.text, "") if note.name == "too-short"]
    notes = [note for note in article.notes if note.name != "too-short"]
    return replace(article, credit=credit_of(article.blocks), notes=(*notes, *short))


def _find(article: Article, correction: Correction) -> Block | Removal | None:
    """What the article made of the block that is meant: kept, removed, or None for no such."""
    alike = _alike(article, correction.block.text)
    return alike[correction.place] if correction.place < len(alike) else None


def _alike(article: Article, text: str) -> list[Block | Removal]:
    """All of the page that says the same words, in its order."""
    print_ = fingerprint(text)
    pieces: list[Block | Removal] = [*article.blocks, *article.removals]
    same = (piece for piece in pieces if fingerprint(piece.text) == print_)
    return sorted(same, key=_NUMBER)


def _place(article: Article, piece: Block | Removal) -> int:
    return [one.n for one in _alike(article, piece.text)].index(piece.n)


def _why_not(article: Article, n: int) -> str:
    """Why there is nothing to correct: no such number, or it is as it should be already."""
    numbers = sorted([block.n for block in article.blocks] + [cut.n for cut in article.removals])
    for removal in article.removals:
        if removal.n == n:
            return f"Line {n} is cut already, by {removal.by.rstrip('.')}."
    if n in numbers:
        return f"Line {n} is kept already."
    span = f"; its lines are {numbers[0]} to {numbers[-1]}" if numbers else ""
    return f"The article has no line {n}{span}."

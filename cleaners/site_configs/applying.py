"""A configuration on a page's blocks: what it strips, and whether its body is to be believed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from cleaners.blocks import Marks, read_blocks
from cleaners.main_text import Judgement
from cleaners.site_configs.format import Directive, SiteConfig
from cleaners.site_configs.selecting import NOTE, Found
from cleaners.tree import Document
from cleaners.types import Block, Note

BELIEVED = 0.5
"""Share of what reads like the article that a body must hold; one that holds less is out of date:
a site has another look than when its configuration was written."""

TOO_MUCH = 0.5
"""Share of the page's prose above which a directive strips nothing: it meant another page."""

MIN_PROSE = 3
"""Blocks of prose that a body holds at least, where nothing reads like an article."""


@dataclass(frozen=True, slots=True)
class Configured:
    """What a configuration says of the blocks of a page, by number.

    `strips` has the reason for each block that is to go, `body` the blocks of the article's body,
    None where none was found.
    """

    strips: Mapping[int, str] = field(default_factory=dict)
    body: frozenset[int] | None = None
    named: str = ""
    notes: tuple[Note, ...] = ()


NOT_CONFIGURED = Configured()


def read_configured(
    document: Document, base: str | None, config: SiteConfig, found: Found
) -> tuple[tuple[Block, ...], Configured]:
    """The blocks of a page, and what was found on it as their numbers.

    Raises `CleaningError` as `read_blocks` does.
    """
    blocks = read_blocks(document, base, marks := Marks(found.elements()))
    if shares := _too_much(found, marks, blocks):
        found = _without(found, config, shares)
        blocks = read_blocks(document, base, marks := Marks(found.elements()))
    strips: dict[int, str] = {}
    for element, directive in found.strips.items():
        why = _said(config, directive)
        strips |= {n: why for n in marks.numbers(element) if n not in strips}
    notes = list(found.notes)
    if found.native_ad is not None:
        said = f"an advertisement: {_said(config, found.native_ad)} is on the page"
        notes.append(Note("native-ad", said))
    told = Configured(strips, notes=tuple(notes))
    for directive, elements in found.bodies:
        numbers = frozenset(n for element in elements for n in marks.numbers(element))
        if sum(blocks[n].prose for n in numbers) >= MIN_PROSE or len(found.bodies) == 1:
            return blocks, replace(told, body=numbers, named=_said(config, directive))
    return blocks, told


def _too_much(found: Found, marks: Marks, blocks: Sequence[Block]) -> Mapping[Directive, float]:
    """The directives that would strip most of a page's prose, each with the share of it."""
    numbers: defaultdict[Directive, set[int]] = defaultdict(set)
    for element, directive in found.strips.items():
        numbers[directive].update(marks.numbers(element))
    sizes = [len(block.text) if block.prose else 0 for block in blocks]
    prose = sum(sizes) or 1
    shares = {one: sum(sizes[n] for n in held) / prose for one, held in numbers.items()}
    return {one: share for one, share in shares.items() if share > TOO_MUCH}


def _without(found: Found, config: SiteConfig, shares: Mapping[Directive, float]) -> Found:
    """What was found but for what these directives strip, with a note for each."""
    notes = [
        Note(
            NOTE,
            f"{config.where(one)}: {one.name} would strip {share:.0%} of the page's text, and was"
            " not followed",
        )
        for one, share in shares.items()
    ]
    strips = {element: one for element, one in found.strips.items() if one not in shares}
    return replace(found, strips=strips, notes=[*found.notes, *notes])


def _said(config: SiteConfig, directive: Directive) -> str:
    value = directive.value
    shown = value if len(value) <= 80 else f"{value[:79]}…"
    return f"{config.where(directive)}: {directive.name}: {shown}"


def believed(told: Configured, judgement: Judgement, page: Sequence[Block]) -> Configured:
    """What holds of a body next to the judgement of the text.

    A body that holds too little of the judged text is dropped, with a note.
    """
    if told.body is None:
        return told
    sizes = {block.n: len(block.text) for block in page}
    chosen = sum(sizes[n] for n in judgement.chosen)
    inside = sum(sizes[n] for n in judgement.chosen & told.body)
    if chosen and inside >= BELIEVED * chosen:
        return told
    share = inside / chosen if chosen else 0.0
    said = f"holds {share:.0%} of what reads like the article, and was not followed"
    return replace(told, body=None, notes=(*told.notes, Note(NOTE, f"{told.named} {said}")))

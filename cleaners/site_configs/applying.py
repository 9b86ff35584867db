"""A configuration on a page's blocks: what it strips, and whether its body is to be believed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from cleaners.blocks import Marks
from cleaners.main_text import Judgement
from cleaners.site_configs.format import Directive, SiteConfig
from cleaners.site_configs.selecting import NOTE, Found
from cleaners.types import Block, Note

BELIEVED = 0.5
"""Share of what reads like the article that a body must hold; one that holds less is out of date:
a site has another look than when its configuration was written."""

TOO_MUCH = 0.5
"""Share of the page's prose above which an element is not stripped, whoever says so."""

MIN_PROSE = 3
"""Blocks of prose that a body holds at least, where nothing reads like an article."""


@dataclass(frozen=True, slots=True)
class Configured:
    """What a configuration says of the blocks of a page, by number.

    `strips` has the reason for each block that is to go, `body` the blocks of the article's body,
    None where none was found. `whole` says that all prose of the body belongs to the article.
    """

    strips: Mapping[int, str] = field(default_factory=dict)
    body: frozenset[int] | None = None
    named: str = ""
    whole: bool = False
    notes: tuple[Note, ...] = ()


NOT_CONFIGURED = Configured()


def configured(
    config: SiteConfig, found: Found, marks: Marks, blocks: Sequence[Block]
) -> Configured:
    """What was found on a page, as numbers of its blocks."""
    notes = list(found.notes)
    prose = sum(len(block.text) for block in blocks if block.prose) or 1
    strips: dict[int, str] = {}
    for element, directive in found.strips.items():
        numbers = marks.numbers(element)
        held = sum(len(blocks[n].text) for n in numbers if blocks[n].prose)
        if held > TOO_MUCH * prose:
            said = f"would strip {held / prose:.0%} of the page's text, and was not followed"
            notes.append(Note(NOTE, f"{config.where(directive)}: {directive.name} {said}"))
            continue
        why = _said(config, directive)
        strips |= {n: why for n in numbers if n not in strips}
    if found.native_ad is not None:
        said = f"an advertisement: {_said(config, found.native_ad)} is on the page"
        notes.append(Note("native-ad", said))
    told = Configured(strips, notes=tuple(notes), whole=config.says("prune") is False)
    for directive, elements in found.bodies:
        numbers = frozenset(n for element in elements for n in marks.numbers(element))
        if sum(blocks[n].prose for n in numbers) >= MIN_PROSE or len(found.bodies) == 1:
            return replace(told, body=numbers, named=_said(config, directive))
    return told


def _said(config: SiteConfig, directive: Directive) -> str:
    value = directive.value
    shown = value if len(value) <= 80 else f"{value[:79]}…"
    return f"{config.where(directive)}: {directive.name}: {shown}"


def believed(
    told: Configured, judgement: Judgement, page: Sequence[Block], cut_by: Mapping[int, str]
) -> tuple[Configured, Judgement]:
    """What holds of a body next to the judgement of the text: both, made to agree.

    A body that holds too little of the judged text is dropped, with a note. Where the configuration
    says that nothing in its body need be pruned, the prose in it is text, whatever its score.
    """
    if told.body is None:
        return told, judgement
    sizes = {block.n: len(block.text) for block in page}
    chosen = sum(sizes[n] for n in judgement.chosen)
    inside = sum(sizes[n] for n in judgement.chosen & told.body)
    prose = [block.n for block in page if block.n in told.body and block.prose]
    if inside < BELIEVED * chosen or (not chosen and len(prose) < MIN_PROSE):
        share = inside / chosen if chosen else 0.0
        said = f"holds {share:.0%} of what reads like the article, and was not followed"
        return replace(told, body=None, notes=(*told.notes, Note(NOTE, f"{told.named} {said}"))), (
            judgement
        )
    if told.whole:
        more = frozenset(n for n in prose if n not in cut_by)
        judgement = replace(judgement, chosen=judgement.chosen | more)
    return told, judgement

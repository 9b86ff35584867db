"""`clean_text`: the same cleaning for text that has no markup left: a dump, an old archive.

Each line is a block. Where lines stand in no element and link nowhere, words and shapes decide.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from cleaners.cleaning import assembled
from cleaners.features import Features
from cleaners.features.lines import read_line_features
from cleaners.kinds import is_credit, retype
from cleaners.lexicon import FURNITURE, MAX_PHRASE, fold, is_weak, matches, phrases_of
from cleaners.limits import check_blocks, check_text
from cleaners.line_judge import LineJudge, shipped_line_judge
from cleaners.lines import spellings
from cleaners.memory import NOTHING, OtherPages, SiteMemory
from cleaners.metadata import Metadata
from cleaners.pipeline import Draft, run, run_judged
from cleaners.plain_title import find_title
from cleaners.steps import LATE_PLAIN_STEPS, SURE_PLAIN_STEPS
from cleaners.steps.plain_lines import is_listed
from cleaners.steps.top import PATH_SEPARATORS, breadcrumb
from cleaners.types import Article, Block, CleaningError, Removal
from cleaners.wording import word_count

MAX_SECTION_WORDS = 5
MAX_HEADING_WORDS = 7

_NUMERAL = re.compile(r"(?:[IVX]{1,5}|\d{1,2})\.")
_HEADING_MARK = re.compile(r"[■◆▼▶◇□]\s*\S")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


def clean_text(
    text: str, memory: SiteMemory | None = None, judge: LineJudge | None = None
) -> Article:
    """The article in a text dump of a page, with the record of all that was cut.

    `judge` tells the main text; the one that is shipped if None. Raises `CleaningError` for text
    that is empty or beyond a limit: "too-big", "text-too-long", "too-many-blocks".
    """
    draft, section, sure = _begin(text, memory)
    judgement = (judge or shipped_line_judge()).judge(draft.page, draft.cut_by, draft.title)
    draft, removals = run_judged(draft, sure, judgement, LATE_PLAIN_STEPS)
    found = Metadata(title=draft.title, section=section)
    kept = retype(draft.blocks)
    confidence, notes = judgement.confidence, judgement.notes
    return assembled(None, found, kept, removals, confidence, notes, draft)


def judged_lines(text: str) -> tuple[tuple[Block, ...], tuple[str, ...], Features]:
    """What the judge of a text reads, for its training: the lines, the sure step that cut each
    ("" where none did), and the features."""
    draft, _, _ = _begin(text, None)
    steps = tuple(draft.cut_by.get(block.n, "") for block in draft.page)
    return draft.page, steps, read_line_features(draft.page, draft.cut_by, draft.title)


def _begin(text: str, memory: SiteMemory | None) -> tuple[Draft, str | None, tuple[Removal, ...]]:
    """The lines of a text after the rules that are sure, and its section."""
    check_text(text)
    blocks = read_lines(text)
    if not blocks:
        raise CleaningError("empty", "the text has no line that is not blank")
    title = find_title(blocks)
    others = OtherPages(memory, title, ()) if memory else NOTHING
    draft = Draft(blocks=blocks, page=blocks, title=title, memory=others)
    section = find_section(draft)
    draft, removals = run(draft, SURE_PLAIN_STEPS)
    return draft, section, removals


def read_lines(text: str) -> tuple[Block, ...]:
    """A block for each line that is not blank, with the kind that its shape tells."""
    lines = [line for raw in _BREAK.split(text) if (line := spellings(raw))[0]]
    check_blocks(len(lines), "lines")
    blocks = [
        Block(n, "list-item" if is_listed(line) else "paragraph", line, written=own)
        for n, (line, own) in enumerate(lines)
    ]
    return tuple(_heading(blocks, place) for place in range(len(blocks)))


def _heading(blocks: Sequence[Block], place: int) -> Block:
    """The block as a heading, if it is a short phrase that heads the prose below it."""
    block = blocks[place]
    if block.words > MAX_HEADING_WORDS and not _HEADING_MARK.match(block.text):
        return block
    heads = _NUMERAL.fullmatch(block.text) or (
        _HEADING_MARK.match(block.text) and not block.finished
    )
    if not heads and 0 < place < len(blocks) - 1 and block.kind == "paragraph":
        heads = _heads(block, blocks[place - 1], blocks[place + 1])
    return replace(block, kind="heading", level=2) if heads else block


def _heads(block: Block, above: Block, below: Block) -> bool:
    """Whether a line has the shape of a subheading, and what is below it goes with one."""
    if block.finished or block.text.endswith((":", "：", ",", ";")):
        shaped = block.text.endswith(("?", "？", "؟"))
    else:
        shaped = True
    followed = below.prose or not above.finished or below.kind == "list-item"
    return shaped and followed and _may_head(block, above, below) and not is_credit(block.text)


def _may_head(block: Block, above: Block, below: Block) -> bool:
    """Whether a line is no phrase of furniture, or an ordinary word between two sentences."""
    phrases = phrases_of(block.text) if len(block.text) <= MAX_PHRASE else {}
    found = [(phrase, name) for name, phrase in phrases.items() if name in FURNITURE]
    between = above.finished and below.prose
    return not found or (between and all(is_weak(phrase, name) for phrase, name in found))


def find_section(draft: Draft) -> str | None:
    """The section that a breadcrumb names: its last part before the title, or its last part."""
    for cut in breadcrumb(draft):
        line = cut.block.text
        parts = [part.strip() for part in PATH_SEPARATORS.split(line) if part.strip()]
        if len(parts) > 1:
            return _last_part(parts, draft.title)
        return _run_together(line, draft.title)
    return None


def _last_part(parts: Sequence[str], title: str | None) -> str | None:
    names = [part for part in parts[1:] if word_count(part) <= MAX_SECTION_WORDS]
    if names and title and fold(title).startswith(fold(names[-1].rstrip(" .…"))):
        names.pop()
    return names[-1] if names else None


def _run_together(line: str, title: str | None) -> str | None:
    """The section in "HomeCity NewsThe harbour freezes": between home and title."""
    if not title or not line.endswith(title):
        return None
    path = line.removesuffix(title)
    for end in range(len(path), 1, -1):
        if matches(path[:end], "home"):
            return path[end:].strip() or None
    return None

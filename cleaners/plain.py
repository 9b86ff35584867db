"""`clean_text`: the same cleaning for text that has no markup left: a dump, an old archive.

Each line is a block. Where lines stand in no element and link nowhere, words and shapes decide.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from cleaners.cleaning import assembled
from cleaners.kinds import is_credit, retype
from cleaners.lexicon import FURNITURE, cue, fold, matches
from cleaners.limits import check_blocks, check_text
from cleaners.memory import NOTHING, OtherPages, SiteMemory
from cleaners.metadata import Metadata
from cleaners.pipeline import Draft, run
from cleaners.steps import PLAIN_STEPS
from cleaners.steps.plain_lines import is_caption_like, is_listed
from cleaners.steps.top import PATH_SEPARATORS, breadcrumb
from cleaners.tree import normalise
from cleaners.types import Article, Block, CleaningError
from cleaners.wording import is_finished, is_prose, shared_words, word_count

MAX_TITLE_WORDS = 30
MIN_TITLE_WORDS = 3
MAX_SECTION_WORDS = 5
MAX_HEADING_WORDS = 7
MAX_ENTRY_WORDS = 15
OPENING = 8
"""Blocks below the top that a title must have to do with."""

_NUMERAL = re.compile(r"(?:[IVX]{1,5}|\d{1,2})\.")
_HEADING_MARK = re.compile(r"[■◆▼▶◇□]\s*\S")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


def clean_text(text: str, memory: SiteMemory | None = None) -> Article:
    """The article in a text dump of a page, with the record of all that was cut.

    Raises `CleaningError` for text that is empty or beyond a limit: "too-big", "text-too-long",
    "too-many-blocks".
    """
    check_text(text)
    blocks = read_lines(text)
    if not blocks:
        raise CleaningError("empty", "the text has no line that is not blank")
    title = find_title(blocks)
    others = OtherPages(memory, title, ()) if memory else NOTHING
    draft = Draft(blocks=blocks, page=blocks, title=title, memory=others)
    section = find_section(draft)
    draft, removals = run(draft, PLAIN_STEPS)
    found = Metadata(title=title, section=section)
    return assembled(None, found, retype(draft.blocks), removals, 0.5, (), draft)


def read_lines(text: str) -> tuple[Block, ...]:
    """A block for each line that is not blank, with the kind that its shape tells."""
    lines = [line for raw in _BREAK.split(text) if (line := normalise(raw))]
    check_blocks(len(lines), "lines")
    blocks = [
        Block(n, "list-item" if is_listed(t) else "paragraph", t) for n, t in enumerate(lines)
    ]
    return tuple(_heading(blocks, place) for place in range(len(blocks)))


def _heading(blocks: Sequence[Block], place: int) -> Block:
    """The block as a heading, if it is a short phrase that heads the prose below it."""
    block = blocks[place]
    if _NUMERAL.fullmatch(block.text):
        return replace(block, kind="heading", level=2)
    if _HEADING_MARK.match(block.text) and not block.finished:
        return replace(block, kind="heading", level=2)
    if place == 0 or place + 1 == len(blocks) or block.kind != "paragraph":
        return block
    open_end = not block.finished and not block.text.endswith((":", "：", ",", ";"))
    question = block.text.endswith(("?", "？", "؟"))
    short = block.words <= MAX_HEADING_WORDS
    above, below = blocks[place - 1], blocks[place + 1]
    heads = is_prose(below) or is_listed(below.text) or not is_finished(above.text)
    shaped = short and (open_end or question) and heads and not is_credit(block.text)
    if shaped and _may_head(block):
        return replace(block, kind="heading", level=2)
    return block


def _may_head(block: Block) -> bool:
    """Whether a line is no phrase of furniture."""
    return not any(matches(block.text, name) for name in FURNITURE)


def find_title(blocks: Sequence[Block]) -> str | None:
    """The title: the line above the first paragraph that other lines repeat, or the likeliest."""
    top = _top(blocks)
    lines = [b.text for b in top if _could_be_title(b.text)]
    for line in lines:
        letters = fold(line).replace(" ", "")
        for other in top:
            whole = fold(other.text).replace(" ", "")
            if other.text != line and letters in whole and word_count(line) >= 4:
                return line
    opening = [b.text for b in blocks[len(top) : len(top) + OPENING]]
    return max(lines, key=lambda line: _titleness(line, opening), default=None)


def _titleness(line: str, opening: Sequence[str]) -> float:
    """How likely a line is the title: long enough, without a stop, and about what follows."""
    words = word_count(line)
    length = min(words, 6) / 6 if words <= MAX_TITLE_WORDS else 0.0
    return length + shared_words(line, opening) - 0.5 * is_finished(line)


def _top(blocks: Sequence[Block]) -> Sequence[Block]:
    """The lines above the first finished paragraph that is no furniture."""
    prose = [_opens(block) for block in blocks]
    for place, opens in enumerate(prose):
        if opens and sum(prose[place + 1 : place + 6]) >= 2:
            return blocks[: max(place, 1)]
    return blocks[: max(prose.index(True), 1)] if True in prose else blocks[:1]


def _opens(block: Block) -> bool:
    """Whether a line could be the first paragraph: a finished sentence that is no furniture."""
    prose = block.prose and block.finished and block.words >= 8
    prose = prose and not block.text.endswith("…")
    return prose and not any(matches(block.text, name) for name in FURNITURE)


def _could_be_title(text: str) -> bool:
    words = word_count(text)
    if sum(map(str.isalpha, text)) < 0.6 * len(text):
        return False
    if not MIN_TITLE_WORDS <= words <= MAX_TITLE_WORDS or text.endswith((":", ".", ",")):
        return False
    if any(matches(text, name) for name in FURNITURE) or cue(text) or is_caption_like(text):
        return False
    parts = [part for part in PATH_SEPARATORS.split(text) if part.strip()]
    return len(parts) < 2 or max(map(word_count, parts)) > MAX_SECTION_WORDS


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

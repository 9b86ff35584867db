"""Furniture in text that has lost its markup: only words and shapes are left to judge by.

The thresholds come from lines counted on real pages (Latin scripts, up to 110 characters): 99 of
100 inline headlines have no final stop, 68 have eight words or more, subheadings 27; they share
0.10 of their words with the next paragraph, subheadings 0.35.
"""

import re
from collections.abc import Iterator

from cleaners.kinds import is_credit
from cleaners.lexicon import cue
from cleaners.pipeline import Cut, Draft
from cleaners.types import Block
from cleaners.wording import is_finished, shared_words, stems, word_count

MAX_LETTERS = 140
MIN_HEADLINE_WORDS = 6
SURE_WORDS = 8
"""Words from which a line is more likely a headline than a subheading."""

MIN_CUED_WORDS, MAX_CUED_WORDS = 5, 25
"""Words behind a cue ("Related:") that are a headline; fewer are a name, more a paragraph."""

MAX_SHARED = 0.34
MAX_SHARED_SHORT = 0.2
OWN = 0.7
"""Share of the words of a line in the text from which it belongs there; headlines have 0.45."""

LIST_RUN = 3
"""As many lines without a final stop, one after the other, are a list of the article."""

_LISTED = re.compile(
    r"(?:[*•·▪●◦‣・]|-\s|\(?\d{1,3}[.):-]|\(?[a-zа-я][.)]|\(?[ivx]{1,4}[.)]|№)\s*\S", re.IGNORECASE
)
_NUMBER = re.compile(r"\d{6,20}")
_STAMP = re.compile(r"(?:\d{1,2}[:.h]\d{2}|\d{1,2}\.\s?\d{1,2}\.)\b")
_SPOKEN = re.compile(r"[\"'“”„«»‘’「『—–-]")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_ENDS_OPEN = (":", "：", ";", "；", ",", "،", "、")


def is_listed(text: str) -> bool:
    """Whether a line begins with the mark of a list: a bullet, a number, a letter."""
    return _LISTED.match(text) is not None


def plain_headline(draft: Draft) -> Iterator[Cut]:
    """A clause of some length without a final stop between finished paragraphs that has little to
    do with the next one: the headline of another article. A short phrase that heads what follows
    is a subheading and stays."""
    for block in draft.blocks:
        if block.n > draft.span[0] and (why := _announced(block)):
            yield Cut(block, why)
            continue
        if _is_firm(draft, block) or not draft.inside_text(block) or not _is_clause(block.text):
            continue
        if _in_list(draft, block):
            continue
        if why := _foreign(draft, block):
            yield Cut(block, why)


def bare_number(draft: Draft) -> Iterator[Cut]:
    """Lines that are one long number: of the page, of a picture, of a second."""
    for block in draft.blocks:
        if _NUMBER.fullmatch(block.text):
            yield Cut(block, "a number alone, of six digits or more")


def _announced(block: Block) -> str | None:
    """Why a line is the headline of another article with a cue before it, or None."""
    found = cue(block.text)
    if found is None or block.kind == "list-item" or _begins_small(found[1]):
        return None
    words = word_count(found[1])
    return f"stands behind {found[0]!r}" if MIN_CUED_WORDS <= words <= MAX_CUED_WORDS else None


def _begins_small(text: str) -> bool:
    first = next(filter(str.isalpha, text), "a")
    return first.islower()


def _is_firm(draft: Draft, block: Block) -> bool:
    """Whether the judgement is so sure of a line that its shape alone does not count."""
    return draft.judgement is not None and block.n in draft.judgement.firm


def _is_clause(text: str) -> bool:
    """Whether a line has the shape of a headline: words, no final stop, no mark of a list."""
    if is_finished(text) or text.endswith(_ENDS_OPEN) or len(text) > MAX_LETTERS:
        return False
    if (
        text[0].islower()
        or is_listed(text)
        or _STAMP.match(text)
        or _SPOKEN.match(text)
        or is_credit(text)
    ):
        return False
    if _UNSPACED.search(text) and " " not in text:
        return word_count(text) >= SURE_WORDS
    return word_count(text) >= MIN_HEADLINE_WORDS


def _foreign(draft: Draft, block: Block) -> str | None:
    """Why a clause belongs to another article, or None."""
    words = block.words
    following = draft.next_prose(block)
    before = _prose_before(draft, block)
    if following is None or not before or is_caption_like(block.text):
        return None
    shared = shared_words(block.text, [following.text])
    whole = draft.shared_with_text(block)
    limit = MAX_SHARED if words >= SURE_WORDS else MAX_SHARED_SHORT
    doubtful = whole >= OWN or (words < SURE_WORDS and (whole >= 0.5 or "," in block.text))
    if shared >= limit or doubtful or not stems(block.text):
        return None
    return (
        f"{words} words without a final stop between paragraphs; {shared:.0%} of its words are in "
        f"the next paragraph, {whole:.0%} in the text"
    )


def _prose_before(draft: Draft, block: Block) -> bool:
    """Whether a finished paragraph stands right before, other clauses like it apart."""
    other = draft.neighbour(block, -1)
    while other is not None and _is_clause(other.text):
        other = draft.neighbour(other, -1)
    return other is not None and not other.text.endswith(_ENDS_OPEN)


def _in_list(draft: Draft, block: Block) -> bool:
    """Whether the line is an entry of a list, or one of several lines like it."""
    if block.kind == "list-item":
        return True
    run = 1
    for by in (-1, 1):
        other = draft.neighbour(block, by)
        while other is not None and _is_line(other):
            run, other = run + 1, draft.neighbour(other, by)
    return run > LIST_RUN


def _is_line(block: Block) -> bool:
    """Whether a block is a line without a final stop, and no entry of a marked list."""
    return block.kind != "list-item" and not block.finished and not block.prose


_CREDITED = re.compile(
    r"©|\(c\)|\b(?:photo(?:graph)?s?|foto|fot\.|bild:|image|picture|crédit|courtesy)\b|фото|صورة|写真"
    r"|摄$|攝$|撮影$|撮影[)）]$|צילום"
    r"|^(?:figure|fig\.|abb\.|abbildung|рис\.|图|図)\s*\d",
    re.IGNORECASE,
)
_CREDIT_WORDS = (
    "©", "(c)", "photo", "foto", "fot.", "bild:", "image", "picture", "crédit", "courtesy", "фото",
    "صورة", "写真", "摄", "攝", "撮影", "צילום", "fig", "abb", "рис", "图", "図",
)  # fmt: skip
"""What the pattern looks for; to look for the words alone is quicker, and most lines have none."""

_SIGNED = re.compile(r"[.!?]\s*[(（][^()]{3,60}[)）]$")
_CAPITALS = re.compile(r"[.!?]\s++(?:[^\W\d_a-zа-я]{2,}+[\s/,.«»“”'’-]*+){2,}+$")

_BEHIND_NAMES = " \t/,.«»“”'’-"
MAX_TAIL = 8
"""Characters at the end of a line among which its last letter is looked for."""


def is_caption_like(text: str) -> bool:
    """Whether a line names its photographer or its number, as captions do.

    >>> is_caption_like("The hall at night. ANNA BERG FOR THE POST"), is_caption_like("The hall")
    (True, False)
    """
    folded = text.casefold()
    if any(map(folded.__contains__, _CREDIT_WORDS)) and _CREDITED.search(text):
        return True
    last = text[-1:]
    if last in ")）":
        return bool(_SIGNED.search(text) or _CAPITALS.search(text))
    return not _ends_small(text) and _CAPITALS.search(text) is not None


def _ends_small(text: str) -> bool:
    """Whether the last letter is a small one: no name in capitals stands at the end."""
    tail = text[-MAX_TAIL:].rstrip(_BEHIND_NAMES)
    return tail[-1:].islower()


def plain_navigation(draft: Draft) -> Iterator[Cut]:
    """Lines above the first paragraph that are no sentence: menus and labels."""
    first = draft.span[0]
    for block in draft.blocks:
        if not draft.prose or block.n >= first:
            return
        follows = draft.neighbour(block, 1)
        if block.finished or block.words >= SURE_WORDS or _is_firm(draft, block):
            continue
        if follows is not None and follows.n == first and _heads(block, follows):
            continue
        yield Cut(block, "a label above the first paragraph")


def _heads(block: Block, following: Block) -> bool:
    """Whether a short line has to do with the paragraph below it, as a dateline has."""
    return shared_words(block.text, [following.text]) > 0 or block.kind == "caption"


def trailing_lines(draft: Draft) -> Iterator[Cut]:
    """Two lines or more after the last sentence that end open: a list of other articles."""
    last = draft.span[1]
    below = [b for b in draft.blocks if b.n > last and not b.finished and not is_listed(b.text)]
    open_lines = [b for b in below if not _is_firm(draft, b) and not is_credit(b.text)]
    if len(open_lines) < 2 or not draft.prose:
        return
    for block in open_lines:
        yield Cut(block, f"one of {len(open_lines)} lines without a final stop below the text")

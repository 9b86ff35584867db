"""Captions, credits and subheadings told apart from paragraphs, by their words and their place."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from cleaners.lexicon import family, fold, matches
from cleaners.types import Block, BlockKind
from cleaners.wording import is_finished, word_count

MAX_CREDIT_WORDS = 14
MAX_CREDIT = 400
MAX_CAPTION = 1_000
"""Characters; longer lines with few spaces are data."""

SURE_CREDIT_WORDS = 8
MAX_CAPTION_WORDS = 45
BEFORE_END, AFTER_END = 1, 2
"""Blocks before and after the last one of the text among which a credit line may stand."""

LAST_LINES = 3
"""Blocks at the end of an article among which a credit line may stand."""
MAX_HEADING_WORDS = 12

CAPTION_NAMES = frozenset(
    "caption wp-caption-text figcaption image-caption photo-caption img-caption captiontext"
    " media-caption legende bildunterschrift didascalia".split()
)

CREDIT_END = 80
"""Characters that a photographer's name may take at the end of a caption."""

MAX_LABEL = 40
"""Characters of the word before it, with white space around."""

_PHOTOGRAPHER = re.compile(
    r"(?:\(|/|\||—|–|\.|;|…|^)\s*(?:photo(?:graph)?s?|foto(?:s|grafía|grafia)?|fot\.|bild(?:er)?|"
    r"image|picture|pic|crédits?(?: photo)?|kuva|kép|снимка|фото|צילום|写真|图|사진|zdjęcie)\b"
    r"(?:\s?\[M\])?\s*(?:by|de|di|von|:|：|credit|\.)?",
    re.IGNORECASE,
)
PHOTO_WORDS = (
    "photo", "foto", "fot.", "bild", "image", "pic", "crédit", "kuva", "kép", "снимка", "фото",
    "צילום", "写真", "图", "사진", "zdjęcie",
)  # fmt: skip
"""What the pattern looks for; to look for the words alone is quicker, and most lines have none."""

_OWNER = re.compile(r"(?:©|\(c\))\s?[^\W\d].{1,100}", re.IGNORECASE)
"""Whose picture stands above: "© Harbour Press / Anna Berg"; with a year it is whose text."""

_SIGNED_PICTURE = re.compile(
    r"(?<!copyright)(?<!copyright )©\s?[^\W\d][^©]{1,80}(?<!:)\Z", re.IGNORECASE
)
"""How a caption ends that names the owner of its picture."""

MAX_OWNER_WORDS = 12
_DATED_PICTURE = re.compile(
    r"In this (?:[A-Z][a-z]+day,? )?(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?,? )?"
    r"(?:file )?(?:photo|image|frame)(?:,| (?:provided|released|made|taken|from)\b)"
)
"""How agencies begin a caption: "In this Dec. 12, 2006, file photo, ..."."""

_PLACED = re.compile(r"(?:(?:top |bottom )?(?:left|right)|above|inset): \S", re.IGNORECASE)
"""How captions below a picture or beside it begin: "Above: The quay in winter."."""

MAX_SIGNATURE = 90
"""Characters that an agency's signature takes at the end of a caption."""

_OF_AGENCY = re.compile(r"\([A-Z][A-Za-z]+(?: [A-Za-z]+)? [Pp]hotos?\s?/[^()]{2,60}\)\W{0,2}\Z")
"""How agencies sign a caption, however long it is: "(AP Photo/Anna Berg, File)"."""

_AGENCY = re.compile(r"(?<![\w.])(?=[\w.]*[A-Z][\w.])[\w.]++\s*/\s*[A-Z]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DIGIT = re.compile(r"\d")
_SLASHED = re.compile(r"[^\W\d_]\s*/\s*[^\W\d_]")
"""A slash between names; what stands behind a number is a part of an address or an identifier."""

_SIGNED = re.compile(r"^[(\[（【].{2,80}[)\]）】]$|^[—–-]\s?\S.{2,60}$")

_STAFF = re.compile(
    r"^\W{0,3}(?:Additional reporting|Reporting|Writing|Editing) by [A-Z]"
    r"|\bcontributed (?:to this (?:report|story|article)|(?:additional )?reporting)\b"
    r"[^.]{0,60}\W{0,3}$"
    r"|^\W{0,3}Mit (?:Informationen|Material|Agenturmaterial) (?:von|der|aus)\b"
)
"""How agencies and papers end: "(Reporting by Anna Berg; editing by Jan Holm)"."""

_STAFF_WORDS = (" by ", "contributed", "Mit ")
"""Each has one of these, which are quicker to look for."""

_HOUSE = re.compile(r"(?:[A-Z]{2,6}|[a-z]{3}) \([A-Z][^()]{2,60}\)")
"""A house by its letters and its people: "MDR (Anna Berg, Jan Holm)"."""

_RIGHTS_OF = re.compile(r"©\s?[\w-]+(?:[ ,]+[\w-]+)?,?\s[a-z]{2,6}:[\d-]+")
"""Whose text it is, and its number there: "© dpa-infocom, dpa:240516-99-53606/3"."""

_DASHES = "—–-"
"""What stands before a signature, and before what somebody says; speech ends as a sentence does."""


def retype(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks with the kinds that their words and places tell."""
    last = len(blocks) - 1
    return tuple(
        replace(block, kind=kind, level=block.level if kind == "heading" else None)
        if (kind := _kind(block, place, last, blocks)) != block.kind
        else block
        for place, block in enumerate(blocks)
    )


def _kind(block: Block, place: int, last: int, blocks: Sequence[Block]) -> BlockKind:
    if block.kind not in ("paragraph", "list-item", "heading"):
        return block.kind
    if block.words <= MAX_CAPTION_WORDS and _is_named_caption(block):
        return "caption"
    if place > max(0, last - LAST_LINES) and is_credit(block.text):
        return "credit"
    if block.kind == "paragraph" and (is_caption(block.text) or _names_owner(block.text)):
        return "caption"
    if (
        block.kind == "paragraph"
        and block.container is not None
        and _is_heading(block, place, blocks)
    ):
        return "heading"
    return block.kind


def _is_named_caption(block: Block) -> bool:
    """Whether the element of a block, or the one around it, is called a caption."""
    near = islice(block.ancestors(), 2)
    return any(not container.names.isdisjoint(CAPTION_NAMES) for container in near)


def is_credit(text: str) -> bool:
    """Whether a closing line names where the text comes from, and says nothing else.

    >>> is_credit("Source: Coastline News Agency"), is_credit("The harbour froze in 2021.")
    (True, False)
    >>> is_credit("Anna Berg in Riga, and Jan Holm, contributed to this report.")
    True
    >>> is_credit("Mit Informationen von dpa und AFP"), is_credit("Mit der Fähre kam Anna.")
    (True, False)
    >>> is_credit("– Anna Berg"), is_credit("– Bring him back! they said.")
    (True, False)
    >>> is_credit("In: Science; Vol. 371, 2021, DOI 10.1126/science.abf2427")
    False
    """
    return len(text) <= MAX_CREDIT and _names_source(text)


@lru_cache(maxsize=4_096)
def _names_source(text: str) -> bool:
    if any(map(text.__contains__, _STAFF_WORDS)) and _STAFF.search(text):
        return True
    if word_count(text) > MAX_CREDIT_WORDS:
        return False
    if (phrase := matches(text, "source_label")) and phrase.endswith("*"):
        return word_count(text) <= SURE_CREDIT_WORDS or _mostly_names(text) or is_finished(text)
    head = fold(re.split(r"[:：]", text, maxsplit=1)[0])
    if head in family("source_label").whole and re.search(r"[:：]", text):
        return True
    if _SIGNED.match(text):
        return text[0] not in _DASHES or _is_signature(text)
    if _HOUSE.fullmatch(text) or _RIGHTS_OF.match(text):
        return True
    return _is_name_with_year(text) or (bool(_AGENCY.search(text)) and _mostly_names(text))


def _is_signature(text: str) -> bool:
    """Whether a line behind a dash may be a name: no sentence, and no number but a year."""
    return not is_finished(text) and bool(_YEAR.search(text) or not _DIGIT.search(text))


def _is_name_with_year(text: str) -> bool:
    """Names, a slash or a copyright sign, and a year: "Agency / Paper 2025."."""
    signs = "©" in text or "|" in text or text.startswith(("Copyright", "(c)"))
    marked = signs or _SLASHED.search(text) is not None
    return marked and _YEAR.search(text) is not None and _mostly_names(text)


def _mostly_names(text: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    names = sum(not word[0].islower() for word in words)
    return bool(words) and names >= 0.5 * len(words)


def credits_at_end(
    blocks: Sequence[Block],
    chosen: Collection[int],
    cut_by: Mapping[int, str],
    below: int = AFTER_END,
) -> frozenset[int]:
    """The line at the end of the chosen text that names its source: a field of the article."""
    last = max(chosen)
    return frozenset(
        block.n
        for block in blocks[max(0, last - BEFORE_END) : last + below + 1]
        if block.n not in cut_by and is_credit(block.text)
    )


def is_caption(text: str) -> bool:
    """Whether a paragraph is a caption: short, and it names its photographer."""
    if len(text) > MAX_CAPTION:
        return False
    begin = max(0, len(text) - CREDIT_END - MAX_LABEL)
    end = text[begin:].casefold()
    if not any(map(end.__contains__, PHOTO_WORDS)) or word_count(text) > MAX_CAPTION_WORDS:
        return False
    found = _PHOTOGRAPHER.finditer(text, begin)
    return any(len(text) - one.end() <= CREDIT_END for one in found)


def _names_owner(text: str) -> bool:
    """Whether a line names whose picture stands above it.

    >>> _names_owner("© Harbour Press | Anna Berg"), _names_owner("(c) Coastline")
    (True, True)
    >>> _names_owner("© 2025 Harbour Press"), _names_owner("© means that a work is protected.")
    (False, False)
    >>> _names_owner("The quay in winter. © Harbour Press"), _names_owner("Weir Press © 2025")
    (True, False)
    >>> _names_owner("Above: The quay in winter."), _names_owner("Above all: The quay")
    (True, False)
    >>> _names_owner("The quay in winter, which was long. (AP Photo/Anna Berg, File)")
    True
    """
    if len(text) > MAX_CAPTION:
        return False
    if text.find("hoto", -MAX_SIGNATURE) > 0 and _OF_AGENCY.search(text, 1):
        return True
    if ": " in text[:15] and _PLACED.match(text) and word_count(text) <= MAX_CAPTION_WORDS:
        return True
    if text.startswith("In this ") and _DATED_PICTURE.match(text):
        return True
    if "©" not in text and not text.startswith("("):
        return False
    if word_count(text) > MAX_CAPTION_WORDS or is_finished(text):
        return False
    if (signed := _SIGNED_PICTURE.search(text, 1)) is not None:
        return word_count(signed[0]) <= MAX_OWNER_WORDS
    short = word_count(text) <= MAX_OWNER_WORDS and _YEAR.search(text) is None
    return short and _OWNER.fullmatch(text) is not None


def _is_heading(block: Block, place: int, blocks: Sequence[Block]) -> bool:
    """A short line that is bold from end to end and has prose below it."""
    if block.finished and not block.text.endswith(("?", "？", "؟")):
        return False
    bold = block.bold >= 0.9 * len(block.text.replace(" ", ""))
    below = blocks[place + 1] if place + 1 < len(blocks) else None
    short = 0 < block.words <= MAX_HEADING_WORDS
    return bold and short and place > 0 and below is not None and below.prose

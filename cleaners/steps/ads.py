"""Labels of advertisements, and the names of their pictures."""

import re
from collections.abc import Iterator

from cleaners.lexicon import fold, matches
from cleaners.pipeline import Cut, Draft
from cleaners.steps.evidence import named
from cleaners.steps.position import is_furniture, is_sure
from cleaners.types import Block
from cleaners.wording import word_count

AD_NAMES = frozenset(
    "advertisement advertisements advert adverts adsbygoogle ad-label ad-container ad-slot"
    " ad-wrapper ad-unit ad-banner google-ad dfp-ad ad-placeholder adslot sponsored-content"
    " anzeige werbung publicite publicidad pubblicita reklama reklam".split()
)
MAX_WORDS = 40
"""Words of a block that may be an advertisement."""

PICTURE = re.compile(
    r"(?:spot|ads?|banner|adv|advert|sponsor|leaderboard)[_\-]?"
    r"(?:(?:img|image|banner|\d+x\d+|top|bottom|sidebar|leaderboard)[\w\-]*"
    r"(?:\.(?:jpe?g|png|gif|webp|svg))?|\d[\w\-]*\.(?:jpe?g|png|gif|webp|svg))",
    re.IGNORECASE,
)
"""The alternative text or file name of an advertisement's picture, as themes write them; a bare
number behind it may be a year ("AD79")."""


def ad_marker(draft: Draft) -> Iterator[Cut]:
    """Labels ("Advertisement", "Story continues below") and picture names ("spot_img")."""
    for cut in named(draft, AD_NAMES, "an advertisement", max_share=0.02):
        if word_count(cut.block.text) <= MAX_WORDS:
            yield cut
    for block in draft.blocks:
        phrase = matches(block.text, "ad")
        if phrase and _is_label(draft, block, phrase):
            yield Cut(block, f"the line is {phrase!r}, the label of an advertisement")
        elif PICTURE.fullmatch(block.text):
            yield Cut(block, "the line is the name of an advertisement's picture")


def _is_label(draft: Draft, block: Block, phrase: str) -> bool:
    """Whether the line labels an advertisement; a weak word does where the page repeats it."""
    own = fold(block.text)
    repeated = sum(fold(other.text) == own for other in draft.page) > 1
    return is_furniture(draft, block, sure=repeated or is_sure(block, phrase, "ad"))

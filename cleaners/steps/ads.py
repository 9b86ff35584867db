"""Labels of advertisements, and the names of their pictures."""

import re
from collections import Counter
from collections.abc import Iterator

from cleaners.lexicon import fold
from cleaners.pipeline import Cut, Draft
from cleaners.steps.evidence import named
from cleaners.steps.position import is_furniture, is_sure

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
    r"(?:\.(?:jpe?g|png|gif|webp|svg))?|\d[\w\-]*\.(?:jpe?g|png|gif|webp|svg))"
    r"|[\w\-]+[_\-]\d{2,4}x\d{2,4}(?:\.(?:jpe?g|png|gif|webp|svg))?",
    re.IGNORECASE,
)
"""The alternative text or file name of an advertisement's picture, as themes write them; a bare
number behind it may be a year ("AD79")."""


def ad_marker(draft: Draft) -> Iterator[Cut]:
    """Labels ("Advertisement", "Story continues below") and picture names ("spot_img").

    A weak word ("Ad") labels an advertisement where the page repeats it: they come in numbers.
    """
    for cut in named(draft, AD_NAMES, "an advertisement", max_share=0.02):
        if cut.block.words <= MAX_WORDS:
            yield cut
    said = {block.n: phrase for block, phrase in draft.outline.saying("ad")}
    times = Counter(fold(block.text) for block, _ in draft.outline.saying("ad"))
    for block in draft.blocks:
        phrase = said.get(block.n)
        sure = phrase and (times[fold(block.text)] > 1 or is_sure(block, phrase, "ad"))
        if phrase and is_furniture(draft, block, sure=bool(sure)):
            yield Cut(block, f"the line is {phrase!r}, the label of an advertisement")
        elif " " not in block.text and PICTURE.fullmatch(block.text):
            yield Cut(block, "the line is the name of an advertisement's picture")

"""Labels of advertisements, and the names of their pictures."""

import re
from collections.abc import Iterator

from cleaners.lexicon import matches
from cleaners.pipeline import Cut, Draft
from cleaners.steps.evidence import is_subheading, named
from cleaners.wording import word_count

AD_NAMES = frozenset(
    "advertisement advertisements advert adverts adsbygoogle ad-label ad-container ad-slot"
    " ad-wrapper ad-unit ad-banner google-ad dfp-ad ad-placeholder adslot sponsored-content"
    " anzeige werbung publicite publicidad pubblicita reklama reklam".split()
)
PICTURE = re.compile(
    r"(?:spot|ad|ads|banner|adv|advert|sponsor|leaderboard)[_\-]?(?:img|image|banner|\d+x\d+|top|"
    r"bottom|sidebar|leaderboard|\d+)[\w\-]*(?:\.(?:jpe?g|png|gif|webp|svg))?",
    re.IGNORECASE,
)
"""The alternative text or file name of an advertisement's picture, as themes write them."""


def ad_marker(draft: Draft) -> Iterator[Cut]:
    """Labels ("Advertisement", "Story continues below") and picture names ("spot_img")."""
    for cut in named(draft, AD_NAMES, "an advertisement", max_share=0.02):
        if word_count(cut.block.text) <= 40:
            yield cut
    for block in draft.blocks:
        if is_subheading(draft, block):
            continue
        if phrase := matches(block.text, "ad"):
            yield Cut(block, f"the line is {phrase!r}, the label of an advertisement")
        elif PICTURE.fullmatch(block.text):
            yield Cut(block, "the line is the name of an advertisement's picture")

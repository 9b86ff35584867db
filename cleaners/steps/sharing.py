"""Buttons that spread an article, and invitations to get the next one by mail."""

from collections.abc import Iterator

from cleaners.lexicon import matches
from cleaners.pipeline import Cut, Draft
from cleaners.steps.evidence import is_subheading, named
from cleaners.types import Block
from cleaners.wording import is_prose

SHARE_NAMES = frozenset(
    "share sharing shares sharebar share-bar share-buttons social-share sharedaddy addtoany"
    " addthis a2a_kit socials social-icons social-links social-media post-sharing sharethis"
    " share-tools social-bar td-post-sharing article-share follow-us followus".split()
)
NEWSLETTER_NAMES = frozenset(
    "newsletter newsletters newsletter-signup newsletter-box signup sign-up subscribe-box"
    " email-signup mc4wp mailchimp mc_embed_signup subscribe-form subscription-form"
    " newsletter-form nieuwsbrief infolettre".split()
)


def share(draft: Draft) -> Iterator[Cut]:
    """Buttons and labels to share, print, save or follow."""
    yield from named(draft, SHARE_NAMES, "a share bar", max_share=0.02)
    for block in draft.blocks:
        if is_subheading(draft, block):
            continue
        if phrase := matches(block.text, "share"):
            yield Cut(block, f"the line is {phrase!r}, a share button")


def newsletter(draft: Draft) -> Iterator[Cut]:
    """Invitations to subscribe: the box that the page calls so, and lines that say it."""
    yield from named(draft, NEWSLETTER_NAMES, "a newsletter box", max_share=0.08)
    lines = [(block, matches(block.text, "newsletter")) for block in draft.blocks]
    for place, (block, phrase) in enumerate(lines):
        if phrase is None or is_subheading(draft, block):
            continue
        if is_prose(block) and not phrase.endswith("*"):
            continue
        if _stands_apart(draft, block) or _has_company(lines, place):
            yield Cut(block, f"the line is {phrase!r}, an invitation to subscribe")


def _stands_apart(draft: Draft, block: Block) -> bool:
    """Whether it stands outside the text, or is a line of its own inside it."""
    return not draft.inside_text(block) or block.linked > 0 or not is_prose(block)


def _has_company(lines: list[tuple[Block, str | None]], place: int) -> bool:
    around = lines[max(0, place - 2) : place] + lines[place + 1 : place + 3]
    return any(phrase for _, phrase in around)

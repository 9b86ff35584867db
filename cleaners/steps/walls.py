"""What stands between a reader and the text: cookie notices and paywalls."""

from collections.abc import Iterator

from cleaners.lexicon import matches
from cleaners.pipeline import Cut, Draft
from cleaners.steps.evidence import is_subheading, named
from cleaners.types import Block

COOKIE_NAMES = frozenset(
    "cookie cookies cookie-notice cookie-banner cookie-consent cookie-law-info-bar consent gdpr"
    " onetrust onetrust-banner-sdk cookiebot didomi cc-window cookie-bar".split()
)
PAYWALL_NAMES = frozenset(
    "paywall pay-wall regwall subscriber-wall subscription-wall piano-offer metered-paywall"
    " paywall-container paywall-box paywall-overlay piano-paywall".split()
)
LINES_AROUND = 3


def cookie_notice(draft: Draft) -> Iterator[Cut]:
    """Notices and buttons about cookies and consent."""
    yield from named(draft, COOKIE_NAMES, "a cookie notice", max_share=0.1)
    lines = [(block, matches(block.text, "cookie")) for block in draft.blocks]
    for place, (block, phrase) in enumerate(lines):
        if phrase is None or is_subheading(draft, block):
            continue
        if phrase.endswith("*") and not _is_among_prose(draft, block):
            yield Cut(block, f"the line begins with {phrase.rstrip(' *')!r}, a cookie notice")
        elif _sure_nearby(lines, place):
            yield Cut(block, f"the line is {phrase!r}, beside a cookie notice")


def _is_among_prose(draft: Draft, block: Block) -> bool:
    """Whether prose stands right before and right after: then it is a sentence of the text."""
    before, after = draft.neighbour(block, -1), draft.neighbour(block, 1)
    prose = {b.n for b in draft.prose}
    return before is not None and after is not None and before.n in prose and after.n in prose


def _sure_nearby(lines: list[tuple[Block, str | None]], place: int) -> bool:
    around = lines[max(0, place - LINES_AROUND) : place + LINES_AROUND + 1]
    return any(phrase is not None and phrase.endswith("*") for _, phrase in around)


def paywall(draft: Draft) -> Iterator[Cut]:
    """Offers and log-ins that stand where the rest of the text would."""
    yield from named(draft, PAYWALL_NAMES, "a paywall", max_share=0.1)
    for block in draft.blocks:
        if is_subheading(draft, block):
            continue
        if phrase := matches(block.text, "paywall"):
            yield Cut(block, f"the line is {phrase!r}, the offer of a paywall")

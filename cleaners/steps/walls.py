"""What stands between a reader and the text: cookie notices and paywalls."""

from collections.abc import Iterator

from cleaners.pipeline import Cut, Draft
from cleaners.steps.evidence import named
from cleaners.steps.position import is_furniture, is_own_entry, is_subheading, is_sure
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
    for block, phrase in draft.saying("placeholder"):
        yield Cut(block, f"the line is {phrase!r}, in the place of what needs consent or a script")
    lines = list(draft.saying("cookie"))
    notices = {b.n for b, phrase in lines if _is_notice(draft, b, phrase)}
    for block, phrase in lines:
        if is_subheading(draft, block) or is_own_entry(draft, block):
            continue
        place = draft.at(block)
        around = draft.blocks[max(0, place - LINES_AROUND) : place + LINES_AROUND + 1]
        if block.n in notices:
            yield Cut(block, f"the line begins with {phrase.rstrip(' *')!r}, a cookie notice")
        elif not phrase.endswith("*") and any(other.n in notices for other in around):
            yield Cut(block, f"the line is {phrase!r}, beside a cookie notice")


def _is_notice(draft: Draft, block: Block, phrase: str) -> bool:
    """Whether the line begins as notices do, and is no sentence among the text's paragraphs."""
    if not phrase.endswith("*"):
        return False
    around = (_beyond_headings(draft, block, -1), _beyond_headings(draft, block, 1))
    return not all(other is not None and other.prose for other in around)


def _beyond_headings(draft: Draft, block: Block, by: int) -> Block | None:
    """The next block in one direction that is no heading."""
    other = draft.neighbour(block, by)
    while other is not None and other.kind == "heading":
        other = draft.neighbour(other, by)
    return other


def paywall(draft: Draft) -> Iterator[Cut]:
    """Offers and log-ins that stand where the rest of the text would."""
    yield from named(draft, PAYWALL_NAMES, "a paywall", max_share=0.1)
    for block, phrase in draft.saying("paywall"):
        if is_furniture(draft, block, sure=is_sure(block, phrase, "paywall")):
            yield Cut(block, f"the line is {phrase!r}, the offer of a paywall")

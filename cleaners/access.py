"""Whether an article can be read whole: what its page says of that, weighed with the text itself.

A page that says that it must be paid for often shows the whole text all the same, to those who
read few articles and to search engines; and one that says nothing may break off above a wall.
"""

from collections.abc import Iterable, Sequence

from cleaners.metadata import Metadata
from cleaners.types import Block, Note, Paywall, Removal
from cleaners.wording import word_count

WHOLE = 0.75
"""The share of the words that a page states from which its text is the whole."""

LONG_TEASER, LONG_WALLED_TEASER = 250, 600
"""Words that no beginning has which is shown before payment: where nothing stands below the text,
and where a wall does."""

_BROKEN_OFF = ("...", "…", ":", ",", ";")

TEASER = Note("paywall", "the page shows the beginning of an article that must be paid for")


def access_of(
    metadata: Metadata, kept: Sequence[Block], removals: Iterable[Removal]
) -> tuple[Paywall, Note | None]:
    """The paywall of a cleaned page, and what a reader should know of it."""
    if metadata.paywall == "full-text":
        return "full-text", None
    text = [block for block in kept if block.kind not in ("caption", "credit")]
    walled = _walled(text, removals)
    broken_off = bool(text) and text[-1].text.rstrip().endswith(_BROKEN_OFF)
    if metadata.paywall == "none":
        return ("teaser", TEASER) if walled and broken_off else ("none", None)
    words = sum(word_count(block.text) for block in text)
    if stated := metadata.words_stated:
        whole, grounds = words >= WHOLE * stated, f"of the {stated} words that it states"
    else:
        longest = LONG_WALLED_TEASER if walled else LONG_TEASER
        whole, grounds = words >= longest and not broken_off, "and does not break off"
    if not whole:
        return "teaser", TEASER
    told = f"the page says that it must be paid for; its text has {words} words {grounds}"
    return "full-text", Note("full-text", told)


def _walled(text: Sequence[Block], removals: Iterable[Removal]) -> bool:
    """Whether an offer to pay was cut below the text."""
    last = text[-1].n if text else -1
    return any(cut.step == "paywall" and cut.n > last for cut in removals)

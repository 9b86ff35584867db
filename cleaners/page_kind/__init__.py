"""What kind of page it is: rules for what is clear, a learned score for article or not."""

from cleaners.page_kind.clear import Clear, clear_case, text_alone
from cleaners.page_kind.facts import PageFacts
from cleaners.page_kind.finer import finer_kind
from cleaners.page_kind.score import KindWeights, score_of, shipped_weights
from cleaners.types import Note

__all__ = ["KindWeights", "PageFacts", "clear_case", "note_of", "tell_kind"]


def tell_kind(facts: PageFacts, weights: KindWeights | None = None) -> Clear:
    """The kind of a page and why; `weights` are the shipped ones if None."""
    if not facts.blocks:
        return "other", "it has no text"
    if found := clear_case(facts):
        return found
    scored = score_of(facts, weights or shipped_weights())
    told = f"score {scored.score:.1f}: {', '.join(scored.grounds)}"
    if scored.score > 0:
        return "article", told
    if alone := text_alone(facts):
        return "article", alone
    kind, why = finer_kind(facts, scored.numbers)
    return kind, f"{why}; no article: {told}"


def note_of(told: Clear) -> Note:
    """What a person reads of a page's kind."""
    kind, why = told
    return Note("kind", f"{kind}: {why}")

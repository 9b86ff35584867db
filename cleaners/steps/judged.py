"""The judgement's part: what no rule can name, and the main text does not hold."""

from collections.abc import Iterator

from cleaners.pipeline import Cut, Draft


def main_text(draft: Draft) -> Iterator[Cut]:
    """Blocks that the judgement of the main text leaves out."""
    if draft.judgement is None:
        return
    for block in draft.blocks:
        if why := draft.judgement.against(block.n):
            yield Cut(block, why)

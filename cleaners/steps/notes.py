"""What a newsroom tells its readers about a story that goes on, or asks them for."""

from collections.abc import Iterator

from cleaners.pipeline import Cut, Draft
from cleaners.steps.position import is_furniture, is_sure


def newsroom_note(draft: Draft) -> Iterator[Cut]:
    """Lines that say that a story is being updated, and appeals to write to the newsroom."""
    for block, phrase in draft.saying("newsroom_note"):
        if is_furniture(draft, block, sure=is_sure(block, phrase, "newsroom_note")):
            yield Cut(block, f"the line is {phrase!r}, a note of the newsroom to its readers")

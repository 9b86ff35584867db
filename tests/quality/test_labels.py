"""The gold met with our own blocks: what is text, what is not, and what nobody says."""

import unicodedata
from collections.abc import Mapping, Sequence

from cleaners.types import Block
from quality.labels import label

PARAGRAPHS = (
    "The council of the town voted on Monday for the new bridge over the river.",
    "It will be built of wood, as the old one was, and will cost two million.",
)


def labelled(texts: Sequence[str], row: Mapping[str, object]) -> list[int]:
    blocks = [Block(n, "paragraph", text) for n, text in enumerate(texts)]
    found = label(blocks, row)
    assert found is not None
    assert all((weight > 0) == (value >= 0) for value, weight in zip(*_both(found), strict=True))
    return list(found.values)


def _both(found: object) -> tuple[tuple[int, ...], tuple[float, ...]]:
    return found.values, found.weights  # type: ignore[attr-defined]


def test_blocks_that_stand_in_the_gold_are_text() -> None:
    row = {"text": "\n".join(PARAGRAPHS)}
    assert labelled(["Home", *PARAGRAPHS, "Subscribe"], row) == [0, 1, 1, 0]


def test_a_short_line_is_text_only_beside_its_neighbours_in_the_gold() -> None:
    row = {"text": f"{PARAGRAPHS[0]}\nThe river\n{PARAGRAPHS[1]}"}
    texts = ["The river", "Sport", "a", "b", "c", "d", "e", *PARAGRAPHS[:1], "The river"]
    assert labelled([*texts, PARAGRAPHS[1]], row)[-3:] == [1, 1, 1]
    assert labelled([*texts, PARAGRAPHS[1]], row)[0] != 1


def test_a_paragraph_with_a_word_more_than_the_gold_is_text_still() -> None:
    assert labelled([f"Photo: {PARAGRAPHS[0]}"], {"text": "\n".join(PARAGRAPHS)}) == [1]


def test_a_gold_that_writes_its_accents_apart_is_met_all_the_same() -> None:
    row = {"text": unicodedata.normalize("NFD", "Für die Fähre wurde ein Gedächtnisort gebaut.")}
    assert labelled(["Für die Fähre wurde ein Gedächtnisort gebaut."], row) == [1]


def test_segments_speak_of_the_blocks_that_hold_them_and_of_no_others() -> None:
    row = {"with": ["voted on Monday"], "without": ["Subscribe now"]}
    assert labelled([PARAGRAPHS[0], "Subscribe now", PARAGRAPHS[1]], row) == [1, 0, -1]


def test_an_unwanted_segment_in_a_long_block_says_nothing_of_the_block() -> None:
    row = {"with": ["nowhere"], "without": ["bridge"]}
    blocks = [Block(0, "paragraph", PARAGRAPHS[0])]
    assert label(blocks, row) is None


def test_optional_parts_of_the_gold_teach_nothing() -> None:
    row = {
        "text": "\n".join(PARAGRAPHS),
        "blocks": [{"text": PARAGRAPHS[0]}, {"text": PARAGRAPHS[1], "optional": True}],
    }
    assert labelled(PARAGRAPHS, row) == [1, -1]

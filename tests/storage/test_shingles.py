"""Which texts are one story, and which only look alike."""

import random

import pytest

from storage.shingles import keys_of, likeness, same_story, shingled, sketch_of

WORDS = [f"word{n}" for n in range(400)]
CHANCE = random.Random(1)
STORY = [CHANCE.choice(WORDS) for _ in range(300)]
OTHER = [CHANCE.choice(WORDS) for _ in range(300)]


def same(one: list[str], other: list[str]) -> bool:
    """The answer, which must not depend on which text comes first."""
    found = same_story(shingled(one), shingled(other))
    assert same_story(shingled(other), shingled(one)) == found
    return found


@pytest.mark.parametrize(
    "copy",
    [
        STORY,
        STORY[:90],
        ["another", "lead", "of", "the", "desk", *STORY],
        STORY[:120] + OTHER[:40] + STORY[160:],
        [*STORY[:150], "share", "this", "read", "more", *STORY[150:], *OTHER[:30]],
        [word if n % 40 else "changed" for n, word in enumerate(STORY)],
    ],
    ids=["same", "truncated", "re-headlined", "a paragraph changed", "furniture", "edited"],
)
def test_a_copy_is_the_same_story(copy: list[str]) -> None:
    assert same(STORY, copy)
    mine, theirs = sketch_of(shingled(STORY)), sketch_of(shingled(copy))
    assert likeness(mine, theirs) > 0.1
    assert set(keys_of(mine)) & set(keys_of(theirs))


def test_a_roundup_that_holds_a_story_is_another() -> None:
    roundup = OTHER + STORY[:150] + OTHER[::-1]
    assert not same(STORY[:150], roundup)
    assert not same(STORY, OTHER)


def test_a_form_that_was_filled_in_anew_is_another() -> None:
    filled = [word if n % 9 else f"name{n}" for n, word in enumerate(STORY)]
    assert not same(STORY, filled)


def test_numbers_tell_two_draws_of_a_lottery() -> None:
    rules = STORY[:200]
    draws = [[*map(str, numbers), *rules] for numbers in ((4, 8, 15, 16, 23), (7, 9, 33, 41, 57))]
    assert not same(*draws)
    assert same(draws[0], draws[0])


def test_of_short_texts_only_true_copies_are_one_story() -> None:
    assert not same(STORY[:60], [*STORY[:30], "x", *STORY[31:60]])
    assert same(STORY[:60], [*STORY[:60], "x"])
    assert not same(STORY[:20], STORY[:20])
    assert sketch_of(shingled(STORY[:20])) == b""
    assert sketch_of(shingled([])) == b""


def test_a_sketch_is_the_same_in_every_process() -> None:
    text = "the quick brown fox jumps over the lazy dog and runs away from all the hounds".split()
    sketch = sketch_of(shingled([f"{word}{n}" for n in range(4) for word in text]))
    assert keys_of(sketch)[:2] == [101_921_408, 126_861_857]
    assert len(sketch) == 4 * 57

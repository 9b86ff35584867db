"""The measure of copies: what it makes of articles, and what it counts."""

import random

import pytest

from quality.altered import ALTERED, Story, Workbench
from quality.copy_costs import costs
from quality.duplicates import close_pairs, copies, distinct, filled_in, merged, others, text_of

CHANCE = random.Random(3)
WORDS = [f"word{n}" for n in range(600)]


def story(number: int) -> Story:
    """A story of eight paragraphs."""
    lines = tuple(" ".join(CHANCE.choices(WORDS, k=45)) for _ in range(8))
    furniture = (f"Read more about place {number} here", "Sign up for our newsletter now")
    return Story(
        f"set/{number}", f"https://a.example/{number}", f"Title {number}", lines, furniture
    )


STORIES = [story(number) for number in range(6)]
TEXTS = [text_of(one, one.lines) for one in STORIES]


@pytest.mark.parametrize("kind", ALTERED)
def test_an_altered_story_is_another_text_of_the_same_story(kind: str) -> None:
    bench = Workbench(STORIES, random.Random(1))
    altered = ALTERED[kind](STORIES[0], bench)
    assert (altered == list(STORIES[0].lines)) == (kind == "the same")
    assert len(altered) > 1


def test_copies_are_counted_as_found_and_other_stories_as_apart() -> None:
    bench = Workbench(STORIES, random.Random(1))
    found = copies(TEXTS, bench)
    assert [count.pairs for count in found] == [6] * len(ALTERED)
    assert found[0].share == 1
    counts, wrong = others(TEXTS, bench)
    assert wrong == []
    assert {count.kind: count.pairs for count in counts}["all other articles"] == 15
    assert not any(count.merged for count in counts)


def test_a_false_merge_would_be_counted() -> None:
    twin = text_of(Story("set/9", None, "Twin", STORIES[0].lines, ()), STORIES[0].lines)
    counts, wrong = others([*TEXTS, twin], Workbench(STORIES, random.Random(1)))
    assert [(one.story.name, other.story.name) for one, other in wrong] == [("set/0", "set/9")]
    assert counts[0].merged == counts[1].merged == 1
    assert close_pairs([*TEXTS, twin]) == wrong


def test_forms_are_filled_in_differently_and_stay_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quality.duplicates.FILLED_IN", 12)
    counts = filled_in(random.Random(7))
    assert len(counts) == 6
    assert all(count.pairs == 66 and count.merged == 0 for count in counts)


def test_a_story_that_stands_in_several_sets_counts_once() -> None:
    again = Story("other/1", STORIES[0].url, "Another title", (), ())
    renamed = Story("other/2", "https://b.example/", "TITLE 1", (), ())
    assert distinct([*STORIES, again, renamed]) == STORIES


def test_costs_are_measured_beside_more_and_more_sketches(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("quality.copy_costs.STORED", 2)
    found = costs([one.lines for one in STORIES], 100)
    assert {"signature", "store beside 0", "store beside 100", "copy beside 100"} <= set(found)
    assert "beside       100 sketches" in capsys.readouterr().out
    assert merged(TEXTS[0], TEXTS[0])
